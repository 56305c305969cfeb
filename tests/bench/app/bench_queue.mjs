// How long the office's page works on a frame of its queue: 50 rows of 10,000, while the pointer goes over them, the
// wheel turns and pages are turned. What the browser does afterwards (the software renderer's own work) is not in it.
// The portal is played. `node bench_queue.mjs BUNDLE` prints one line of JSON.
import { resolve } from 'node:path'
import { launch, serve } from './served.mjs'

const total = 10_000
const rows = (first) => Array.from({ length: Math.min(50, total - first) }, (_, at) => ({
  id: `r-${first + at}`, seq: 3, kind: at % 2 ? 'renewal' : 'purchase', product: at % 2 ? '' : 'Kit CNS con certificato di ruolo', stage: 'paid',
  holder: `Cognome${first + at} Maria Giovanna`, codice_fiscale: 'RSSMRA80A41L219Q', registration: `Sezione A n. ${first + at}`,
  convention: 'CNSCNA13', since: 1795305600, certificate_expires: 1794614399, differences: at % 3, may_validate: true
}))
const answers = {
  hello: (params, origin) => ({
    version: params.version, origin, now: 1795305600,
    user: { name: 'Laura Bianchi', codice_fiscale: 'BNCLRA72C55D542A', roles: ['secretary', 'signatory'], order: 'architetti-fermo', order_name: 'Ordine degli Architetti P.P.C. di Fermo' }
  }),
  'queue.list': (params) => ({ rows: rows(params.page * 50), total, to_validate: total })
}

const served = await serve(resolve(process.argv[2]), { portal: 'Sigillo', agent_ports: [28931], user: answers.hello({ version: 0 }, '').user })
const browser = await launch()
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'it-IT' })
  const page = await context.newPage()
  const asked = []
  await page.routeWebSocket(/\/ws$/, (socket) => socket.onMessage((text) => {
    const { id, method, params } = JSON.parse(text)
    asked.push(method)
    const answer = answers[method]
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, ...(answer ? { result: answer(params, served.origin) } : { error: { code: -32601, message: 'not in this play' } }) }))
  }))
  await page.addInitScript(() => {
    const wait = globalThis.requestAnimationFrame.bind(globalThis)
    globalThis.sigilloWork = []
    globalThis.requestAnimationFrame = (work) => wait((when) => {
      const began = performance.now()
      work(when)
      globalThis.sigilloWork.push(performance.now() - began)
    })
  })
  await page.goto(`${served.origin}/office/#/queue`)
  await page.getByRole('table').first().waitFor()
  await page.evaluate(() => { globalThis.sigilloWork.length = 0 })
  for (let turn = 0; turn < 120; ++turn) {
    await page.mouse.move(200 + turn * 5, 300 + (turn * 37) % 500)
    if (turn % 3 === 0) await page.mouse.wheel(0, turn % 2 ? -300 : 400)
  }
  const work = (await page.evaluate(() => globalThis.sigilloWork)).sort((a, b) => a - b)
  if (!asked.includes('queue.list') || work.length < 50) throw new Error(`${work.length} frames after ${asked}`)
  const at = (part) => work[Math.floor((work.length - 1) * part)]
  console.log(JSON.stringify({ frames: work.length, p50_ms: at(0.5), p95_ms: at(0.95), most_ms: at(1) }))
} finally {
  await browser.close()
  served.close()
}
