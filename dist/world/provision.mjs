#!/usr/bin/env node
// provision.mjs OPTIONS.json: makes everything that a demo starts from in its own folder: configurations,
// the certification authority, cards with certificates from it, and the portal's world. Options:
//   state      folder to fill
//   programs   {portal, card_provision, virtual_card, app, assets}
//   ports      {portal, world, smtp, pec, vpcd, agent}
//   softhsm    software tokens in place of cards
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { people, registerFile, world } from './people.mjs'
import { makeToken, softhsmEnvironment } from './softhsm.mjs'

const options = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { programs, ports, softhsm } = options
const state = resolve(options.state)
const at = (...parts) => join(state, ...parts)
const now = new Date()
const instant = (date) => date.toISOString().replace(/\.\d+Z$/, 'Z')
const folder = (...parts) => { mkdirSync(at(...parts), { recursive: true }); return at(...parts) }
const write = (file, value, mode = 0o644) => writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value, null, 2) + '\n', { mode })
const run = (program, ...args) => execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...softhsmEnvironment(state, softhsm) } })
const portal = (...args) => run(programs.portal, '--config', at('portal.json'), ...args)

const orderName = (id) => JSON.parse(readFileSync(join(programs.assets, 'orders', `${id}.json`), 'utf8')).name.it

const origin = `http://127.0.0.1:${ports.portal}`
const worldAddress = `http://127.0.0.1:${ports.world}`

function configure() {
  folder('data')
  write(at('data', 'payment.secret'), randomBytes(32).toString('hex') + '\n', 0o600)
  write(at('data', 'identity.secret'), randomBytes(32).toString('hex') + '\n', 0o600)
  const provider = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  write(at('identity-provider.key'), provider.privateKey.export({ type: 'pkcs8', format: 'pem' }), 0o600)
  write(at('data', 'identity-provider.pem'), provider.publicKey.export({ type: 'spki', format: 'pem' }))
  write(at('portal.json'), {
    listen: { host: '127.0.0.1', port: ports.portal }, origin, name: 'Sigillo', data: 'data',
    app: programs.app, assets: programs.assets,
    mail: { host: '127.0.0.1', port: ports.smtp, security: 'none', from: 'portale@sigillo.example', from_name: 'Sigillo' },
    pec: { host: '127.0.0.1', port: ports.pec, security: 'none', from: 'portale@pec.sigillo.example', from_name: 'Sigillo' },
    sms: { url: `${worldAddress}/sms` },
    payment: { url: `${worldAddress}/pay`, refund_url: `${worldAddress}/pay/refund`, secret_file: 'data/payment.secret', accounts: { payee: 'Sigillo Demo S.p.A.', iban: 'IT60X0542811101000000123456', postal_account: '001234567890' } },
    identity: { url: `${worldAddress}/identity`, issuer: worldAddress, public_key: 'data/identity-provider.pem', secret_file: 'data/identity.secret' },
    issuer: { common_name: 'Sigillo Demo CA', organization: 'Sigillo Demo', crl_hours: 24, delay_seconds: 0 },
    trust: [{ certificate: 'data/ca.crt', from: '2020-01-01', until: '2046-12-31', demo: true }],
    checkpoints: { directory: 'checkpoints', every_minutes: 5 },
    agent_ports: [ports.agent], sessions: { idle_minutes: 30, absolute_minutes: 480 }, passwords: 'interactive',
    demo: { address: worldAddress, clock_file: 'clock-ahead' }
  })
  folder('checkpoints')
  write(at('agent.json'), {
    port: ports.agent, state: folder('agent'), origins: [origin],
    ...(softhsm ? { module: softhsm, pcsc: false } : {})
  })
}

// A card's certificates began so long ago that they end when the demo needs them to.
function certify(person, role) {
  const { card, register } = person
  const ends = new Date(now.getTime() + card.ends_in_days * 86400e3)
  const began = new Date(ends)
  began.setUTCFullYear(began.getUTCFullYear() - card.years)
  const differs = card.role ?? {}
  const base = at('cards', `${person.id}-${role}`)
  write(`${base}.json`, {
    codice_fiscale: person.codice_fiscale, given_name: person.given_name, surname: differs.surname ?? person.surname,
    ...(role === 'signature' ? { role: {
      order: orderName(person.order), title: register.title, section: register.section, sector: register.sector,
      number: differs.number ?? register.number, registration_date: register.registered_on, qualification_date: ''
    } } : {})
  })
  portal('ca', 'issue', '--profile', role === 'signature' ? 'signature' : 'cns_authentication', '--subject', `${base}.json`,
    '--new-key', `${base}.key.pem`, '--not-before', instant(began), '--not-after', instant(ends), '--out', `${base}.pem`)
  return base
}

function makeCard(person) {
  const { card } = person
  const cns = certify(person, 'authentication')
  const signature = card.profile === 'ts-cns' ? null : certify(person, 'signature')
  if (softhsm) return makeToken(run, softhsm, person, { cns, signature })
  run(programs.card_provision, 'make', '--profile', card.profile, '--state', at('cards', `${person.id}.card.json`),
    '--serial', card.profile === 'myeid' ? `0000${card.serial}` : card.serial, '--name', person.given_name, '--surname', person.surname,
    '--codice-fiscale', person.codice_fiscale,
    '--cns-key', `${cns}.key.pem`, '--cns-cert', `${cns}.pem`, '--cns-pin', person.pin, '--cns-puk', person.puk,
    ...(signature ? ['--sign-key', `${signature}.key.pem`, '--sign-cert', `${signature}.pem`, '--sign-pin', person.pin, '--sign-puk', person.puk] : []))
}

configure()
folder('cards')
portal('ca', 'init')
const holders = people.filter((person) => person.card)
for (const person of holders) {
  process.stdout.write(`  card of ${person.name}: ${person.card.about}\n`)
  makeCard(person)
}
write(at('world.json'), world(now, (person, role) => `cards/${person.id}-${role}.pem`))
portal('provision', '--file', at('world.json'))
write(at('albo-architetti-fermo.csv'), registerFile(now))
write(at('surroundings.json'), {
  port: ports.world, smtp_port: ports.smtp, pec_port: ports.pec, clock_file: at('clock-ahead'), inbox_directory: at('inbox'), virtual_card: programs.virtual_card, vpcd_port: ports.vpcd, softhsm,
  portal: origin, payment_secret_file: at('data', 'payment.secret'),
  identity: { issuer: worldAddress, key_file: at('identity-provider.key'), people: people.filter((p) => p.register).map((p) => ({ codice_fiscale: p.codice_fiscale, given_name: p.given_name, surname: p.surname })) },
  kits: { directory: at('data', 'kits'), cards: at('cards'), program: programs.card_provision },
  cards: holders.map((p) => ({ id: p.id, holder: p.name, about: p.card.about, serial: p.card.serial, pin: p.pin, state: at('cards', `${p.id}.card.json`) }))
})
write(at('who.txt'), people.map((p) => `  ${p.name.padEnd(19)} ${p.email.padEnd(32)} ${(p.card ? `PIN ${p.pin}` : '').padEnd(13)} ${[p.what ?? p.card.about, p.order].filter(Boolean).join(', ')}`).join('\n') + `\n  password of all: ${people[0].password}\n`)
