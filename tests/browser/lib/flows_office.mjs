// What the Order's office and the provider's operator record on the page of a purchase.
import * as flows from './flows.mjs'
import { euro } from './flows_purchase.mjs'
import { it } from './words.mjs'

// Signed in and on the page of the procedure's request.
export async function sit(procedure, person) {
  const session = await procedure.chromium.person()
  procedure.seats.set(person.id, session)
  await session.open(`${procedure.world.origin}/office/#/request/${procedure.request}`)
  await flows.signIn(session, person, /^Acquisto: /)
  return session
}
export async function open(procedure, session) {
  await session.open(`${procedure.world.origin}/office/#/request/${procedure.request}`)
  await session.sees('heading', /^Acquisto: /)
}

const today = () => new Date().toISOString().slice(0, 10)

// Money seen on the provider's account: the amount, the day.
export async function reconcile(procedure, session, cents, picture = true) {
  await session.fill(it('app.desk.amount'), euro(cents).replace(' €', ''))
  await session.fill(it('app.desk.paid_on'), today())
  if (picture) await procedure.story.picture(session, 'operator-payment')
  await session.click('button', it('app.desk.payment_confirm'))
  await session.reads(it('app.desk.done.record_payment'))
}
export async function originals(procedure, session) {
  await procedure.story.picture(session, 'operator-originals')
  await session.click('button', it('app.desk.record_originals'))
  await session.reads(it('app.desk.done.record_originals'))
}
export async function issue(procedure, session) {
  await procedure.story.picture(session, 'operator-to-issue')
  await session.click('button', it('app.desk.begin_issuance'))
  await procedure.stage(session, 'issued')
}
export async function ship(procedure, session, tracking) {
  await session.fill(it('app.desk.tracking'), tracking)
  await procedure.story.picture(session, 'operator-to-ship')
  await session.click('button', it('app.desk.shipped'))
  await session.reads(it('app.desk.done.record_shipped'))
}
// The kit is with the Order: the member is called in.
export async function arrived(procedure, session, call) {
  await session.fill(it('app.desk.call'), call)
  await procedure.story.picture(session, 'office-arrival')
  await session.click('button', it('app.desk.arrival_confirm'))
  await session.reads(it('app.desk.done.record_arrived'))
}
// In person, with the document of the registration and a copy of it, the form signed.
export async function handOver(procedure, session, document) {
  await session.fill(it('app.desk.document_number'), document.number)
  for (const what of ['in_person', 'copy_taken', 'form_signed']) await session.tick(it(`app.desk.${what}`))
  await procedure.story.picture(session, 'office-hand-over')
  await session.click('button', it('app.desk.hand_over_confirm'))
  await session.reads(it('app.desk.done.hand_over'))
}
// Registration data set right where the convention lets the Order (X6).
export async function correct(procedure, session, field, text) {
  await session.click('button', it('app.desk.correct'))
  await session.fill(it(`wizard.field.${field.replaceAll('.', '_')}`), text)
  await procedure.story.picture(session, 'office-correction')
  await session.click('button', it('app.desk.correct_confirm'))
  await session.reads(it('app.desk.done.correct'))
}
