// The pages of PEC mailboxes: the member's and the office's.
import * as pec from '../lib/flows_mailbox.mjs'
import { Inspection } from '../lib/inspection.mjs'
import { test } from '../lib/run-tests.mjs'
import { it } from '../lib/words.mjs'

export function mailboxScreenTests(bench) {
  const inspect = async () => new Inspection(await bench.person(), bench.pictures('screens'))

  test('mailbox screens pass axe-core at 1280 and 390 px in Italian and English: asked, passed on, extended, about to end [R95-R113]', async () => {
    const world = await bench.fresh()
    const { gallo, riva, colombo } = world.people
    const member = await inspect()
    const anna = member.session
    await pec.openMailbox(anna, world, gallo)
    await anna.reads(it('app.mailbox.step_form'))
    await member.screen('mailbox-ask')
    await anna.click('button', it('app.mailbox.ask'))
    await anna.reads(it('app.mailbox.missing'))
    await pec.fillRequest(anna)
    await member.screen('mailbox-ask-filled')
    await pec.sendRequest(anna)
    await member.dialog('mailbox-withdraw', (t) => anna.click('button', t('app.mailbox.withdraw')), (t) => anna.click('button', t('app.action.cancel')))

    const office = await inspect()
    const elena = office.session
    await pec.openMailboxes(elena, world, riva)
    await elena.sees('table', it('app.mailboxes.title'))
    await office.screen('mailboxes')
    await elena.click('link', it('app.mailboxes.new'))
    await elena.fill(it('app.mailboxes.code'), world.people.ferri.codice_fiscale)
    await elena.click('button', it('app.mailboxes.find'))
    await elena.reads(it('app.mailbox.step_files'))
    await office.screen('mailbox-on-paper')
    await elena.open(`${world.origin}/office/#/mailboxes`)
    await elena.click('link', new RegExp(gallo.surname))
    await elena.sees('button', it('app.mailboxes.request'))
    await office.screen('mailbox-office')
    await office.dialog('mailbox-decline', (t) => elena.click('button', t('app.mailboxes.decline')), (t) => elena.click('button', t('app.action.cancel')))
    await elena.click('button', it('app.mailboxes.request'))
    await elena.reads(it('domain.mailbox_stage.active'))
    office.done()

    await anna.reads('anna.gallo@pec.example')
    await pec.choose(anna, 'inbox_space', 2)
    await member.screen('mailbox-order')
    await pec.order(anna, '4,88 €')
    await anna.click('button', new RegExp(it('app.mailbox.paid_elsewhere')))
    await member.screen('mailbox-to-pay')
    await pec.declare(anna, 'CRO 12345678901')
    const bank = await inspect()
    await pec.openPayments(bank.session, world, colombo, gallo)
    await pec.recordMoney(bank.session, '4,00')
    await bank.session.reads(it('app.desk.refunds'))
    await bank.screen('mailbox-money')
    await bank.session.click('button', pec.named('app.desk.refunded', '4,00 €'))
    await bank.session.reads(it('app.desk.done.record_refund'))
    bank.done()
    await world.message(gallo.email, /restituito/)
    await pec.pay(anna, '4,88 €')
    await pec.pass(world, 306)
    await world.message('anna.gallo@pec.example', /In scadenza/, 'PEC')
    await anna.open('about:blank')
    await pec.openMailbox(anna, world, gallo)
    await anna.reads(it('app.mailbox.loss'))
    await member.screen('mailbox-ending')
    member.done()
  })
}
