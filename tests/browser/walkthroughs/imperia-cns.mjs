// S4, the engineers of Imperia with CNSCNI18: Francesca Novaro's data must coincide with the register's exactly, and the page
// tells her before she pays; the Order validates, the smart card is shipped to it, and she collects it in person.
import * as office from '../lib/flows_office.mjs'
import { label } from '../lib/flows_purchase.mjs'
import { orders } from '../lib/orders.mjs'
import { Procedure, told } from '../lib/procedure.mjs'
import { it } from '../lib/words.mjs'

export async function walk(story, state, chromium) {
  const procedure = new Procedure(story, state, chromium)
  const { novaro, riva, ferri, colombo } = procedure.people
  procedure.orderMail = 'segreteria@ingegneri-imperia.example'
  const { number } = novaro.register
  const mistyped = { ...novaro, register: { ...novaro.register, number: '1113' } }
  const order = {
    ...orders.novaro, person: mistyped,
    at: {
      async enrolment(session) {
        await session.click('button', it('app.buy.forward'))
        await session.reads(it('app.buy.faults_title'))
        await session.reads(it('app.buy.register_says', { register: number }))
        await story.picture(session, 'not-as-in-the-register')
        await session.click('button', it('app.buy.register_use', { register: number }))
        await session.gone('button', it('app.buy.register_use', { register: number }))
        if ((await session.find('textbox', label('enrolment.number')).inputValue()) !== number) throw new Error('the register\'s number is not taken over')
      }
    }
  }

  story.tell(`${novaro.name} enters the code ${order.code}. A registration number that is not the register's is told at once, with what to do.`)
  const francesca = await procedure.seat(novaro)
  await procedure.order(francesca, order)
  await procedure.stage(francesca, 'paid')
  await story.picture(francesca, 'paid')

  await procedure.sign(ferri)
  await procedure.stage(francesca, 'validated')
  await story.picture(francesca, 'validated')

  story.tell(`${colombo.name}, of the provider, issues the card and ships it to the Order.`)
  const sara = await office.sit(procedure, colombo)
  await office.issue(procedure, sara)
  await office.ship(procedure, sara, '1Z999AA10123456783')
  await procedure.leave(colombo)

  story.tell(`${riva.name}, the Order's secretary, records its arrival, calls her in and hands it over in person.`)
  const elena = await office.sit(procedure, riva)
  await office.arrived(procedure, elena, 'Ogni mattina dalle 9 alle 12, in via Bonfante 20.')
  await francesca.open(procedure.world.link(await procedure.mail(novaro.email, /si può ritirare/)))
  await procedure.stage(francesca, 'at_order')
  await story.picture(francesca, 'to-collect')
  await office.handOver(procedure, elena, order.document)
  await procedure.leave(riva)
  await procedure.stage(francesca, 'active')
  await story.picture(francesca, 'active')

  await procedure.card(francesca, null, 3)
  await procedure.notices([
    told.member('placed'), told.member('paid'), told.order('queued'), told.member('validated'), told.member('issued'),
    told.order('order_kit_issued'), told.member('shipped'), told.member('ready_for_collection'), told.phone('ready_for_collection'),
    told.member('collected')
  ])
  await procedure.end()
}
