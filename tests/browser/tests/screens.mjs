// Every screen, in Italian and English, at 1280 and 390 px: axe-core finds nothing, nothing sticks out sideways, and a
// picture is kept to look at.
import * as flows from '../lib/flows.mjs'
import { Inspection } from '../lib/inspection.mjs'
import { test } from '../lib/run-tests.mjs'
import { until } from '../lib/until.mjs'
import { begins, it } from '../lib/words.mjs'

export function screenTests(bench) {
  const inspect = async (options) => new Inspection(await bench.person(options), bench.pictures('screens'))
  const titled = 'screens pass axe-core at 1280 and 390 px in Italian and English'

  test(`${titled}: sign-in, privacy, accessibility, a page that is not there`, async () => {
    const world = await bench.fresh()
    const seen = await inspect()
    const { session } = seen
    session.expect(/401/)
    await session.open(world.origin)
    await session.sees('heading', it('app.sign_in.title'))
    await seen.screen('sign-in')
    await session.click('button', it('app.sign_in.submit'))
    await session.reads(it('app.sign_in.missing_user'))
    await seen.screen('sign-in-empty')
    await session.fill(it('app.sign_in.user'), 'nobody@posta.example')
    await session.fill(it('app.sign_in.password'), 'wrong')
    await session.click('button', it('app.sign_in.submit'))
    await session.reads(begins('error.sign-in-failed.what'))
    await seen.screen('sign-in-refused')
    for (const page of ['privacy', 'accessibility']) {
      await session.open(`${world.origin}/#/${page}`)
      await session.sees('heading', it(`app.${page}.title`))
      await seen.screen(page)
    }
    seen.done()
  })

  test(`${titled}: the member's, up to the payment`, async () => {
    const world = await bench.fresh()
    const { rossi, verdi, gallo } = world.people
    const seen = await inspect()
    const { session } = seen
    await session.open(world.origin)
    await flows.signIn(session, rossi, it('app.overview.title'))
    await seen.screen('overview')
    await session.open(`${world.origin}/#/nowhere`)
    await session.sees('heading', it('app.not_found.title'))
    await seen.screen('not-found')
    await flows.beginRenewal(session, world, rossi)
    await seen.screen('check')
    await world.insert(gallo)
    await session.click('button', it('app.check.read'))
    await session.reads(begins('error.card-of-someone-else.what'))
    await seen.screen('check-other-card')
    await world.insert(rossi)
    await until('the card', async () => {
      if (await session.has('button', it('app.check.continue'))) return true
      for (const name of [it('app.check.read'), it('app.action.retry')]) {
        if (await session.find('button', name).first().isVisible()) await session.find('button', name).first().click({ timeout: 2000 })
      }
      return false
    })
    await seen.screen('check-card')
    await flows.toOrder(session, true)
    await seen.screen('order')
    await session.click('button', it('app.order.place'))
    await session.reads(it('app.order.clause_missing'))
    await seen.screen('order-clauses-missing')
    await flows.placeOrder(session)
    await session.click('button', 'Annulla il pagamento')
    await session.sees('heading', flows.requestTitle(world, rossi))
    await session.reads(flows.stage('placed'))
    await seen.screen('request-placed')
    await session.click('button', it('app.support.open'))
    await session.sees('button', it('app.support.copy_text'))
    await seen.screen('request-report')
    await seen.dialog('withdraw-dialog', (t) => session.click('button', t('app.request.withdraw')), (t) => session.click('button', t('app.action.cancel')))
    await flows.signOut(session, world)
    await seen.screen('signed-out')
    await flows.signIn(session, verdi)
    await session.open(`${world.origin}/#/`)
    await session.sees('heading', it('app.overview.title'))
    await seen.screen('overview-expired')
    seen.done()
  })

  test(`${titled}: the secretary's and the signatory's`, async () => {
    const world = await bench.paid()
    const { bianchi, conti, neri, rossi } = world.people
    const seen = await inspect()
    const { session } = seen
    await session.open(world.origin)
    await flows.signIn(session, bianchi, it('app.queue.title'))
    await session.sees('table', it('app.queue.table'))
    await seen.screen('queue')
    await session.open(`${world.origin}/#/signatories`)
    await session.sees('heading', it('app.signatories.title'))
    await session.sees('table', it('app.signatories.table'))
    await seen.screen('signatories')
    await session.click('button', it('app.signatories.appoint'))
    await session.sees('button', it('app.signatories.confirm'))
    await seen.screen('signatories-appoint')
    await session.open(`${world.origin}/#/queue`)
    await session.click('link', /Neri/)
    await session.sees('heading', flows.requestTitle(world, neri))
    await seen.screen('request-differences')
    await seen.dialog('reject-dialog', (t) => session.click('button', t('app.request.reject')), (t) => session.click('button', t('app.action.cancel')))
    await session.click('button', it('app.request.reject'))
    await session.choose(it('app.reject.reason'), it('app.reject_reason.data_wrong'))
    await session.click('button', it('app.reject.confirm'))
    await session.reads(flows.stage('rejected'))
    await seen.screen('request-rejected')
    await flows.signOut(session, world)
    await session.open(`${world.origin}/#/queue`)
    await flows.signIn(session, conti, it('app.queue.title'))
    await world.insert(conti)
    await session.tick(flows.selects(rossi))
    await seen.screen('queue-selected')
    await session.click('button', it('app.queue.sign'))
    await session.sees('region', it('app.sign.results'))
    await session.reads(it('app.sign.validated'))
    await seen.screen('queue-signed')
    seen.done()
  })

  test(`${titled}: the installation`, async () => {
    const world = await bench.validated()
    const { rossi } = world.people
    const seen = await inspect()
    const { session } = seen
    await session.open(bench.installLink)
    await flows.signIn(session, rossi, flows.requestTitle(world, rossi))
    await seen.screen('request-validated')
    await session.click('button', it('app.request.install'))
    await session.reads(begins('error.card-absent.what'))
    await seen.screen('install-no-card')
    await world.insert(rossi)
    await session.sees('button', it('app.install.begin'))
    await seen.screen('install-ready')
    await flows.beginInstallation(session)
    await flows.installed(session)
    await seen.screen('install-done')
    await session.click('button', it('app.action.home'))
    await session.sees('heading', it('app.overview.title'))
    await seen.screen('overview-renewed')
    await session.click('link', it('app.overview.open_request'))
    await session.sees('heading', flows.requestTitle(world, rossi))
    await seen.screen('request-installed')
    seen.done()
  })
}
