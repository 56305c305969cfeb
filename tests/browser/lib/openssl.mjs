// What other software says of what Sigillo made.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { programs } from './paths.mjs'

export const openssl = (...args) => execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

// ca.crt and crl.der of the portal, as PEM for openssl.
export async function fetchAuthority(origin, folder) {
  for (const [path, name] of [['/ca/ca.crt', 'ca.crt'], ['/ca/crl.der', 'crl.der']]) {
    const answer = await fetch(origin + path)
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    writeFileSync(`${folder}/${name}`, Buffer.from(await answer.arrayBuffer()))
  }
  openssl('x509', '-inform', 'DER', '-in', `${folder}/ca.crt`, '-out', `${folder}/ca.pem`)
  openssl('crl', '-inform', 'DER', '-in', `${folder}/crl.der`, '-out', `${folder}/crl.pem`)
  // `openssl cms` knows no -CRLfile: it takes the list from the file of the anchors.
  writeFileSync(`${folder}/trust.pem`, readFileSync(`${folder}/ca.pem`, 'utf8') + readFileSync(`${folder}/crl.pem`, 'utf8'))
}

// Throws unless signature, chain, revocation and purpose hold; returns what was signed.
export function verifyAct(p7m, folder) {
  return openssl('cms', '-verify', '-inform', 'DER', '-in', p7m, '-CAfile', `${folder}/trust.pem`,
    '-crl_check', '-purpose', 'any', '-binary')
}
export const verifyCertificate = (pem, folder) =>
  openssl('verify', '-CAfile', `${folder}/ca.pem`, '-CRLfile', `${folder}/crl.pem`, '-crl_check', pem)

export function describe(pem) {
  const text = openssl('x509', '-in', pem, '-noout', '-subject', '-serial', '-enddate', '-startdate', '-fingerprint', '-sha256', '-ext', 'keyUsage,extendedKeyUsage')
  const one = (pattern) => text.match(pattern)?.[1]?.trim() ?? ''
  return {
    file: pem, subject: one(/subject=(.*)/), serial: one(/serial=(.*)/), until: new Date(one(/notAfter=(.*)/)), from: new Date(one(/notBefore=(.*)/)),
    fingerprint: one(/Fingerprint=(.*)/i), usage: text.split('\n').filter((line) => line.startsWith('    ')).map((line) => line.trim()).join(', ')
  }
}

// Every certificate of a card, read through OpenSC; `id` is the object's.
export function readCard(card, folder) {
  const list = execFileSync(programs.card_provision, ['read-back', '--state', card.state, '--output', folder], { encoding: 'utf8' })
  return list.trim().split('\n').map((line) => {
    const id = line.split(' ')[0]
    return { id, ...describe(`${folder}/certificate-${id}.pem`) }
  })
}
