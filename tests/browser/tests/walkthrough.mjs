import { spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { webcrypto } from 'node:crypto'
import { root } from '../lib/paths.mjs'
import { test } from '../lib/run-tests.mjs'

const outcome = (child) => new Promise((resolve) => child.once('exit', resolve))

export function walkthroughTests(bench) {
  const out = join(bench.results, 'walkthrough')

  // Each in a demo of its own, as `dist/demo --walkthrough NAME` runs it.
  const walks = (name, what) => test(`dist/demo --walkthrough ${name}: ${what}`, async () => {
    mkdirSync(bench.results, { recursive: true })
    const log = join(bench.results, `walkthrough-${name}.log`)
    const to = openSync(log, 'w')
    const child = spawn(join(root, 'dist/demo'), ['--walkthrough', name, '--ports', String(bench.base + 20), '--state', join(bench.results, 'walkthrough-demo')], {
      stdio: ['ignore', to, to], env: { ...process.env, SIGILLO_DEMO_BUILT: '1', SIGILLO_WALKTHROUGH_OUT: join(out, name) }
    })
    const status = await outcome(child)
    if (status !== 0) throw new Error(`it ended with ${status}:\n${readFileSync(log, 'utf8').split('\n').slice(-25).join('\n')}`)
  })

  walks('renewal', 'order, payment, validation and installation end on the card [R72-R94] [X8] [X13]')
  walks('architects-2013', 'a kit paid by transfer is issued after the originals and collected, active, in person [R1-R30]')
  walks('torino-2025', 'identified and validated with a signature before anything is shipped, activated by the holder [R31-R54]')
  walks('pavia', 'the Order told of the payment corrects, validates and hands the kit over [R55-R71]')
  walks('imperia-cns', 'data as in the register, a smart card collected at the Order [R114-R122]')
  walks('imperia-remote', 'a remote signature, identified with a TS-CNS in the reader [R116] [R123] [R124] [X16]')
  walks('pec', 'a mailbox asked for, opened, enlarged, reminded of, and free again when nothing is renewed [R95-R113]')

  test('an act verifies with pkijs as well as with OpenSSL', async () => {
    pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto }))
    const buffer = (file) => { const bytes = readFileSync(join(out, 'renewal', file)); return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) }
    const content = new pkijs.ContentInfo({ schema: asn1js.fromBER(buffer('act-rossi.p7m')).result })
    const signed = new pkijs.SignedData({ schema: content.content })
    const anchor = new pkijs.Certificate({ schema: asn1js.fromBER(buffer('ca.crt')).result })
    const result = await signed.verify({ signer: 0, trustedCerts: [anchor], checkChain: true, extendedMode: true })
    if (!result.signatureVerified || !result.signerCertificateVerified) throw new Error(`${result.code}: ${result.message}`)
    const attributes = signed.signerInfos[0].signedAttrs.attributes.map((attribute) => attribute.type)
    const certificateV2 = '1.2.840.113549.1.9.16.2.47'
    if (attributes.filter((type) => type === certificateV2).length !== 1) throw new Error(`signed attributes: ${attributes.join(', ')}`)
  })
}
