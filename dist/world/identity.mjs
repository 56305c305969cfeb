// The identity provider of the demo, for SPID, CIE, remote signature and video identification;
// web/portal/identity/README.md is its protocol. Whoever opens the page says who they are: a demonstration.
import { createPrivateKey, sign } from 'node:crypto'
import { escape, page, read, redirect, send, sendJson } from './page.mjs'

const methods = { spid: 'SPID', cie: 'Carta d\'identità elettronica (CIE)', remote_signature: 'Firma remota', video: 'Videoriconoscimento (DVO)' }
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const base64url = (text) => Buffer.from(text).toString('base64url')
const limits = { state: 1024, callback: 512, return: 512 }

export class Identity {
  constructor({ issuer, key, portal, people }) {
    Object.assign(this, { issuer, portal, people })
    this.key = createPrivateKey(key)
    this.done = []
  }

  // What the portal asked for, or null. This provider answers one portal, at that portal's own addresses.
  order(query) {
    const order = Object.fromEntries(['method', 'client', 'return', 'callback', 'state'].map((name) => [name, query.get(name) ?? '']))
    const own = [order.return, order.callback].every((address) => address.startsWith(`${this.portal}/`))
    const sized = Object.entries(limits).every(([name, most]) => order[name] && order[name].length <= most)
    return own && sized && order.client === this.portal && Object.hasOwn(methods, order.method) ? order : null
  }

  // RFC 7515, compact form, ES256 (RFC 7518 3.4).
  answer(order, person) {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: this.issuer, aud: order.client, iat: now, exp: now + 120, auth_time: now, nonce: order.state, method: order.method,
      ...(person
        ? { outcome: 'identified', fiscal_number: `TINIT-${person.codice_fiscale}`, given_name: person.given_name, family_name: person.surname }
        : { outcome: 'refused' })
    }
    const input = `${base64url(JSON.stringify({ alg: 'ES256', typ: 'JWT' }))}.${base64url(JSON.stringify(claims))}`
    return `${input}.${sign('sha256', Buffer.from(input), { key: this.key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }

  // Signs anew for each try, since an answer is good for minutes.
  async callBack(order, person) {
    for (let tries = 0; tries < 6; ++tries) {
      const body = this.answer(order, person)
      this.done.push({ body, callback: order.callback })
      const response = await fetch(order.callback, { method: 'POST', body, headers: { 'Content-Type': 'application/jose' } }).catch(() => null)
      if (response && response.status < 500) return response.status
      await pause(250 * 2 ** tries)
    }
    return 0
  }

  // Somebody of the demo's people, or whoever the form names.
  person(form) {
    const known = this.people.find((p) => p.codice_fiscale === form.get('person'))
    if (known) return known
    const typed = { codice_fiscale: (form.get('codice_fiscale') ?? '').trim().toUpperCase(), given_name: (form.get('given_name') ?? '').trim(), surname: (form.get('surname') ?? '').trim() }
    return /^[A-Z0-9]{16}$/.test(typed.codice_fiscale) && typed.given_name && typed.surname ? typed : null
  }

  async handle(request, response, url, layout) {
    if (url.pathname === '/identity/all.json') return sendJson(response, { done: this.done })
    const order = this.order(url.searchParams)
    if (!order) return send(response, 403, page({ ...layout, title: 'Richiesta non riconosciuta', body: '<div class="card">La richiesta di identificazione non viene dal portale. Nessuno è stato identificato.</div>' }))
    if (request.method !== 'POST') return this.show(response, url, layout, order)
    const form = new URLSearchParams(await read(request))
    const refused = form.get('outcome') === 'refused'
    const person = refused ? null : this.person(form)
    if (!refused && !person) return this.show(response, url, layout, order, 'Servono nome, cognome e codice fiscale (16 caratteri).')
    const status = await this.callBack(order, person)
    if (status >= 200 && status < 300) return redirect(response, order.return)
    send(response, 200, page({ ...layout, title: 'Il portale non ha accettato la risposta', body: `<div class="card">Il riconoscimento non è stato registrato (${status}). <a href="${escape(order.return)}">Torna al portale</a></div>` }))
  }

  show(response, url, layout, order, problem = '') {
    const action = escape(url.pathname + url.search)
    const choices = this.people.map((p) => `<form method="post" action="${action}" class="row"><input type="hidden" name="person" value="${escape(p.codice_fiscale)}"><div><b>${escape(p.given_name)} ${escape(p.surname)}</b><div class="soft">${escape(p.codice_fiscale)}</div></div><button>Sono io</button></form>`)
    const field = (name, label, more = '') => `<p><label for="${name}">${label}</label><br><input id="${name}" name="${name}" required ${more} style="font:inherit;min-height:44px;width:100%;max-width:420px;padding:6px 10px"></p>`
    send(response, problem ? 400 : 200, page({
      ...layout, title: `Riconoscimento con ${methods[order.method]}`, body: `
<section class="card" style="border:3px solid currentColor" aria-label="Avviso"><p style="font-size:32px;line-height:1.2;font-weight:700;margin:0">DIMOSTRAZIONE</p>
<p style="font-size:20px;margin:6px 0 0">Qui nessuno viene identificato davvero: scegli chi essere.</p></section>
${problem ? `<p role="alert" class="warn"><b>${escape(problem)}</b></p>` : ''}
<section class="card" aria-labelledby="known"><h2 id="known">Una persona della demo</h2>${choices.join('<hr style="border:0;border-top:1px solid var(--line);margin:12px 0">')}</section>
<section class="card" aria-labelledby="other"><h2 id="other">Un'altra persona</h2><form method="post" action="${action}">
${field('given_name', 'Nome', 'maxlength="64" autocomplete="off"')}${field('surname', 'Cognome', 'maxlength="64" autocomplete="off"')}${field('codice_fiscale', 'Codice fiscale', 'minlength="16" maxlength="16" autocomplete="off"')}
<button>Riconosci questa persona</button></form></section>
<form method="post" action="${action}"><button class="plain" name="outcome" value="refused">Annulla il riconoscimento</button></form>`
    }))
  }
}
