// The member's way to a purchase: the code, each kind of page of the wizard, the summary, the order's own page. In Italian
// and English, at 1280 and 390 px, by night: see lib/inspection.mjs.
import * as flows from '../lib/flows.mjs'
import * as buy from '../lib/flows_purchase.mjs'
import { Inspection } from '../lib/inspection.mjs'
import { orders } from '../lib/orders.mjs'
import { test } from '../lib/run-tests.mjs'
import { until } from '../lib/until.mjs'
import { it } from '../lib/words.mjs'

export function buyingTests(bench) {
  const inspect = async () => new Inspection(await bench.person(), bench.pictures('screens'))
  const titled = 'screens pass axe-core at 1280 and 390 px in Italian and English'

  test(`${titled}: the wizard of the architects, with place, photograph and faults`, async () => {
    const world = await bench.fresh()
    const { longo } = world.people
    const order = { ...orders.longo, person: longo }
    const seen = await inspect()
    const { session } = seen
    await session.open(world.origin)
    await flows.signIn(session, longo, it('app.overview.title'))
    await buy.openConvention(session, world, order.code, order.orderName)
    await seen.screen('buy-code')
    await buy.openWizard(session, order.code)
    await buy.fillPage(session, 'product', order)
    await buy.forward(session, 'holder')
    await session.click('button', it('app.buy.forward'))
    await session.reads(it('app.buy.faults_title'))
    await session.fill(buy.label('holder.birth_place'), 'Asco')
    await session.sees('button', /^Ascoli Piceno/)
    await seen.screen('buy-holder-faults')
    await buy.fillPage(session, 'holder', order)
    for (const [page, next] of [['holder', 'document'], ['document', 'enrolment'], ['enrolment', 'photo']]) {
      if (page !== 'holder') await buy.fillPage(session, page, order)
      await buy.forward(session, next)
    }
    await buy.choosePhoto(session)
    await seen.screen('buy-photo')
    await session.click('button', it('app.buy.photo_use'))
    await session.reads(it('app.buy.photo_there'))
    for (const next of ['billing', 'shipping', 'payment']) await buy.forward(session, next)
    await buy.fillPage(session, 'payment', order)
    await buy.forward(session, 'summary')
    await session.click('button', it('app.buy.place', { total: buy.euro(order.total) }))
    await session.reads(it('app.order.clause_missing'))
    await seen.screen('buy-summary')
    await seen.dialog('buy-discard', (t) => session.click('button', t('app.buy.discard')), (t) => session.click('button', t('app.action.cancel')))
    await buy.acceptClauses(session)
    await buy.place(session, order.total)
    await session.sees('heading', /^Acquisto: /)
    await session.reads('IT60X0542811101000000123456')
    await seen.screen('purchase-to-pay')
    seen.done()
  })

  test('a wizard is left on one computer and taken up on another without losing a field [X2]', async () => {
    const world = await bench.fresh()
    const { novaro } = world.people
    const order = { ...orders.novaro, person: { ...novaro, register: { ...novaro.register, number: '1113' } } }
    const seen = await inspect()
    const { session } = seen
    await session.open(world.origin)
    await flows.signIn(session, novaro, it('app.overview.title'))
    await buy.openConvention(session, world, order.code)
    await buy.openWizard(session, order.code)
    for (const [page, next] of [['product', 'holder'], ['holder', 'document'], ['document', 'enrolment']]) {
      await buy.fillPage(session, page, order)
      await buy.forward(session, next)
    }
    await buy.fillPage(session, 'enrolment', order)
    await session.reads(it('app.buy.saved'))
    await session.reads(it('app.buy.register_says', { register: novaro.register.number }))
    await seen.screen('buy-enrolment-differs')
    seen.done()

    // The first computer is switched off; on the second the draft stands on one's own page.
    const other = await bench.person()
    await other.open(world.origin)
    await flows.signIn(other, novaro, it('app.overview.title'))
    await other.click('link', it('app.overview.resume'))
    await other.sees('heading', buy.pageTitle('enrolment'))
    const value = (field) => other.find('textbox', buy.label(field)).inputValue()
    await until('what was typed', async () => (await value('enrolment.number')) === '1113')
    await other.open(`${world.origin}/#/buy/${order.code}/${novaro.order}/holder`)
    await other.sees('heading', buy.pageTitle('holder'))
    for (const [field, text] of [['holder.birth', novaro.birth.on], ['holder.residence.street', order.residence.street], ['holder.residence.province', 'IM']]) {
      await until(`the ${field}`, async () => (await value(field)) === text)
    }
    await until('the place of birth', async () => (await value('holder.birth_place')).startsWith(novaro.birth.place))
    // Reloaded in the very moment of typing, before the page draws again.
    await Promise.all([
      other.page.waitForEvent('load'),
      other.find('textbox', buy.label('holder.residence.street')).evaluate((field) => {
        field.value = 'Via Privata 7'
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))
        location.reload()
      })
    ])
    await other.sees('heading', buy.pageTitle('holder'))
    await until('the street typed last', async () => (await value('holder.residence.street')) === 'Via Privata 7')
    other.sound()
  })

  test('a code that is not sold, and another Order\'s member, are refused with the way out', async () => {
    const world = await bench.fresh()
    const { longo } = world.people
    const session = await bench.person()
    await session.open(world.origin)
    await flows.signIn(session, longo, it('app.overview.title'))
    await session.open(`${world.origin}/#/buy`)
    await session.fill(it('app.buy.code'), 'SBAGLIATO')
    await session.click('button', it('app.buy.find'))
    await session.reads(it('error.convention-unknown.what', { convention: 'SBAGLIATO' }).slice(0, 30))
    // An architect at the engineers': the page says so before anything is filled in.
    await buy.openConvention(session, world, orders.brambilla.code, orders.brambilla.orderName)
    await buy.openWizard(session, orders.brambilla.code)
    await session.reads(it('error.register-not-enrolled.what').slice(0, 30))
    session.sound()
  })
}
