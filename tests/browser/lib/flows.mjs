// What people do, step by step, by role and name. Each takes a session (Chromium's or Firefox's) so that every way
// of showing the app walks the same path.
import { it } from './words.mjs'
import { until } from './until.mjs'

export const gross = '21,96 €'
export const stage = (name) => it(`domain.stage.${name}`)

// `heading`: of the page that opens then. Without one, the sign-in's own has to go: who leaves the page before its
// answer came is not signed in.
export async function signIn(session, person, heading) {
  await session.sees('heading', it('app.sign_in.title'))
  await session.fill(it('app.sign_in.user'), person.email)
  await session.fill(it('app.sign_in.password'), person.password)
  await session.click('button', it('app.sign_in.submit'))
  if (heading) await session.sees('heading', heading)
  else await session.gone('heading', it('app.sign_in.title'))
}

// Consent and PIN are given in the agent's own windows.
export async function signInByCard(session, heading) {
  await session.sees('heading', it('app.sign_in.title'))
  await session.click('button', it('app.sign_in.with_card'))
  await session.sees('heading', heading)
}

export const requestTitle = (world, person) => it('app.request.title', { serial: world.card(person).serial })

// From the first page to the check of the card.
export async function beginRenewal(session, world, person) {
  await session.open(`${world.origin}/#/renew/${world.card(person).serial}`)
  await session.sees('heading', it('app.check.title'))
}
export async function checkCard(session) {
  await session.click('button', it('app.check.read'))
  await session.sees('region', it('app.check.on_card'))
  await session.sees('button', it('app.check.continue'))
}
export async function toOrder(session, withCard) {
  await session.click('button', it(withCard ? 'app.check.continue' : 'app.check.without'))
  await session.sees('heading', it('app.order.title'))
}
// Each clause is accepted by itself.
export const clauses = ['renewal_contract', 'privacy', 'data_unchanged', 'immediate_execution',
  'specific_approval'].map((name) => it(`domain.clause.${name}`))
export async function acceptClauses(session) {
  for (const clause of clauses) await session.tick(clause)
}
export async function placeOrder(session) {
  await acceptClauses(session)
  await session.click('button', it('app.order.place'))
  await session.sees('heading', 'Pagamento')
}
export async function pay(session, world, person) {
  await session.click('button', `Paga ${gross}`)
  await session.sees('heading', requestTitle(world, person))
  await session.reads(stage('paid'))
}

// All that a member does up to the payment, without a card at hand.
export async function orderAndPay(session, world, person, { withCard = false } = {}) {
  await session.open(world.origin)
  await signIn(session, person, it('app.overview.title'))
  await beginRenewal(session, world, person)
  if (withCard) await checkCard(session)
  await toOrder(session, withCard)
  await placeOrder(session)
  await pay(session, world, person)
}

// The register's name of a person stands in whatever order the Order keeps it.
export const selects = (person) => new RegExp(`^${it('app.queue.select', { holder: '' })}.*\\b${person.surname}\\b`)

// The signatory's card is in the reader.
export async function signSelected(session, people) {
  for (const person of people) await session.tick(selects(person))
  await session.click('button', it('app.queue.sign'))
  await session.sees('region', it('app.sign.results'))
  await session.reads(it('app.sign.validated'))
}
export async function validate(session, world, people) {
  await session.open(`${world.origin}/#/queue`)
  await signIn(session, world.people.conti, it('app.queue.title'))
  await world.insert(world.people.conti)
  await signSelected(session, people)
  await world.pull()
}

export async function openInstallation(session, world, person) {
  const mail = await world.message(person.email, /Rinnovo validato/)
  await session.open(world.link(mail))
  return mail
}
export async function beginInstallation(session) {
  await session.click('button', it('app.install.begin'))
}
export async function installed(session) {
  await session.reads(it('app.install.done_title'))
}

// Leaves and comes back as somebody who is nobody yet.
export async function signOut(session, world) {
  await session.click('button', 'Esci')
  await session.sees('heading', it('app.sign_in.title'))
  await until('the session to end', async () => !(await session.has('button', 'Esci')))
}

// The link of the second e-mail opens the request, or the installation at once.
export async function toInstallation(session) {
  await until('the page of the link', async () =>
    (await session.has('button', it('app.request.install'))) || (await session.has('button', it('app.install.begin'))))
  if (await session.has('button', it('app.request.install'))) await session.click('button', it('app.request.install'))
  await session.sees('heading', it('app.install.title'))
  await session.sees('button', it('app.install.begin'))
}
