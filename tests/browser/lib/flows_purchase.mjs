// What people do with a purchase, step by step, by role and name: the member's wizard and the steps after it. The pages
// come out of the convention, so the fields are named as assets/translations/wizard.json names them.
import { join } from 'node:path'
import { root } from './paths.mjs'
import { until } from './until.mjs'
import { it } from './words.mjs'

export const label = (field) => it(`wizard.field.${field.replaceAll('.', '_')}`)
export const pageTitle = (page) => it(`domain.purchase_page.${page}`)
const choice = (key, name) => new RegExp(`^${it(`domain.${key}.${name}`).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)

// Amounts as the pages write them.
export const euro = (cents) => `${Math.trunc(cents / 100).toLocaleString('it-IT')},${String(cents % 100).padStart(2, '0')} €`

// From one's own page to the convention: the code, then the Order.
export async function openConvention(session, world, code, orderName) {
  await session.open(`${world.origin}/#/buy`)
  await session.sees('heading', it('app.buy.title'))
  await session.fill(it('app.buy.code'), code)
  await session.click('button', it('app.buy.find'))
  await session.sees('combobox', it('app.buy.order'))
  if (orderName) await chooseOrder(session, orderName)
}
// From the drop-down, where a name is followed by what people call the Order.
async function chooseOrder(session, pattern) {
  const names = await session.find('combobox', it('app.buy.order')).locator('option').allInnerTexts()
  await session.choose(it('app.buy.order'), names.find((name) => pattern.test(name)))
}
export async function openWizard(session, code) {
  await session.click('button', it('app.buy.open'))
  await session.sees('heading', it('app.buy.draft_title', { convention: code }))
}

export async function radio(session, name) {
  await session.find('radio', name).first().check()
}
// A drop-down's entry.
async function pick(session, field, entry) {
  await session.find('combobox', label(field)).selectOption({ label: entry })
}
// On to the next page of the wizard, whose title is then seen.
export async function forward(session, next) {
  await session.click('button', it('app.buy.forward'))
  await session.sees('heading', next === 'summary' ? it('app.order.clauses') : pageTitle(next))
}

// Each page of the wizard and what is entered there; `order` is one of orders.mjs, with its person.
const enter = {
  async product(session, order) {
    await radio(session, order.product)
  },
  async holder(session, order) {
    const { person } = order
    await radio(session, it(`wizard.sex.${person.birth.sex.toLowerCase()}`))
    await session.fill(label('holder.birth'), person.birth.on)
    await choosePlace(session, person.birth.place)
    for (const [field, text] of Object.entries(order.residence)) await session.fill(label(`holder.residence.${field}`), text)
    await session.reads(it('app.buy.code_agrees'))
  },
  async document(session, { document }) {
    await radio(session, it(`domain.document_kind.${document.kind}`))
    await session.fill(label('document.number'), document.number)
    await session.fill(label('document.issued_by'), document.issued_by)
    await session.fill(label('document.issued_on'), document.issued_on)
    await session.fill(label('document.expires_on'), document.expires_on)
  },
  async enrolment(session, { person }) {
    const { title, section, sector, number, registered_on: registered } = person.register
    await pick(session, 'enrolment.title', title)
    await pick(session, 'enrolment.section', section)
    if (sector) await pick(session, 'enrolment.sector', sector)
    await session.fill(label('enrolment.number'), number)
    await session.fill(label('enrolment.registered_on'), registered)
  },
  async photo(session, { photo }) {
    await choosePhoto(session, photo)
    await session.click('button', it('app.buy.photo_use'))
    await session.reads(it('app.buy.photo_there'))
  },
  async identification(session, { identification }) {
    await radio(session, choice('identification_method', identification))
  },
  async billing() {},
  async shipping() {},
  async payment(session, { payment }) {
    await radio(session, choice('payment_method', payment))
  }
}
export const fillPage = (session, page, order) => enter[page](session, order)

// Type-ahead: the first letters, then the place itself.
export async function choosePlace(session, place) {
  await session.fill(label('holder.birth_place'), place.slice(0, Math.max(4, place.length - 1)))
  await session.click('button', new RegExp(`^${place}( \\(|$)`))
  await until(`the place ${place}`, async () =>
    (await session.find('textbox', label('holder.birth_place')).inputValue()).startsWith(place))
}

export const portrait = join(root, 'tests/browser/pictures/portrait.jpg')
export async function choosePhoto(session, file = portrait) {
  const chooser = session.page.waitForEvent('filechooser')
  await session.click('button', new RegExp(`^${it('app.buy.photo_choose')}|^${it('app.buy.photo_other')}`))
  await (await chooser).setFiles(file)
  await session.sees('button', it('app.buy.photo_use'))
}

export const clauses = ['purchase_contract', 'privacy', 'certificate_terms', 'immediate_execution', 'specific_approval']
  .map((name) => it(`domain.clause.${name}`))
export async function acceptClauses(session) {
  for (const clause of clauses) await session.tick(clause)
}
export async function place(session, total) {
  await session.click('button', it('app.buy.place', { total: euro(total) }))
}
