// The whole renewal, as the people of the demo live it: Mario Rossi renews, Luca Neri is refused because his
// certificate has wrong data, Giulia Verdi comes too late; Laura Bianchi keeps the queue, Paolo Conti signs.
import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { phone } from '../lib/chromium.mjs'
import * as flows from '../lib/flows.mjs'
import { describe, fetchAuthority, openssl, readCard, verifyAct, verifyCertificate } from '../lib/openssl.mjs'
import { programs } from '../lib/paths.mjs'
import { until } from '../lib/until.mjs'
import { begins, it } from '../lib/words.mjs'
import { World } from '../lib/world.mjs'

const must = (condition, what) => {
  if (!condition) throw new Error(what)
}

export async function walk(story, state, chromium) {
  const world = new World(state)
  const { rossi, neri, verdi, bianchi, conti } = world.people
  const before = readCard(world.card(rossi), story.subfolder('certificates-before'))
  const people = { chromium, world, story }
  const mario = await notice(people, rossi)
  await order(people, mario, rossi)
  const luca = await fromThePhone(people, neri)
  await tooLate(people, verdi)
  const laura = await queue(people, bianchi, rossi, neri)
  await refuse(people, laura, luca, neri)
  await sign(people, conti, rossi)
  await install(people, rossi)
  for (const session of chromium.sessions) session.sound()
  await evidence(people, laura, { rossi, neri, before })
}

// A page of the demo's surroundings, in a tab beside the person's own.
async function beside(session, address, act) {
  const tab = session.page
  const other = await session.tab()
  await session.open(address)
  await act()
  await other.close()
  session.page = tab
}

async function putIn(session, world, story, person, picture) {
  await beside(session, `${world.address}/drawer`, async () => {
    const card = session.page.getByRole('region', { name: person.name })
    await card.getByRole('button', { name: 'Metti nel lettore' }).click()
    await card.getByRole('button', { name: 'Togli dal lettore' }).waitFor()
    if (picture) await story.picture(session, picture)
  })
}
async function takeOut(session, world) {
  await beside(session, `${world.address}/drawer`, async () => {
    await session.click('button', 'Togli dal lettore')
    await session.gone('button', 'Togli dal lettore')
  })
}

async function notice({ chromium, world, story }, rossi) {
  story.tell(`${rossi.name} opens the portal.`)
  const session = await chromium.person()
  await session.open(world.origin)
  await session.sees('heading', it('app.sign_in.title'))
  await story.picture(session, 'the-portal')
  story.tell('Nobody is signed in. The portal has already written to whoever can renew: the demo shows what left.')
  const mail = await world.message(rossi.email, /si può rinnovare/)
  await world.message(rossi.mobile, /Rinnovala/, 'SMS')
  await session.open(`${world.address}/inbox`)
  await session.sees('heading', mail.subject)
  await story.picture(session, 'the-notice')
  story.tell(`The link of "${mail.subject}" opens the right page, and is no sign-in.`)
  await session.page.getByRole('article').filter({ hasText: rossi.email }).getByRole('link', { name: world.link(mail) }).first().click()
  await session.sees('heading', it('app.sign_in.title'))
  await session.fill(it('app.sign_in.user'), rossi.email)
  await session.fill(it('app.sign_in.password'), rossi.password)
  await story.picture(session, 'sign-in-with-password')
  await session.click('button', it('app.sign_in.submit'))
  await session.sees('heading', flows.requestTitle(world, rossi))
  await session.reads(flows.stage('invited'))
  await story.picture(session, 'invited')
  await session.open(world.origin)
  await session.sees('heading', it('app.overview.title'))
  await session.sees('region', it('app.overview.card', { serial: world.card(rossi).serial }))
  await story.picture(session, 'my-cards')
  return session
}

async function order({ world, story }, session, rossi) {
  story.tell('He puts the card into the reader and lets the page read it: what is on it, and what will change.')
  await putIn(session, world, story, rossi, 'the-drawer')
  await session.page.getByRole('region', { name: it('app.overview.card', { serial: world.card(rossi).serial }) })
    .getByRole('button', { name: new RegExp(`^${it('app.overview.renew')}`) }).click()
  await session.sees('heading', it('app.check.title'))
  await story.picture(session, 'check')
  await flows.checkCard(session)
  await story.picture(session, 'the-card-and-what-changes')
  story.tell('Nothing can be edited. He sees the price of the convention and places the order.')
  await flows.toOrder(session, true)
  for (const part of ['18,00 €', '3,96 €', flows.gross]) await session.reads(part)
  await flows.acceptClauses(session)
  await story.picture(session, 'order')
  await session.click('button', it('app.order.place'))
  await session.sees('heading', 'Pagamento')
  await story.picture(session, 'payment')
  story.tell(`He pays ${flows.gross} on the payment page and comes back.`)
  await flows.pay(session, world, rossi)
  await story.picture(session, 'paid')
  await world.message(rossi.email, /Pagamento ricevuto/)
  await takeOut(session, world)
}

async function fromThePhone({ chromium, world, story }, neri) {
  story.tell(`${neri.name} does the same on a phone, without his card at hand.`)
  const mail = await world.message(neri.email, /si può rinnovare/)
  const session = await chromium.person({ viewport: phone, hasTouch: true, isMobile: true })
  await session.open(world.link(mail))
  await session.sees('heading', it('app.sign_in.title'))
  await story.picture(session, 'phone-sign-in')
  await flows.signIn(session, neri, flows.requestTitle(world, neri))
  await flows.beginRenewal(session, world, neri)
  await story.picture(session, 'phone-check')
  await flows.toOrder(session, false)
  await story.picture(session, 'phone-order')
  await flows.placeOrder(session)
  await story.picture(session, 'phone-payment')
  await flows.pay(session, world, neri)
  await story.picture(session, 'phone-paid')
  return session
}

async function tooLate({ chromium, world, story }, verdi) {
  story.tell(`${verdi.name}'s card has expired: she is told to buy a new one.`)
  const session = await chromium.person()
  await session.open(world.origin)
  await flows.signIn(session, verdi, it('app.overview.title'))
  await session.reads('CNSCNA13')
  await session.reads(begins('error.renewal-certificate-expired.what'))
  must(!(await session.has('button', new RegExp(`^${it('app.overview.renew')}`))), 'an expired card may be renewed')
  await story.picture(session, 'expired-card')
}

async function queue({ chromium, world, story }, bianchi, rossi, neri) {
  story.tell(`${bianchi.name}, the secretary, opens the Order's queue.`)
  const session = await chromium.person()
  await session.open(world.origin)
  await flows.signIn(session, bianchi, it('app.queue.title'))
  await session.sees('table', it('app.queue.table'))
  for (const person of [rossi, neri]) await session.sees('link', new RegExp(person.surname))
  await session.reads(it('app.queue.differ', { count: 2 }))
  await story.picture(session, 'queue')
  return session
}

async function refuse({ world, story }, session, luca, neri) {
  story.tell(`${neri.name}'s certificate differs from the register: every difference is marked.`)
  await session.click('link', new RegExp(neri.surname))
  await session.sees('heading', flows.requestTitle(world, neri))
  await session.reads(it('app.request.differences', { count: 2 }))
  await session.reads('Neri Bossi')
  await story.picture(session, 'differences')
  story.tell('She refuses the request with the reason.')
  await session.click('button', it('app.request.reject'))
  await session.sees('dialog', it('app.reject.title'))
  await session.choose(it('app.reject.reason'), it('app.reject_reason.data_wrong'))
  await session.fill(it('app.reject.note'), 'Nel certificato cognome e numero di iscrizione sono diversi da quelli dell’Albo.')
  await story.picture(session, 'refusal')
  await session.click('button', it('app.reject.confirm'))
  await session.reads(flows.stage('rejected'))
  await story.picture(session, 'refused')
  const mail = await world.message(neri.email, /cognome e numero di iscrizione/)
  story.note(`He is told by e-mail: "${mail.subject}"`)
  const refund = await until('the refund', async () => (await world.payments()).refunds.find((r) => r.amount === 2196))
  story.note(`The payment goes back: ${refund.amount / 100} euro, refund ${refund.refund}`)
  await luca.reads(flows.stage('rejected')) // pushed to the page that he left open
  await story.picture(luca, 'phone-refused')
}

async function sign({ chromium, world, story }, conti, rossi) {
  story.tell(`${conti.name}, the Order's signatory, signs in with his card.`)
  const session = await chromium.person()
  await session.open(world.origin)
  await putIn(session, world, story, conti)
  await session.sees('heading', it('app.sign_in.title'))
  await story.picture(session, 'sign-in-with-card')
  await flows.signInByCard(session, it('app.queue.title'))
  story.tell('He selects the request and signs its act: one consent and one PIN, in windows of the agent.')
  await session.tick(flows.selects(rossi))
  await story.picture(session, 'selected-to-sign')
  await session.click('button', it('app.queue.sign'))
  await session.sees('region', it('app.sign.results'))
  await session.reads(it('app.sign.validated'))
  await story.picture(session, 'signed')
  await takeOut(session, world)
}

async function install({ chromium, world, story }, rossi) {
  story.tell(`${rossi.name} gets the e-mail, follows its link and signs in, this time with the card.`)
  const mail = await world.message(rossi.email, /Rinnovo validato/)
  const session = await chromium.person()
  await session.open(`${world.address}/inbox`)
  await session.sees('heading', mail.subject)
  await story.picture(session, 'the-second-notice')
  await session.page.getByRole('article').filter({ hasText: mail.subject }).getByRole('link', { name: world.link(mail) }).click()
  await putIn(session, world, story, rossi)
  await session.sees('heading', it('app.sign_in.title'))
  await session.click('button', it('app.sign_in.with_card'))
  await until('the page of the link', async () =>
    (await session.has('heading', it('app.install.title'))) || (await session.has('heading', flows.requestTitle(world, rossi))))
  await story.picture(session, 'validated')
  if (await session.has('button', it('app.request.install'))) await session.click('button', it('app.request.install'))
  await session.sees('heading', it('app.install.title'))
  await session.sees('button', it('app.install.begin'))
  await story.picture(session, 'ready-to-install')
  story.tell('New key pairs and certificates are made, written, read back and tested; nothing old is removed.')
  const seen = new Set()
  await flows.beginInstallation(session)
  await until('the renewal on the card', async () => {
    const bar = session.find('progressbar', it('app.install.progress'))
    const text = (await bar.count()) ? await bar.first().getAttribute('aria-valuetext').catch(() => null) : null
    if (text && !seen.has(text)) {
      seen.add(text)
      story.note(text)
      if (seen.size === 1 || /Scrittura/.test(text)) await story.picture(session, `progress-${seen.size}`)
    }
    return session.page.getByText(it('app.install.done_title')).first().isVisible()
  }, 240_000)
  must(seen.size > 0, 'the renewal showed no progress')
  await story.picture(session, 'installed')
  await world.message(rossi.email, /nuovi certificati|Rinnovo completato|installat/i)
  await session.page.setViewportSize(phone)
  await session.open(`${world.origin}/#/`)
  await session.sees('heading', it('app.overview.title'))
  await story.picture(session, 'phone-my-cards-renewed')
  await takeOut(session, world)
}

// What other software says of it.
async function evidence({ world, story }, laura, { rossi, neri, before }) {
  story.tell('Other software checks what came of it.')
  const folder = story.folder
  await fetchAuthority(world.origin, folder)

  const rows = await Promise.all([rossi, neri].map(async (person) => {
    const mail = await world.message(person.email, /si può rinnovare/)
    return { person, request: decodeURIComponent(world.link(mail).split('/request/')[1].split('/')[0]) }
  }))
  let acts = 0
  for (const { person, request } of rows) {
    const answer = await laura.context.request.get(`${world.origin}/api/requests/${request}/act.p7m`)
    if (answer.status() === 404) continue
    must(answer.ok(), `the act of ${request}: ${answer.status()}`)
    const file = story.file(`act-${person.id}.p7m`)
    writeFileSync(file, await answer.body())
    const content = JSON.parse(verifyAct(file, folder))
    must(content.request === request, `the act is of ${content.request}`)
    writeFileSync(story.file(`act-${person.id}.json`), JSON.stringify(content, null, 2) + '\n')
    story.note(`openssl cms: the act of ${content.given_name ?? person.given_name} ${content.surname ?? person.surname} verifies, chain and CRL included`)
    acts += 1
  }
  must(acts === 1, `${acts} acts, not 1`)

  const after = readCard(world.card(rossi), story.subfolder('certificates'))
  const old = new Set(before.map((certificate) => certificate.fingerprint))
  const added = after.filter((certificate) => !old.has(certificate.fingerprint))
  must(before.every((certificate) => after.some((c) => c.fingerprint === certificate.fingerprint)), 'something old is gone from the card')
  must(added.length === 2, `${added.length} new certificates on the card, not 2`)
  for (const certificate of added) {
    verifyCertificate(certificate.file, folder)
    story.note(`openssl verify: certificate ${certificate.id}, ${certificate.usage}, until ${certificate.until.toISOString().slice(0, 10)}`)
  }
  const usages = added.map((certificate) => certificate.usage)
  must(usages.some((usage) => /Non Repudiation/.test(usage) && !/Digital Signature/.test(usage)), `no certificate for signatures: ${usages.join('; ')}`)
  must(usages.some((usage) => /Digital Signature/.test(usage) && /Client Authentication/.test(usage)), `no certificate for sign-in: ${usages.join('; ')}`)
  const years = (certificate) => Math.round((certificate.until - before[0].until) / (365.25 * 86400e3))
  must(added.every((certificate) => years(certificate) === 6), 'the duration is not counted from the old expiry')

  const mail = await world.message(rossi.email, /nuovi certificati|Rinnovo completato|installat/i)
  story.note(`The last e-mail: "${mail.subject}"`)
  const notices = story.subfolder('notices')
  for (const name of readdirSync(world.surroundings.inbox_directory)) copyFileSync(join(world.surroundings.inbox_directory, name), join(notices, name))
  story.note(`${readdirSync(notices).length} notices left, as they are in notices/`)

  await laura.open(`${world.origin}/#/request/${rows[0].request}`)
  await laura.reads(flows.stage('installed'))
  await story.picture(laura, 'the-order-sees-it-installed')
  for (const [file, name] of [['consents.jsonl', 'consents.jsonl'], ['pinentry.log', 'pin-windows.jsonl']]) {
    copyFileSync(join(world.state, 'unattended', file), story.file(name))
  }
  const audit = execFileSync(programs.portal, ['--config', join(world.state, 'portal.json'), 'audit', 'verify'], { encoding: 'utf8' })
  story.write('audit.txt', audit)
  story.note(`sigillo-portal audit verify: ${audit.trim().split('\n').at(-1)}`)
  story.write('certificates.txt', [...before, ...added].map((c) => openssl('x509', '-in', c.file, '-noout', '-text')).join('\n'))
}
