// S4, the engineers of Imperia: Pietro Amoretti buys a remote signature with a display (FRCNI25), shows who he is with his
// health card in the reader, and activates it at home: there is no card, so nothing is collected.
import * as office from '../lib/flows_office.mjs'
import { orders } from '../lib/orders.mjs'
import { must, Procedure, told } from '../lib/procedure.mjs'
import { it } from '../lib/words.mjs'

export async function walk(story, state, chromium) {
  const procedure = new Procedure(story, state, chromium)
  const { amoretti, ferri, colombo } = procedure.people
  procedure.orderMail = 'segreteria@ingegneri-imperia.example'
  const order = { ...orders.amoretti, person: amoretti }

  story.tell(`${amoretti.name}, who was born in France, buys a remote signature with the code ${order.code}.`)
  const pietro = await procedure.seat(amoretti)
  await procedure.order(pietro, order)
  await pietro.sees('button', it('app.purchase.identify'))
  await story.picture(pietro, 'paid')

  story.tell('He puts his health card (TS-CNS) into the reader and is identified: consent and PIN in windows of the agent.')
  await procedure.putIn(pietro, amoretti.id, amoretti.name, 'health-card')
  await procedure.untilRead(pietro, it('app.purchase.identify'), async () =>
    (await pietro.page.getByText(it('domain.purchase_stage.identified')).count()) > 0)
  await story.picture(pietro, 'identified')
  await procedure.takeOut()

  await procedure.sign(ferri)
  await procedure.stage(pietro, 'validated')
  await story.picture(pietro, 'validated')

  story.tell(`${colombo.name}, of the provider, issues the certificate, whose key the provider keeps, and ships the display to his home.`)
  const sara = await office.sit(procedure, colombo)
  await office.issue(procedure, sara)
  await office.ship(procedure, sara, '1Z999AA10123456785')
  await procedure.leave(colombo)

  await procedure.activate(pietro)
  must(!(await procedure.world.drawer()).cards.some((card) => card.id === `kit-${procedure.request}`), 'a remote signature has a card')
  await procedure.notices([
    told.member('placed'), told.member('identification_instructions'), told.member('identified'), told.order('queued'),
    told.member('validated'), told.member('activation_code', 'Attiva la tua Firma Digitale Aruba'),
    told.member('shipped'), told.otp, told.phone('secret_first'), told.member('secret_second')
  ])
  await procedure.end()
}
