// A purchase as its people live it, told and pictured: what the walkthroughs of the conventions have in common. Which
// pages, steps and notices there are is each walkthrough's own to say, as its source says it.
import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as flows from './flows.mjs'
import * as buy from './flows_purchase.mjs'
import { fetchAuthority, openssl, readCard, verifyAct, verifyCertificate } from './openssl.mjs'
import { programs } from './paths.mjs'
import { until } from './until.mjs'
import { begins, it } from './words.mjs'
import { World } from './world.mjs'

export const must = (condition, what) => {
  if (!condition) throw new Error(what)
}

// A notice of the procedure: to the member by e-mail or SMS, to the Order by e-mail. A subject is given where the source
// has it word for word.
export const told = {
  member: (step, subject) => ({ to: 'member', key: `purchase.${step}`, subject }),
  order: (step) => ({ to: 'order', key: `purchase.${step}` }),
  phone: (step) => ({ to: 'phone', key: `purchase.${step}.sms` }),
  otp: { to: 'phone', key: 'otp.activation.sms' }
}

export class Procedure {
  constructor(story, state, chromium) {
    Object.assign(this, { story, chromium, world: new World(state) })
    this.people = this.world.people
    this.seats = new Map()
  }

  // A person at a browser of their own, signed in; again, where they were.
  async seat(person, { heading = it('app.overview.title'), byCard = false, at = '/' } = {}) {
    const known = this.seats.get(person.id)
    if (known) return known
    const session = await this.chromium.person()
    await session.open(`${this.world.origin}${at}`)
    if (byCard) {
      await this.putIn(session, person.id, person.name)
      await flows.signInByCard(session, heading)
    } else await flows.signIn(session, person, heading)
    this.seats.set(person.id, session)
    return session
  }
  // They are done: their browser is closed, and it had nothing to complain of.
  async leave(person) {
    const session = this.seats.get(person.id)
    this.seats.delete(person.id)
    session.sound()
    await session.close()
  }

  // ---- The drawer and the reader -------------------------------------------------------------------------------
  async beside(session, address, act) {
    const tab = session.page
    const other = await session.tab()
    await session.open(address)
    await act()
    await other.close()
    session.page = tab
  }
  putIn(session, id, holder, picture) {
    return this.beside(session, `${this.world.address}/drawer`, async () => {
      const card = session.page.locator('section').filter({ has: session.page.locator(`input[value="${id}"], #card-${id}`) })
      await card.getByRole('button', { name: 'Metti nel lettore' }).click()
      await session.sees('button', 'Togli dal lettore')
      if (picture) await this.story.picture(session, picture)
    })
  }
  // A card just put in is known to the reader a moment later: whoever was too quick presses again, as a person does.
  async untilRead(session, button, seen) {
    await until('the card to be read', async () => {
      if (await seen()) return true
      const found = session.find('button', button).first()
      if (await found.isEnabled().catch(() => false)) await found.click({ timeout: 2000 }).catch(() => {})
      return seen()
    })
  }
  takeOut() { return this.world.pull() }

  // ---- The member orders ---------------------------------------------------------------------------------------
  async order(session, order) {
    const { story, world } = this
    const { code, orderName, pages, person } = order
    await buy.openConvention(session, world, code.toLowerCase(), orderName)
    await story.picture(session, 'code-and-order')
    await buy.openWizard(session, code)
    await session.sees('button', it('app.buy.forward'))
    for (const [i, page] of pages.entries()) {
      await buy.fillPage(session, page, order)
      await order.at?.[page]?.(session)
      await story.picture(session, page)
      await buy.forward(session, pages[i + 1] ?? 'summary')
    }
    await session.reads(buy.euro(order.total))
    await buy.acceptClauses(session)
    await story.picture(session, 'summary')
    story.tell(`${person.name} accepts the clauses and orders with the obligation to pay ${buy.euro(order.total)}.`)
    await buy.place(session, order.total)
    const paysHere = ['card', 'paypal'].includes(order.payment)
    // The summary has a heading of that name too: the page has to be another.
    if (paysHere) await session.page.waitForURL((url) => url.href.startsWith(`${world.address}/pay`))
    await session.sees('heading', paysHere ? 'Pagamento' : /^Acquisto: /)
    await story.picture(session, paysHere ? 'payment' : 'placed')
    if (paysHere) {
      await session.click('button', `Paga ${buy.euro(order.total)}`)
      await session.sees('heading', /^Acquisto: /)
    }
    this.request = decodeURIComponent(session.page.url().split('/request/')[1])
    this.person = person
    this.product = (await session.text('heading', /^Acquisto: /)).slice('Acquisto: '.length)
    return this.request
  }
  get page() { return `/#/request/${this.request}` }
  async stage(session, name) { await session.reads(it(`domain.purchase_stage.${name}`)) }

  // ---- The Order validates, with a signature -------------------------------------------------------------------
  // From the link of the e-mail to the Order's office.
  async sign(signatory) {
    const { story, world } = this
    const mail = await this.mail(this.orderMail, /^Da validare: /)
    story.tell(`The Order is told by e-mail ("${mail.subject}"): ${signatory.name} follows its link, with the card in the reader.`)
    const session = await this.chromium.person()
    this.seats.set(signatory.id, session)
    await session.open(world.link(mail))
    await session.sees('heading', it('app.sign_in.title'))
    await this.putIn(session, signatory.id, signatory.name)
    await session.click('button', it('app.sign_in.with_card'))
    await session.sees('heading', /^Acquisto: /)
    await story.picture(session, 'order-request')
    await session.open(`${world.origin}/office/#/queue`)
    await session.sees('heading', it('app.queue.title'))
    await session.tick(flows.selects(this.person))
    await story.picture(session, 'order-queue')
    await session.click('button', it('app.queue.sign'))
    await session.sees('region', it('app.sign.results'))
    await session.reads(it('app.sign.validated'))
    await story.picture(session, 'order-signed')
    story.tell('One consent and one PIN, in windows of the agent; other software verifies the act.')
    await this.keepAct(session)
    await this.takeOut()
    await this.leave(signatory)
  }
  async keepAct(session) {
    const { story, world } = this
    await fetchAuthority(world.origin, story.folder)
    const answer = await session.context.request.get(`${world.origin}/api/requests/${this.request}/act.p7m`)
    must(answer.ok(), `the act of ${this.request}: ${answer.status()}`)
    const file = story.file(`act-${this.person.id}.p7m`)
    writeFileSync(file, await answer.body())
    const content = JSON.parse(verifyAct(file, story.folder))
    must(content.request === this.request, `the act is of ${content.request}`)
    writeFileSync(story.file(`act-${this.person.id}.json`), JSON.stringify(content, null, 2) + '\n')
    story.note(`openssl cms: the act of ${this.person.name}'s purchase verifies, chain and CRL included`)
  }

  // ---- The member activates, and sets a PIN --------------------------------------------------------------------
  async activate(session) {
    const { story, world, person } = this
    const mail = await this.mail(person.email, /^Attiva la tua Firma Digitale Aruba$/)
    story.tell(`"${mail.subject}" brings the activation code; ${person.name} opens its link.`)
    await session.open(world.link(mail))
    await session.sees('button', it('app.purchase.otp_send'))
    await story.picture(session, 'to-activate')
    await session.click('button', it('app.purchase.otp_send'))
    const sms = await world.message(person.mobile, /il codice per attivare/, 'SMS')
    await session.sees('button', it('app.purchase.otp_again'))
    await session.fill(it('app.purchase.activation_code'), mail.text.match(/^[A-Z0-9]+(-[A-Z0-9]+)+$/m)[0])
    await session.fill(it('app.check.codice_fiscale'), person.codice_fiscale)
    await session.fill(it('app.purchase.otp'), sms.text.match(/\b\d{6}\b/)[0])
    await story.picture(session, 'activation')
    await session.click('button', it('app.purchase.activate'))
    await this.stage(session, 'active')
    await story.picture(session, 'active')
    const first = await world.message(person.mobile, /Prima parte di PIN e PUK/, 'SMS')
    const second = await this.mail(person.email, /^Seconda parte di PIN e PUK/)
    story.tell('It is active. The first part of PIN and PUK comes by SMS, the second by e-mail.')
    const part = (text, name) => text.match(new RegExp(`${name} (\\d+)`))[1]
    return part(first.text, 'PIN') + part(second.text, 'PIN')
  }

  // The kit's card: as other software reads it, and then with a PIN of the member's own.
  async card(session, pin, years) {
    const { story, world, person, request } = this
    const id = `kit-${request}`
    const card = (await world.drawer()).cards.find((one) => one.id === id)
    must(card, `no card of ${request} in the drawer`)
    story.tell(`The card lies in the drawer: number ${card.serial}.`)
    await this.putIn(session, id, person.name, 'the-card')
    await this.changePin(session, card, pin ?? card.pin)
    story.tell(`${person.name} signs in with the new card and the new PIN: it works.`)
    await flows.signOut(session, world)
    await session.open(world.origin)
    await flows.signInByCard(session, it('app.overview.title'))
    await session.sees('region', it('app.overview.card', { serial: card.serial }))
    await story.picture(session, 'my-cards')
    await this.takeOut()
    await this.certificates(card, years)
    return card
  }
  async changePin(session, card, pin) {
    const { story, world } = this
    const own = '24681357'
    story.tell('A PIN of one\'s own is set in the agent\'s window: the page sees neither the old one nor the new one.')
    await session.open(`${world.origin}/#/pin`)
    await session.sees('heading', it('app.pin.title'))
    await this.untilRead(session, it('app.check.read'), () => session.has('region', it('app.pin.card', { serial: card.serial })))
    await story.picture(session, 'pin')
    const buttons = await session.find('button', new RegExp(`^${it('app.pin.change')}`)).count()
    for (let i = 0; i < buttons; ++i) {
      world.pins([pin, own, own])
      await session.find('button', new RegExp(`^${it('app.pin.change')}`)).nth(i).click()
      await session.reads(it('app.pin.changed'))
    }
    await story.picture(session, 'pin-changed')
    world.pins([own])
  }
  async certificates(card, years) {
    const { story, person } = this
    await fetchAuthority(this.world.origin, story.folder)
    const found = readCard({ ...card, pin: undefined }, story.subfolder('certificates'))
    must(found.length === 2, `${found.length} certificates on the card, not 2`)
    for (const certificate of found) {
      verifyCertificate(certificate.file, story.folder)
      must(certificate.subject.includes(person.codice_fiscale), `a certificate of ${certificate.subject}`)
      const lasts = (certificate.until - certificate.from) / (365.25 * 86400e3)
      must(Math.round(lasts) === years, `it lasts ${lasts} years, not ${years}`)
      story.note(`openssl verify: ${certificate.usage}, until ${certificate.until.toISOString().slice(0, 10)}`)
    }
    const usages = found.map((certificate) => certificate.usage)
    must(usages.some((usage) => /Non Repudiation/.test(usage) && !/Digital Signature/.test(usage)), `no certificate for signatures: ${usages.join('; ')}`)
    must(usages.some((usage) => /Digital Signature/.test(usage) && /Client Authentication/.test(usage)), `no certificate for sign-in: ${usages.join('; ')}`)
    story.write('certificates.txt', found.map((c) => openssl('x509', '-in', c.file, '-noout', '-text')).join('\n'))
  }

  // ---- What left the portal ------------------------------------------------------------------------------------
  mail(to, pattern) { return this.world.message(to, pattern) }

  // Exactly these, each once, as `told` names them. Others of the demo's people get their own.
  async notices(expected) {
    const { story, world, person } = this
    const mine = new Set([person.email, person.mobile, this.orderMail])
    const all = async () => (await world.messages()).filter((m) => m.to.some((to) => mine.has(to)))
    const address = { member: person.email, phone: person.mobile, order: this.orderMail }
    const values = { request: this.request, product: this.product, given_name: person.given_name, surname: person.surname }
    const fits = (m, { to, key, subject }) => {
      if (!m.to.includes(address[to]) || m.channel !== (to === 'phone' ? 'SMS' : 'e-mail')) return false
      if (to === 'phone') return m.text.startsWith(begins(`notice.${key}`).slice(0, 40))
      return m.subject === (subject ?? it(`notice.${key}.subject`, values))
    }
    const missing = async () => {
      const came = await all()
      return expected.filter((one) => !came.some((m) => fits(m, one)))
    }
    await until('every notice', async () => (await missing()).length === 0, 30_000)
      .catch(async () => { throw new Error(`not told: ${JSON.stringify(await missing())}\n${(await all()).map((m) => `${m.to} ${m.subject || m.text}`).join('\n')}`) })
    const left = [...expected]
    for (const message of await all()) {
      const at = left.findIndex((one) => fits(message, one))
      must(at >= 0, `told beyond what the procedure says: ${message.channel} to ${message.to} "${message.subject || message.text}"`)
      left.splice(at, 1)
    }
    story.write('notices.txt', (await all()).map((m) => `${m.channel} to ${m.to.join(', ')}: ${m.subject || m.text}`).join('\n') + '\n')
    const folder = story.subfolder('notices')
    for (const name of readdirSync(world.surroundings.inbox_directory)) copyFileSync(join(world.surroundings.inbox_directory, name), join(folder, name))
    story.tell(`${expected.length} notices left for this purchase, each once, as they are in notices/.`)
  }

  async end() {
    const { story, world } = this
    for (const session of this.seats.values()) session.sound()
    for (const [file, name] of [['consents.jsonl', 'consents.jsonl'], ['pinentry.log', 'pin-windows.jsonl']]) {
      try { copyFileSync(join(world.state, 'unattended', file), story.file(name)) } catch { /* no such window was shown */ }
    }
    const audit = execFileSync(programs.portal, ['--config', join(world.state, 'portal.json'), 'audit', 'verify'], { encoding: 'utf8' })
    story.write('audit.txt', audit)
    story.note(`sigillo-portal audit verify: ${audit.trim().split('\n').at(-1)}`)
  }
}
