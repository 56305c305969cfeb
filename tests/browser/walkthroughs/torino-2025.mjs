// S1, the engineers of Torino under circular 299: Davide Ferraris buys with the code of the members' area, is identified
// with SPID before the Order validates with a digital signature; the kit goes to his home, and he activates it himself.
import * as office from '../lib/flows_office.mjs'
import { orders } from '../lib/orders.mjs'
import { Procedure, told } from '../lib/procedure.mjs'
import { it } from '../lib/words.mjs'

export async function walk(story, state, chromium) {
  const procedure = new Procedure(story, state, chromium)
  const { ferraris, bertone, colombo } = procedure.people
  procedure.orderMail = 'segreteria@ingegneri-torino.example'
  const order = { ...orders.ferraris, person: ferraris }

  story.tell(`${ferraris.name} signs in and enters the code ${order.code}, which stands in the members' area of his Order.`)
  const davide = await procedure.seat(ferraris)
  await procedure.order(davide, order)
  await davide.sees('button', it('app.purchase.identify'))
  await story.picture(davide, 'paid')

  const instructions = await procedure.mail(ferraris.email, /riconosciment|identificazion/i)
  story.tell(`Paid. "${instructions.subject}" tells how to be identified. He breaks it off the first time: nothing is lost.`)
  await davide.open(procedure.world.link(instructions))
  await davide.click('button', it('app.purchase.identify'))
  await davide.sees('heading', /SPID/)
  await story.picture(davide, 'identity-provider')
  await davide.click('button', 'Annulla il riconoscimento')
  await davide.reads(it('app.purchase.identify_came_to_nothing_title'))
  await story.picture(davide, 'not-identified')
  await davide.click('button', it('app.purchase.identify'))
  await davide.page.locator('form', { has: davide.page.locator(`input[value="${ferraris.codice_fiscale}"]`) }).getByRole('button', { name: 'Sono io' }).click()
  await procedure.stage(davide, 'identified')
  await story.picture(davide, 'identified')

  await procedure.sign(bertone)
  await procedure.stage(davide, 'validated')
  await story.picture(davide, 'validated')

  story.tell(`${colombo.name}, of the provider, issues the certificates and ships the kit to his home: only now.`)
  const sara = await office.sit(procedure, colombo)
  await office.issue(procedure, sara)
  await office.ship(procedure, sara, '1Z999AA10123456784')
  await procedure.leave(colombo)

  const pin = await procedure.activate(davide)
  await procedure.card(davide, pin, 3)
  await procedure.notices([
    told.member('placed'), told.member('identification_instructions'), told.member('identified'), told.order('queued'),
    told.member('validated'), told.member('activation_code', 'Attiva la tua Firma Digitale Aruba'),
    told.member('shipped'), told.phone('shipped'), told.otp, told.phone('secret_first'), told.member('secret_second')
  ])
  await procedure.end()
}
