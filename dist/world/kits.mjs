// The card centre of the demo: makes virtual cards of the kits that the portal's bureau issues (web/portal/issuer/README.md).
// A card once made has the keys; they are removed from the kit.
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeToken } from './softhsm.mjs'

const day = (instant) => instant.slice(0, 10).split('-').reverse().join('')

export class Kits {
  constructor({ directory, cards, program, softhsm }) {
    Object.assign(this, { directory, folder: cards, program, softhsm })
  }

  cards() {
    if (!existsSync(this.directory)) return []
    return readdirSync(this.directory).filter((id) => !id.startsWith('.')).sort().flatMap((id) => this.card(id))
  }

  // One card, made where it is not yet; none for a remote signature.
  card(id) {
    const kit = JSON.parse(readFileSync(join(this.directory, id, 'kit.json'), 'utf8'))
    if (!kit.card_number) return []
    const state = join(this.folder, `kit-${id}.card.json`)
    const envelope = join(this.folder, `kit-${id}.envelope`)
    const keys = join(this.directory, id, 'card')
    if (existsSync(keys)) {
      if (!existsSync(state)) this.make(kit, id, keys, state)
      if (kit.codes_in_kit) copyFileSync(join(keys, 'codes'), envelope)
      rmSync(keys, { recursive: true })
    }
    const photo = kit.photo ? join(this.directory, id, 'photo.jpg') : null
    const pin = existsSync(envelope) ? readFileSync(envelope, 'utf8').split('\n')[0] : null
    const where = pin ? 'PIN e PUK nella busta chiusa del kit' : 'PIN e PUK arrivano al titolare in due parti'
    return [{ id: `kit-${id}`, holder: `${kit.given_name} ${kit.surname}`, about: `Kit emesso per la richiesta ${id}; ${where}`, serial: kit.card_number, pin, state, photo }]
  }

  make(kit, id, keys, state) {
    const [pin, puk] = readFileSync(join(keys, 'codes'), 'utf8').split('\n')
    const run = (program, ...args) => execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    const certificate = (role) => join(this.directory, id, `${role}.pem`)
    if (this.softhsm) return this.makeToken(run, kit, { pin, puk, keys, certificate, state })
    run(this.program, 'make', '--profile', 'itacns', '--state', state, '--serial', kit.card_number, '--name', kit.given_name, '--surname', kit.surname,
      '--codice-fiscale', kit.codice_fiscale, '--issuer', 'Sigillo (demo)', '--issued', day(kit.issued_at), '--expires', day(kit.expires_at),
      '--cns-key', join(keys, 'authentication.key.pem'), '--cns-cert', certificate('authentication'), '--cns-pin', pin, '--cns-puk', puk,
      '--sign-key', join(keys, 'signature.key.pem'), '--sign-cert', certificate('signature'), '--sign-pin', pin, '--sign-puk', puk)
  }

  // The same as a software token: key and certificate of a role side by side, as its maker takes them.
  makeToken(run, kit, { pin, puk, keys, certificate, state }) {
    const folder = mkdtempSync(join(tmpdir(), 'sigillo-kit-'))
    try {
      for (const role of ['authentication', 'signature']) {
        copyFileSync(join(keys, `${role}.key.pem`), join(folder, `${role}.key.pem`))
        copyFileSync(certificate(role), join(folder, `${role}.pem`))
      }
      const name = `${kit.given_name} ${kit.surname}`.slice(0, 26) + ` ${kit.card_number.slice(-4)}`
      makeToken(run, this.softhsm, { name, pin, puk }, { cns: join(folder, 'authentication'), signature: join(folder, 'signature') })
      writeFileSync(state, '')
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
}
