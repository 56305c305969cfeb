// S2, the engineers of Pavia with FDING1793: Elisa Brambilla chooses the ArubaKEY kit and mistypes her registration number;
// the Order is told of her payment, sets the number right and validates; she collects the kit in person, no delegation.
import * as office from '../lib/flows_office.mjs'
import { orders } from '../lib/orders.mjs'
import { Procedure, told } from '../lib/procedure.mjs'
import { it } from '../lib/words.mjs'

export async function walk(story, state, chromium) {
  const procedure = new Procedure(story, state, chromium)
  const { brambilla, sacchi, villa, colombo } = procedure.people
  procedure.orderMail = 'segreteria2@ording.pv.it'
  const mistyped = { ...brambilla, register: { ...brambilla.register, number: '3210' } }
  const order = { ...orders.brambilla, person: mistyped }

  story.tell(`${brambilla.name} enters the code ${order.code} and chooses PAVIA in the drop-down.`)
  const elisa = await procedure.seat(brambilla)
  await procedure.order(elisa, order)
  await procedure.stage(elisa, 'paid')
  await story.picture(elisa, 'paid-and-the-order-told')

  story.tell(`The portal has told the Order of the payment. ${sacchi.name}, its secretary, sees a number that is not the register's and sets it right.`)
  const carla = await office.sit(procedure, sacchi)
  await carla.reads('3120')
  await story.picture(carla, 'office-differences')
  await office.correct(procedure, carla, 'enrolment.number', brambilla.register.number)
  await procedure.leave(sacchi)

  await procedure.sign(villa)

  story.tell(`${colombo.name}, of the provider, prepares the kit and ships it to the Order.`)
  const sara = await office.sit(procedure, colombo)
  await office.issue(procedure, sara)
  await office.ship(procedure, sara, '1Z999AA10123456782')
  await procedure.leave(colombo)
  const confirmation = await procedure.mail(brambilla.email, /^Conferma Attivazione Firma Digitale$/)
  story.note(`She is told: "${confirmation.subject}", and the Order with her`)

  story.tell('The secretariat says when it can be collected, and hands it over: in person, with the document used at registration.')
  const again = await office.sit(procedure, sacchi)
  await office.arrived(procedure, again, 'Martedì e giovedì dalle 10 alle 12.')
  await elisa.open(procedure.world.link(await procedure.mail(brambilla.email, /si può ritirare/)))
  await procedure.stage(elisa, 'at_order')
  await story.picture(elisa, 'to-collect')
  await office.handOver(procedure, again, order.document)
  await procedure.leave(sacchi)
  await procedure.stage(elisa, 'active')
  await story.picture(elisa, 'active')

  await procedure.card(elisa, null, 3)
  await procedure.notices([
    told.member('placed'), told.member('paid_order_told'), told.order('queued'), told.member('corrected'), told.member('validated'),
    told.member('issued_confirmation', 'Conferma Attivazione Firma Digitale'), told.order('order_kit_issued'),
    told.member('ready_for_collection'), told.phone('ready_for_collection'), told.member('collected')
  ])
  await procedure.end()
}
