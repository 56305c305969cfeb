#!/usr/bin/env node
// world.mjs CONFIG.json: the demo's surroundings, on loopback only. Prints "ready" when all of it listens.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Clock } from './clock.mjs'
import { Drawer } from './drawer.mjs'
import { Identity } from './identity.mjs'
import { Inbox } from './inbox.mjs'
import { page, redirect, send, sendJson } from './page.mjs'
import { Payments } from './payments.mjs'

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const inbox = new Inbox({ directory: config.inbox_directory })
const drawer = new Drawer({ program: config.virtual_card, port: config.vpcd_port, cards: config.cards, kits: config.kits, softhsm: config.softhsm })
const payments = new Payments({ secret: readFileSync(config.payment_secret_file, 'utf8').replace(/\n$/, '') })
const identity = new Identity({ ...config.identity, key: readFileSync(config.identity.key_file, 'utf8'), portal: config.portal })
const clock = new Clock({ file: config.clock_file })
const layout = { base: '', portal: config.portal }

async function answer(request, response) {
  const url = new URL(request.url, 'http://localhost')
  const path = url.pathname
  if (path === '/') return redirect(response, '/inbox')
  if (path === '/inbox') return inbox.show(response, layout)
  if (path === '/inbox.json') return sendJson(response, inbox.messages)
  if (path === '/sms' && request.method === 'POST') return inbox.acceptSms(request, response)
  if (path === '/drawer' || path === '/drawer.json' || path.startsWith('/drawer/')) return drawer.handle(request, response, path, layout)
  if (path === '/clock' || path === '/clock.json') return clock.handle(request, response, path, layout)
  if (path === '/identity' || path.startsWith('/identity/')) return identity.handle(request, response, url, layout)
  if (path === '/pay' || path.startsWith('/pay/')) return payments.handle(request, response, url, layout)
  send(response, 404, page({ ...layout, title: 'Pagina non trovata', body: '' }))
}

const server = createServer((request, response) => {
  // A form of the drawer, of the payment page or of the identity provider comes from this server's own pages, never from another site.
  const origin = request.headers.origin
  if (request.method === 'POST' && origin && origin !== `http://${request.headers.host}`) return send(response, 403, 'origin', 'text/plain')
  answer(request, response).catch((error) => send(response, error.status ?? 500, error.message, 'text/plain'))
})

await inbox.listenSmtp(config.smtp_port, 'e-mail')
await inbox.listenSmtp(config.pec_port, 'PEC')
await new Promise((resolve, reject) => server.once('error', reject) && server.listen(config.port, '127.0.0.1', resolve))
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => drawer.pull().finally(() => process.exit(0)))
console.log('ready')
