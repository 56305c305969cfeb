// What surrounds the portal in the demo, seen from a test: messages that left, cards in the drawer, payments.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { people } from '../../../dist/world/people.mjs'
import { until } from './until.mjs'

export class World {
  constructor(state) {
    this.state = state
    this.surroundings = JSON.parse(readFileSync(join(state, 'surroundings.json'), 'utf8'))
    this.config = JSON.parse(readFileSync(join(state, 'portal.json'), 'utf8'))
    this.origin = this.config.origin
    this.address = `http://127.0.0.1:${this.surroundings.port}`
    this.people = Object.fromEntries(people.map((person) => [person.id, person]))
  }

  async json(path) {
    const answer = await fetch(this.address + path)
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return answer.json()
  }

  messages() { return this.json('/inbox.json') }

  // The newest message to that address (or number) whose subject or text matches.
  message(to, pattern, channel = 'e-mail') {
    return until(`${channel} to ${to} that matches ${pattern}`, async () =>
      (await this.messages()).findLast((m) => m.channel === channel && m.to.includes(to) && (pattern.test(m.subject) || pattern.test(m.text))))
  }

  link(message) {
    const found = message.text.match(/https?:\/\/\S+[^\s.,;:)]/)
    if (!found) throw new Error(`no link in "${message.subject}"`)
    return found[0]
  }

  payments() { return this.json('/pay/all.json') }
  drawer() { return this.json('/drawer.json') }
  card(person) { return this.surroundings.cards.find((card) => card.id === person.id) }

  async post(path, fields) {
    const answer = await fetch(this.address + path, {
      method: 'POST', body: new URLSearchParams(fields), headers: { Accept: 'application/json' }
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
  insert(person, cutAfter = 0) { return this.post('/drawer/insert', { card: person.id, cut_after: cutAfter }) }
  pull() { return this.post('/drawer/pull', {}) }
  // What is typed into the PIN windows that come next, the last one again and again; `cancel` cancels.
  pins(list) {
    rmSync(join(this.state, 'unattended/pins.next'), { force: true })
    writeFileSync(join(this.state, 'unattended/pins'), list.join('\n') + '\n')
  }
}
