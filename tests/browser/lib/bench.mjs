// What the tests share: the stage, the browser, and how to get to a point of the renewal without walking there.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Chromium } from './chromium.mjs'
import * as flows from './flows.mjs'
import { PortalClient, declare, order } from './portal_client.mjs'
import { Stage } from './stage.mjs'

export class Bench {
  constructor(folder, base, results) {
    this.stage = new Stage(folder, base)
    this.base = base
    this.results = results
    this.open = []
  }

  // A browser that ends with the test.
  async chromium(options) {
    const browser = await Chromium.launch(options)
    this.open.push(browser)
    return browser
  }
  // A person at an ordinary browser.
  async person(options) {
    this.ordinary ??= await this.chromium()
    return this.ordinary.person(options)
  }
  ends(browser) {
    this.open.push(browser)
    return browser
  }

  async fresh(options) {
    if (!this.stage.has('fresh')) this.stage.provision()
    return this.stage.begin('fresh', options)
  }
  // Rossi's request is paid, and so is Neri's.
  async paid(options) {
    if (!this.stage.has('paid')) {
      const world = await this.fresh()
      for (const person of [world.people.rossi, world.people.neri]) {
        const session = await this.person()
        await flows.orderAndPay(session, world, person)
        await world.message(person.email, /Pagamento ricevuto/)
        await session.close()
      }
      await this.stage.keep('paid')
    }
    return this.stage.begin('paid', options)
  }
  // Rossi's request is validated and his e-mail has left.
  async validated(options) {
    if (!this.stage.has('validated')) {
      const world = await this.paid()
      const session = await this.person()
      await flows.validate(session, world, [world.people.rossi])
      await session.close()
      await world.message(world.people.rossi.email, /Rinnovo validato/)
      this.installLink = world.link(await world.message(world.people.rossi.email, /Rinnovo validato/))
      await this.stage.keep('validated')
    }
    return this.stage.begin('validated', options)
  }

  // Longo's kit waits for its payment to be found; Brambilla's is paid, with a number that is not the register's.
  async purchases(options) {
    if (!this.stage.has('purchases')) {
      const world = await this.fresh({ without: ['agent'] })
      const { longo, brambilla, colombo } = world.people
      const kit = await order(world, longo, 'CNSCNA13', 'cns-kit', { photo: true })
      await declare(world, longo, kit.row.id)
      const wrong = await order(world, brambilla, 'FDING1793', 'kit-arubakey', { changed: { 'enrolment.number': '3121' } })
      const declared = await declare(world, brambilla, wrong.row.id)
      const provider = await PortalClient.signIn(world, colombo)
      await provider.command('payment.record', wrong.row.id, {
        payment: declared.purchase.open_payments[0].value, amount: wrong.total, paid_on: new Date().toISOString().slice(0, 10)
      })
      provider.close()
      this.bought = { kit: kit.row.id, kitTotal: kit.total, wrong: wrong.row.id }
      await this.stage.keep('purchases')
    }
    return this.stage.begin('purchases', options)
  }

  // Pictures, outlines and complaints of whatever is open when a test fails.
  async keepTrouble(name) {
    let number = 0
    for (const browser of this.open) {
      for (const session of browser.sessions ?? [browser]) {
        number += 1
        const file = `${name}-${number}`
        await session.picture(`${file}.png`).catch(() => {})
        writeFileSync(`${file}.outline.txt`, `${await session.outline().catch(() => '')}\n\n${(session.complaints ?? []).join('\n')}\n`)
      }
    }
  }
  pictures(...parts) {
    const folder = join(this.results, ...parts)
    mkdirSync(folder, { recursive: true })
    return folder
  }
  async clear() {
    this.ordinary = null
    for (const browser of this.open.splice(0)) await browser.close().catch(() => {})
  }
  async end() {
    await this.clear()
    await this.stage.end()
  }
}
