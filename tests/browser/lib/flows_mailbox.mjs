// What a member and the Order's office do with a PEC mailbox.
import { writeFileSync } from 'node:fs'
import * as flows from './flows.mjs'
import { it } from './words.mjs'

// A PDF that a scanner could have made.
export const paper = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n% ${name}\n%%EOF\n`) })

export async function openMailbox(session, world, person) {
  await session.open(`${world.origin}/#/mailbox`)
  await flows.signIn(session, person, it('app.mailbox.title'))
}

// The first of the two attachments that is missing still: the form, then the copy of the document. The browser's own
// choice of a file is answered.
async function attach(session, file) {
  const button = session.find('button', it('app.mailbox.file_choose')).first()
  const [chooser] = await Promise.all([session.page.waitForEvent('filechooser'), button.click()])
  await chooser.setFiles(file)
  await session.reads(it('app.mailbox.file_there', { name: file.name }))
}

export async function fillRequest(session) {
  await session.choose(it('app.mailbox.document'), it('domain.document_kind.identity_card'))
  await session.fill(it('app.mailbox.number'), 'CA12345AB')
  await session.fill(it('app.mailbox.issued_by'), 'Comune di Imperia')
  // Date fields have no role.
  await session.page.getByLabel(it('app.mailbox.issued_on')).fill('2022-05-10')
  await session.page.getByLabel(it('app.mailbox.expires_on')).fill('2032-05-09')
  await attach(session, paper('modulo-firmato.pdf'))
  await attach(session, paper('carta-identita.pdf'))
}
export async function sendRequest(session) {
  await session.click('button', it('app.mailbox.ask'))
  await session.reads(it('app.mailbox.step_order'))
}

export async function openMailboxes(session, world, person) {
  await session.open(`${world.origin}/office/#/mailboxes`)
  await flows.signIn(session, person, it('app.mailboxes.title'))
}
export async function passOn(session, person) {
  await session.click('link', new RegExp(person.surname))
  await session.sees('heading', it('app.mailboxes.of', { holder: person.name }))
  await session.click('button', it('app.mailboxes.request'))
  await session.reads(it('domain.mailbox_stage.active'))
}

// A button whose name ends with an amount, before which stands a no-break space.
export const named = (key, total) => new RegExp(`^${it(key, { total: '', amount: '' })}${total.replace(' ', '\\s')}`)
export const clauses = ['mailbox_contract', 'privacy', 'immediate_execution', 'specific_approval'].map((name) => it(`domain.clause.${name}`))

// Chooses what to add; `offer` is the beginning of its name.
export async function choose(session, offer, gb) {
  await session.page.getByRole('radio', { name: new RegExp(`^${it(`domain.mailbox_add_on.${offer}`)}`) }).check()
  if (gb) await session.fill(it('app.mailbox.gb'), String(gb))
}
// `total` as people read it: "4,88 €".
export async function order(session, total) {
  for (const clause of clauses) await session.tick(clause)
  await session.page.getByRole('button', { name: named('app.buy.place', total) }).click()
  await session.sees('button', named('app.mailbox.pay', total))
}
export async function pay(session, total) {
  await session.page.getByRole('button', { name: named('app.mailbox.pay', total) }).click()
  await session.sees('heading', 'Pagamento')
  await session.page.getByRole('button', { name: new RegExp(`^Paga ${total.replace(' ', '\\s')}`) }).click()
  await session.sees('heading', it('app.mailbox.title'))
}

const today = () => new Date().toISOString().slice(0, 10)

// Paid at the bank, as the member says; the form is open.
export async function declare(session, reference) {
  await session.fill(it('app.purchase.reference'), reference)
  await session.page.getByLabel(it('app.purchase.paid_on')).fill(today())
  await session.click('button', it('app.purchase.declare'))
  await session.reads(it('app.purchase.declared', { reference: reference.replace(' ', '') }))
}

// The operator's page of a mailbox whose money is to be looked for.
export async function openPayments(session, world, operator, person) {
  await openMailboxes(session, world, operator)
  await session.choose(it('app.queue.filter'), it('app.mailboxes.filter.payments'))
  await session.click('link', new RegExp(person.surname))
}
export async function recordMoney(session, amount) {
  await session.fill(it('app.desk.amount'), amount)
  await session.page.getByLabel(it('app.desk.paid_on')).fill(today())
  await session.click('button', it('app.desk.payment_confirm'))
}

// The portal's clock, ahead by so many days more.
export const pass = (world, days) => world.post('/clock', { days })

// What the page of the request has to download.
export async function download(session, world, path, file) {
  const answer = await session.context.request.get(`${world.origin}/api/mailboxes/${path}`)
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`)
  const body = await answer.body()
  if (!body.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Error(`${path} is no PDF`)
  if (file) writeFileSync(file, body)
  return answer.headers()
}
