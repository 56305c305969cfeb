// S0, the architects' convention CNSCNA13: Chiara Maria Longo buys the kit with her photograph, pays by bank transfer and
// registers its CRO; the provider finds the money, receives the original documents and issues; she collects the kit, active,
// at the Order's secretariat, which recognises her in person.
import * as office from '../lib/flows_office.mjs'
import { orders } from '../lib/orders.mjs'
import { Procedure, told } from '../lib/procedure.mjs'
import { it } from '../lib/words.mjs'

export async function walk(story, state, chromium) {
  const procedure = new Procedure(story, state, chromium)
  const { longo, serra, colombo } = procedure.people
  procedure.orderMail = 'segreteria@architetti-dimostrativo.example'
  const order = { ...orders.longo, person: longo }

  story.tell(`${longo.name} enters the code ${order.code} and selects her Order: the procedure that is reserved to it opens.`)
  const chiara = await procedure.seat(longo)
  await procedure.order(chiara, order)
  await chiara.reads('IT60X0542811101000000123456')

  const instructions = await procedure.mail(longo.email, /dove registrare il pagamento/)
  story.tell(`"${instructions.subject}": she has paid by bank transfer and registers its CRO on the order's page.`)
  await chiara.open(procedure.world.link(instructions))
  await chiara.fill(it('app.purchase.reference'), '98765432101')
  await chiara.fill(it('app.purchase.paid_on'), new Date().toISOString().slice(0, 10))
  await story.picture(chiara, 'payment-details')
  await chiara.click('button', it('app.purchase.declare'))
  await chiara.reads(it('app.purchase.declared', { reference: '98765432101' }))
  await story.picture(chiara, 'payment-registered')

  story.tell(`${colombo.name}, of the provider, finds the money; the order waits for the original documents, and is issued when they are there.`)
  const sara = await office.sit(procedure, colombo)
  await office.reconcile(procedure, sara, order.total)
  await procedure.stage(chiara, 'paid')
  await story.picture(chiara, 'originals-awaited')
  await office.originals(procedure, sara)
  await office.issue(procedure, sara)
  await office.ship(procedure, sara, '1Z999AA10123456781')
  await procedure.leave(colombo)
  const issued = await procedure.mail(longo.email, /^Il kit dell’ordine/)
  story.note(`She is told: "${issued.subject}"`)

  story.tell(`The kit is with the Order: ${serra.name}, its secretary, calls her in.`)
  const silvia = await office.sit(procedure, serra)
  await office.arrived(procedure, silvia, 'Segreteria aperta dal lunedì al venerdì, dalle 9 alle 12.')
  const ready = await procedure.mail(longo.email, /si può ritirare/)
  await chiara.open(procedure.world.link(ready))
  await procedure.stage(chiara, 'at_order')
  await story.picture(chiara, 'to-collect')
  story.tell('She comes in person, with the passport that she named at registration and a copy of it.')
  await office.handOver(procedure, silvia, order.document)
  await procedure.leave(serra)
  await procedure.stage(chiara, 'active')
  await story.picture(chiara, 'active')

  await procedure.card(chiara, null, 6)
  await procedure.notices([
    told.member('placed'), told.member('payment_instructions'), told.member('originals_awaited'), told.member('issued'),
    told.order('order_kit_issued'), told.member('ready_for_collection'), told.phone('ready_for_collection'), told.member('collected')
  ])
  await procedure.end()
}
