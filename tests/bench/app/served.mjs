// The bundle, served compressed as the portal does, and a headless Chromium with software rendering.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const { chromium } = createRequire(new URL('../../browser/package.json', import.meta.url))('playwright-core')
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' }
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'"

export const launch = () => chromium.launch({
  executablePath: process.env.SIGILLO_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking', '--disable-component-update']
})

function brotli(file) {
  const content = readFileSync(file)
  return existsSync(`${file}.br`) && statSync(`${file}.br`).mtimeMs >= statSync(file).mtimeMs
    ? readFileSync(`${file}.br`)
    : brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } })
}

// `session` is what /api/session answers. `sent`: the bytes of each file that was fetched.
export async function serve(bundle, session) {
  const compressed = new Map()
  const sent = new Map()
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname
    if (path === '/api/session') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(JSON.stringify(session))
      return
    }
    const file = join(bundle, path.endsWith('/') ? `${path}index.html` : path)
    if (!file.startsWith(bundle) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end()
      return
    }
    if (!compressed.has(file)) compressed.set(file, brotli(file))
    const body = compressed.get(file)
    sent.set(path, body.length)
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-encoding': 'br', 'content-security-policy': policy, 'cache-control': 'no-store' })
    response.end(body)
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  return { origin: `http://127.0.0.1:${server.address().port}`, sent, close: () => server.close() }
}
