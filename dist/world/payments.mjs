// The payment provider of the demo; web/portal/payments/README.md is its protocol.
import { createHmac, timingSafeEqual, randomUUID } from 'node:crypto'
import { escape, page, read, redirect, send, sendJson } from './page.mjs'

const euro = (cents) => `${Math.trunc(cents / 100)},${String(Math.abs(cents) % 100).padStart(2, '0')} €`
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export class Payments {
  constructor({ secret }) {
    this.secret = secret
    this.done = []
    this.refunds = new Map()
  }

  mac(bytes) { return createHmac('sha256', this.secret).update(bytes).digest('hex') }

  authentic(bytes, mac) {
    const ours = Buffer.from(this.mac(bytes))
    const theirs = Buffer.from(String(mac))
    return ours.length === theirs.length && timingSafeEqual(ours, theirs)
  }

  // What the portal asked for, or null where its mac does not hold.
  order(query) {
    const cut = query.lastIndexOf('&mac=')
    if (cut < 0 || !this.authentic(query.slice(0, cut), query.slice(cut + 5))) return null
    return Object.fromEntries(new URLSearchParams(query.slice(0, cut)))
  }

  // Calls back until the portal has stored it, a few times here; a real provider goes on for a day.
  async callBack(order, outcome) {
    const body = JSON.stringify({ payment: order.payment, amount: Number(order.amount), outcome, at: Math.floor(Date.now() / 1000), transaction: randomUUID() })
    this.done.push({ body, callback: order.callback })
    for (let tries = 0; tries < 6; ++tries) {
      const answer = await this.post(order.callback, body).catch(() => null)
      if (answer && answer.status < 500) return answer.status
      await pause(250 * 2 ** tries)
    }
    return 0
  }

  post(url, body) {
    return fetch(url, { method: 'POST', body, headers: { 'Content-Type': 'application/json', 'Sigillo-Signature': this.mac(body) } })
  }

  async refund(request, response) {
    const body = await read(request, 4096)
    if (!this.authentic(body, request.headers['sigillo-signature'])) return send(response, 403, 'signature', 'text/plain')
    const refund = JSON.parse(body)
    this.refunds.set(refund.refund, refund)
    send(response, 204, '')
  }

  async handle(request, response, url, layout) {
    if (url.pathname === '/pay/refund' && request.method === 'POST') return this.refund(request, response)
    if (url.pathname === '/pay/all.json') return sendJson(response, { done: this.done, refunds: [...this.refunds.values()] })
    const order = this.order(url.search.slice(1))
    if (!order) return send(response, 403, page({ ...layout, title: 'Pagamento non riconosciuto', body: '<div class="card">La richiesta non viene dal portale o è stata cambiata. Non è stato addebitato nulla.</div>' }))
    if (request.method === 'POST') {
      const outcome = new URLSearchParams(await read(request)).get('outcome') === 'paid' ? 'paid' : 'failed'
      const status = await this.callBack(order, outcome)
      if (status === 204) return redirect(response, order.return)
      return send(response, 200, page({ ...layout, title: 'Il portale non ha risposto', body: `<div class="card">L'esito (${outcome}) non è ancora stato registrato (${status}). <a href="${escape(order.return)}">Torna al portale</a></div>` }))
    }
    send(response, 200, page({ ...layout, title: 'Pagamento', body: `<section class="card"><h2>${escape(order.description)}</h2><dl><dt>Importo</dt><dd><b>${euro(Number(order.amount))}</b></dd><dt>Riferimento</dt><dd>${escape(order.payment)}</dd></dl>
<p class="soft">Questa è la pagina di pagamento della demo: nessuna carta viene addebitata.</p>
<form method="post" class="row" action="${escape(url.pathname + url.search)}"><button name="outcome" value="paid">Paga ${euro(Number(order.amount))}</button><button class="plain" name="outcome" value="failed">Annulla il pagamento</button></form></section>` }))
  }
}
