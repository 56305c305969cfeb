// The app in headless Chromium with software rendering: bytes of the first load, milliseconds to the first frame,
// frames drawn in idle seconds. Serves the bundle itself, compressed as the portal does, to a person who is not
// signed in. `node bench_app.mjs BUNDLE [EDITION [RUNS]]` prints one line of JSON; EDITION is member or office.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const { chromium } = createRequire(new URL('../../browser/package.json', import.meta.url))('playwright-core')
const bundle = resolve(process.argv[2])
const document = (process.argv[3] ?? 'member') === 'member' ? '/' : `/${process.argv[3]}/`
const runs = Number(process.argv[4] ?? 5)
const idleSeconds = 5
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' }
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'"

const compressed = new Map()
function brotli(file) {
  if (!compressed.has(file)) {
    const content = readFileSync(file)
    compressed.set(file, existsSync(`${file}.br`) && statSync(`${file}.br`).mtimeMs >= statSync(file).mtimeMs
      ? readFileSync(`${file}.br`)
      : brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }))
  }
  return compressed.get(file)
}

const sent = new Map()
const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname
  if (path === '/api/session') {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify({ portal: 'Sigillo', agent_ports: [28931] }))
    return
  }
  const file = join(bundle, path.endsWith('/') ? `${path}index.html` : path)
  if (!file.startsWith(bundle) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end()
    return
  }
  const body = brotli(file)
  sent.set(path, body.length)
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-encoding': 'br', 'content-security-policy': policy, 'cache-control': 'no-store' })
  response.end(body)
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const address = `http://127.0.0.1:${server.address().port}${document}`

const browser = await chromium.launch({
  executablePath: process.env.SIGILLO_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking', '--disable-component-update']
})
const firstFrames = []
let idleFrames = 0
try {
  for (let run = 0; run < runs; ++run) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'it-IT' })
    const page = await context.newPage()
    await page.addInitScript(() => {
      // The page counts the frames that it painted on its root element.
      new MutationObserver((_, observer) => {
        if (Number(document.documentElement?.dataset.frames) > 0) {
          globalThis.sigilloFirstFrame = performance.now()
          observer.disconnect()
        }
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-frames'] })
    })
    await page.goto(address)
    await page.waitForFunction(() => globalThis.sigilloFirstFrame > 0, null, { timeout: 60000 })
    firstFrames.push(await page.evaluate(() => globalThis.sigilloFirstFrame))
    if (run === runs - 1) {
      const frames = () => page.evaluate(() => Number(document.documentElement.dataset.frames))
      // Idle once two seconds brought nothing more: fonts, the answer of /api/session.
      for (let before = -1; before !== await frames();) {
        before = await frames()
        await page.waitForTimeout(2000)
      }
      const before = await frames()
      await page.waitForTimeout(idleSeconds * 1000)
      idleFrames = await frames() - before
    }
    await context.close()
  }
} finally {
  await browser.close()
  server.close()
}
firstFrames.sort((a, b) => a - b)
console.log(JSON.stringify({
  brotli_bytes: [...sent.values()].reduce((sum, size) => sum + size, 0),
  files: Object.fromEntries(sent),
  idle_frames: idleFrames,
  first_frame_ms: firstFrames[Math.floor(firstFrames.length / 2)],
  first_frame_ms_all: firstFrames
}))
