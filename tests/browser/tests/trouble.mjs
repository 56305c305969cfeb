// Trouble: each gets a clear message that says what to do next, and nothing is lost.
import { readFileSync } from 'node:fs'
import * as flows from '../lib/flows.mjs'
import { readCard } from '../lib/openssl.mjs'
import { test } from '../lib/run-tests.mjs'
import { until } from '../lib/until.mjs'
import { begins, it } from '../lib/words.mjs'

const must = (condition, what) => { if (!condition) throw new Error(what) }
const what = (id) => begins(`error.${id}.what`)
const next = (id) => begins(`error.${id}.next`)

// Both sentences: what happened, and what to do.
async function says(session, id) {
  await session.reads(what(id))
  await session.reads(next(id))
}
async function atInstallation(bench, world, session) {
  const { rossi } = world.people
  await session.open(bench.installLink)
  await flows.signIn(session, rossi)
}
const newCertificates = (world, bench) =>
  readCard(world.card(world.people.rossi), bench.pictures('read-back')).length - 2

export function troubleTests(bench) {
  test('a wrong password is told without saying which half was wrong', async () => {
    const world = await bench.fresh()
    const session = await bench.person()
    session.expect(/401/)
    await session.open(world.origin)
    await session.sees('heading', it('app.sign_in.title'))
    await session.fill(it('app.sign_in.user'), world.people.rossi.email)
    await session.fill(it('app.sign_in.password'), 'not this one')
    await session.click('button', it('app.sign_in.submit'))
    await says(session, 'sign-in-failed')
    session.sound()
  })

  test('the agent is not running: the page says how to start it, and goes on when it runs', async () => {
    const world = await bench.validated({ without: ['agent'] })
    const session = await bench.person()
    session.expect(/ERR_CONNECTION_REFUSED|WebSocket connection/)
    await atInstallation(bench, world, session)
    await session.click('button', it('app.request.install'))
    await says(session, 'agent-not-running')
    await session.picture(`${bench.pictures('trouble')}/agent-not-running.png`)
    await bench.stage.start('agent')
    await world.insert(world.people.rossi)
    await session.click('button', it('app.action.retry'))
    await session.sees('button', it('app.install.begin'))
    session.sound()
  })

  test('the browser refuses local connections: the page tells that apart from an agent that does not run', async () => {
    const world = await bench.validated()
    const browser = await bench.chromium({ args: [`--ip-address-space-overrides=127.0.0.1:${bench.base}=public`] })
    const session = await browser.person()
    session.expect(/ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS|WebSocket connection|[Ll]ocal[ -][Nn]etwork|loopback|ERR_FAILED|CORS/)
    const cdp = await browser.browser.newBrowserCDPSession()
    const { browserContextIds } = await cdp.send('Target.getBrowserContexts')
    for (const name of ['loopback-network', 'local-network-access']) {
      await cdp.send('Browser.setPermission', { permission: { name }, setting: 'denied', origin: world.origin, browserContextId: browserContextIds.at(-1) }).catch(() => {})
    }
    await atInstallation(bench, world, session)
    await session.click('button', it('app.request.install'))
    await says(session, 'agent-permission-refused')
    await session.picture(`${bench.pictures('trouble')}/permission-refused.png`)
    session.sound()
  })

  test('no card in the reader, then somebody else\'s: each is told, and the right one goes on', async () => {
    const world = await bench.validated()
    const session = await bench.person()
    await atInstallation(bench, world, session)
    await session.click('button', it('app.request.install'))
    await says(session, 'card-absent')
    await world.insert(world.people.neri)
    await says(session, 'card-of-someone-else')
    await session.picture(`${bench.pictures('trouble')}/card-of-someone-else.png`)
    await world.insert(world.people.rossi)
    await session.sees('button', it('app.install.begin'))
    session.sound()
  })

  test('a card that is read-only through OpenSC is refused before anything is paid or touched', async () => {
    const world = await bench.fresh()
    const { gallo } = world.people
    const session = await bench.person()
    await world.insert(gallo)
    const before = readFileSync(world.card(gallo).state)
    await session.open(world.origin)
    await flows.signIn(session, gallo, it('app.overview.title'))
    await flows.beginRenewal(session, world, gallo)
    await session.click('button', it('app.check.read'))
    await says(session, 'card-read-only')
    must(!(await session.has('button', it('app.check.continue'))), 'it may go on to the order with this card')
    await session.picture(`${bench.pictures('trouble')}/card-read-only.png`)
    must(readFileSync(world.card(gallo).state).equals(before), 'the card was changed')
    session.sound()
  })

  test('a wrong PIN is told with the tries left in the window that asks again; cancelled there, the right one goes on later', async () => {
    const world = await bench.validated()
    const session = await bench.person()
    await atInstallation(bench, world, session)
    await world.insert(world.people.rossi)
    await flows.toInstallation(session)
    bench.stage.pins(['00000000', 'cancel'])
    await flows.beginInstallation(session)
    await says(session, 'card-pin-cancelled')
    await session.picture(`${bench.pictures('trouble')}/pin-cancelled.png`)
    const again = bench.stage.pinWindows().at(-1)
    must(/\b2\b/.test(again.error ?? ''), `the window does not say the tries left: ${JSON.stringify(again)}`)
    bench.stage.pins([world.people.rossi.pin])
    await goOn(session)
    must(newCertificates(world, bench) === 2, 'the new certificates are not on the card')
    session.sound()
  })

  for (const [changes, when] of [[2, 'making the keys'], [9, 'after the keys'], [14, 'writing the certificates']]) {
    test(`the card is pulled after ${changes} changes (${when}): nothing is lost, and putting it in again resumes`, async () => {
      const world = await bench.validated()
      const session = await bench.person()
      await atInstallation(bench, world, session)
      await world.insert(world.people.rossi, changes)
      await flows.toInstallation(session)
      await flows.beginInstallation(session)
      await session.reads(it('app.install.safe'))
      must((await world.drawer()).inside === null, 'the card was not pulled')
      if (changes === 2) await session.picture(`${bench.pictures('trouble')}/card-pulled.png`)
      await world.insert(world.people.rossi)
      await goOn(session)
      must(newCertificates(world, bench) >= 2, 'the new certificates are not on the card')
      session.sound()
    })
  }

  test('the portal goes away in mid-renewal: the page says so, reconnects and goes on', async () => {
    const world = await bench.validated()
    const session = await bench.person()
    session.expect(/ERR_CONNECTION_REFUSED|WebSocket connection|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/)
    await atInstallation(bench, world, session)
    await world.insert(world.people.rossi)
    await flows.toInstallation(session)
    await bench.stage.stop('portal', 'SIGKILL')
    await session.reads(it('app.frame.offline'))
    await session.picture(`${bench.pictures('trouble')}/portal-gone.png`)
    await bench.stage.start('portal')
    await until('the page to reconnect', async () => !(await session.page.getByText(it('app.frame.offline')).count()))
    await flows.beginInstallation(session)
    await session.sees('progressbar', it('app.install.progress'))
    await bench.stage.stop('portal', 'SIGKILL')
    await session.reads(it('app.frame.offline'))
    await bench.stage.start('portal')
    await goOn(session)
    must(newCertificates(world, bench) === 2, 'the new certificates are not on the card')
    session.sound()
  })

  test('a session that times out says so, and the same page comes back after signing in', async () => {
    const world = await bench.paid({ portalConfig: (config) => ({ ...config, sessions: { idle_minutes: 1, absolute_minutes: 1 } }) })
    const session = await bench.person()
    session.expect(/401/)
    await session.open(`${world.origin}/#/queue`)
    await flows.signIn(session, world.people.bianchi, it('app.queue.title'))
    await session.click('link', /Neri/)
    await session.sees('heading', flows.requestTitle(world, world.people.neri))
    await session.sees('heading', it('app.sign_in.title'))
    await session.reads(what('session-expired'))
    await flows.signIn(session, world.people.bianchi, flows.requestTitle(world, world.people.neri))
    session.sound()
  })

  test('signing out leaves nothing on a shared PC: going back shows the sign-in', async () => {
    const world = await bench.paid()
    const session = await bench.person()
    await session.open(world.origin)
    await flows.signIn(session, world.people.rossi, it('app.overview.title'))
    await session.click('link', it('app.overview.open_request'))
    await session.sees('heading', flows.requestTitle(world, world.people.rossi))
    await flows.signOut(session, world)
    await session.page.goBack()
    await session.sees('heading', it('app.sign_in.title'))
    must(!(await session.page.content()).includes(world.people.rossi.codice_fiscale), 'personal data stay in the page')
    const kept = await session.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
    must(!/ROSSI|RSSMRA/i.test(kept), `personal data stay in the browser: ${kept}`)
    session.sound()
  })

  test('two people decide at once: the second is told, and sees how the request stands', async () => {
    const world = await bench.paid()
    const first = await bench.person()
    const second = await bench.person()
    for (const session of [first, second]) {
      await session.open(`${world.origin}/#/queue`)
      await flows.signIn(session, world.people.bianchi, it('app.queue.title'))
      await session.click('link', /Neri/)
      await session.sees('heading', flows.requestTitle(world, world.people.neri))
      await session.click('button', it('app.request.reject'))
      await session.choose(it('app.reject.reason'), it('app.reject_reason.data_wrong'))
      await session.fill(it('app.reject.note'), 'Dati diversi.')
    }
    await first.click('button', it('app.reject.confirm'))
    await first.reads(flows.stage('rejected'))
    if (await second.has('button', it('app.reject.confirm'))) await second.click('button', it('app.reject.confirm')).catch(() => {})
    await second.reads(flows.stage('rejected'))
    const refused = (await world.messages()).filter((m) => m.channel === 'e-mail' && m.to.includes(world.people.neri.email) && /Dati diversi/.test(m.text))
    must(refused.length <= 1, `the member was told ${refused.length} times`)
  })
}

// Whatever the page offers to go on with, until the new certificates are on the card.
async function goOn(session) {
  await until('the renewal to end', async () => {
    if (await session.page.getByText(it('app.install.done_title')).first().isVisible()) return true
    for (const name of [it('app.install.resume'), it('app.install.begin'), it('app.action.retry')]) {
      const button = session.find('button', name).first()
      if (await button.isVisible()) {
        await button.click({ timeout: 2000 })
        break
      }
    }
    return false
  }, 240_000)
}
