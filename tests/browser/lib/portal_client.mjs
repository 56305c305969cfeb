// A person at the portal's own socket, without a browser: how a test gets a request to where it begins, fast. What a
// test is about it does in a browser.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import WebSocket from 'ws'
import { root } from './paths.mjs'

const version = Number(/constexpr int version = (\d+)/.exec(readFileSync(join(root, 'shared/protocol/portal_messages.hpp'), 'utf8'))[1])

export class PortalClient {
  static async signIn(world, person) {
    const answer = await fetch(`${world.origin}/api/sign-in/password`, {
      method: 'POST', headers: { Origin: world.origin, 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: person.email, password: person.password })
    })
    if (!answer.ok) throw new Error(`sign-in of ${person.email}: ${answer.status}`)
    const cookie = answer.headers.get('set-cookie').split(';')[0]
    const client = new PortalClient(world, person, cookie)
    await client.connect()
    return client
  }

  constructor(world, person, cookie) {
    Object.assign(this, { world, person, cookie, last: 0, waiting: new Map() })
  }
  async connect() {
    this.socket = new WebSocket(`${this.world.origin.replace('http', 'ws')}/ws`, { headers: { Cookie: this.cookie }, origin: this.world.origin })
    this.socket.on('message', (data) => this.received(JSON.parse(data)))
    await new Promise((open, failed) => { this.socket.once('open', open); this.socket.once('error', failed) })
    await this.call('hello', { version, language: 'it' })
  }
  received(message) {
    const waiting = this.waiting.get(message.id)
    if (!waiting) return // a notification
    this.waiting.delete(message.id)
    if (message.error) waiting.failed(new Error(`${waiting.method}: ${JSON.stringify(message.error)}`))
    else waiting.answered(message.result)
  }
  call(method, params) {
    const id = ++this.last
    return new Promise((answered, failed) => {
      this.waiting.set(id, { method, answered, failed })
      this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })
  }
  // A command on a request as it is now.
  async command(method, request, params = {}) {
    const { row } = await this.call('request.get', { request })
    return this.call(method, { command: randomUUID(), request, seq: row.seq, ...params })
  }
  get(path) { return fetch(this.world.origin + path, { headers: { Cookie: this.cookie } }) }
  close() { this.socket.close() }
}

// A portrait JPEG of the size that a card shows, as far as anybody looks at it here.
const photograph = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 0x0b, 8, 2, 0x80, 1, 0xe0, 1, 1, 0x11, 0, 0xff, 0xd9])

// Orders the product for that member, to be paid by bank transfer; the answer is the request.
export async function order(world, member, convention, product, { changed = {}, photo = false } = {}) {
  const client = await PortalClient.signIn(world, member)
  const { register, birth } = member
  const place = (await client.call('places.find', { text: birth.place, birth_date: birth.on })).places[0]
  let draft = await client.call('draft.open', { convention, order: member.order })
  const save = async (values) => {
    draft = await client.call('draft.save', { draft: draft.id, seq: draft.seq, values: Object.entries(values).map(([name, value]) => ({ name, value })) })
  }
  await save({ product })
  await save({
    'holder.given_name': member.given_name, 'holder.surname': member.surname, 'holder.sex': birth.sex, 'holder.birth': birth.on,
    'holder.birth_place': place.code, 'holder.birth_place_name': place.name, 'holder.codice_fiscale': member.codice_fiscale,
    'holder.residence.street': 'Via Roma 1', 'holder.residence.postcode': '63100', 'holder.residence.municipality': 'Ascoli Piceno',
    'holder.residence.province': 'AP', 'holder.residence.country': 'IT', 'holder.email': member.email, 'holder.mobile': member.mobile,
    'document.kind': 'passport', 'document.number': 'YA1234567', 'document.issued_by': 'Questura', 'document.issued_on': '2022-05-01',
    'document.expires_on': '2031-04-30', 'enrolment.title': register.title, 'enrolment.section': register.section, 'enrolment.sector': register.sector,
    'enrolment.number': register.number, 'enrolment.registered_on': register.registered_on, payment: 'bank_transfer', ...changed
  })
  if (photo) draft = await client.call('draft.photo', { draft: draft.id, seq: draft.seq, jpeg: photograph.toString('base64') })
  const wrong = draft.pages.flatMap((page) => page.fields).filter((field) => field.problem)
  if (wrong.length) throw new Error(`the draft: ${JSON.stringify(wrong.map((field) => [field.name, field.value, field.problem]))}`)
  const view = await client.call('draft.place', {
    command: randomUUID(), draft: draft.id, seq: draft.seq, convention_version: draft.convention_version, total: draft.total,
    clauses_accepted: draft.clauses.map((clause) => clause.name), use_credit: false
  })
  client.close()
  return view
}

// The member tells of the transfer, which waits to be found on the account.
export async function declare(world, member, request) {
  const client = await PortalClient.signIn(world, member)
  const view = await client.command('payment.declare', request, { reference: 'CRO12345678901', paid_on: new Date().toISOString().slice(0, 10) })
  client.close()
  return view
}
