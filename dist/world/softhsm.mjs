// Software tokens in place of cards, where a machine allows no namespaces: dist/demo --softhsm.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// The environment in which SoftHSM finds the demo's tokens; empty where cards are used.
export function softhsmEnvironment(state, softhsm) {
  if (!softhsm) return {}
  const conf = join(state, 'softhsm2.conf')
  mkdirSync(join(state, 'tokens'), { recursive: true })
  writeFileSync(conf, `directories.tokendir = ${join(state, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`)
  return { SOFTHSM2_CONF: conf }
}

// One token a person: both keys under one PIN, named as on a card.
export function makeToken(run, module, person, { cns, signature }) {
  const tool = (...args) => run('pkcs11-tool', '--module', module, '--token-label', person.name, ...args)
  run('softhsm2-util', '--init-token', '--free', '--label', person.name, '--pin', person.pin, '--so-pin', person.puk)
  for (const [base, id, name, usage] of [[cns, '01', 'CNS User', '--usage-sign'], [signature, '10', 'DS User', '--usage-sign']]) {
    if (!base) continue // a card without a key of that role
    run('softhsm2-util', '--import', `${base}.key.pem`, '--token', person.name, '--label', `${name} Private Key`, '--id', id, '--pin', person.pin)
    run('openssl', 'x509', '-in', `${base}.pem`, '-outform', 'DER', '-out', `${base}.der`)
    tool('--login', '--pin', person.pin, '--write-object', `${base}.der`, '--type', 'cert', '--id', id, '--label', `${name} Certificate`, usage)
  }
}
