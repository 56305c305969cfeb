#!/usr/bin/env node
// unattended.mjs STATE_DIR: agent-walkthrough.json beside agent.json, for an agent that nobody sits at: consent and PIN
// are answered by the stand-ins of tests/support/unattended. What a person would have been shown is kept in
// STATE_DIR/unattended/.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { people } from './people.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const state = resolve(process.argv[2])
const folder = join(state, 'unattended')
const pins = new Set(people.filter((person) => person.card).map((person) => person.pin))
if (pins.size !== 1) throw new Error('the cards of the demo have different PINs; the stand-in knows one')

mkdirSync(folder, { recursive: true })
for (const old of ['pins.next', 'consents.jsonl']) rmSync(join(folder, old), { force: true })
copyFileSync(join(root, 'tests/support/unattended/pinentry'), join(folder, 'pinentry'))
chmodSync(join(folder, 'pinentry'), 0o755)
writeFileSync(join(folder, 'pins'), [...pins][0] + '\n', { mode: 0o600 })
writeFileSync(join(folder, 'pinentry.log'), '')

const agent = JSON.parse(readFileSync(join(state, 'agent.json'), 'utf8'))
writeFileSync(join(state, 'agent-walkthrough.json'), JSON.stringify({
  ...agent,
  consent: [join(process.env.SIGILLO_RELEASE ?? join(root, 'build/release'), 'tests/support/unattended/sigillo-unattended-consent'), join(folder, 'consents.jsonl')],
  pinentry: join(folder, 'pinentry')
}, null, 2) + '\n')
