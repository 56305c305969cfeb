// The portal's clock in the demo: it can be moved ahead, so that deadlines are seen to pass. Never back.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { escape, page, read, redirect, send, sendJson } from './page.mjs'

const steps = [[1, 'un giorno'], [30, '30 giorni'], [90, '90 giorni'], [305, '305 giorni']]

export class Clock {
  constructor({ file }) { this.file = file }

  get ahead() { return existsSync(this.file) ? Number(readFileSync(this.file, 'utf8')) : 0 }
  move(days) {
    // In one piece: the portal reads it every second.
    writeFileSync(`${this.file}.new`, String(this.ahead + days * 86400))
    renameSync(`${this.file}.new`, this.file)
  }
  now() { return new Date(Date.now() + this.ahead * 1000) }

  async handle(request, response, path, layout) {
    if (path === '/clock.json') return sendJson(response, { ahead: this.ahead })
    if (request.method === 'POST') {
      const days = Number(new URLSearchParams(await read(request)).get('days'))
      if (!Number.isInteger(days) || days < 1 || days > 3660) return send(response, 400, 'days', 'text/plain')
      this.move(days)
      return redirect(response, '/clock')
    }
    const today = new Intl.DateTimeFormat('it-IT', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Rome' }).format(this.now())
    send(response, 200, page({ ...layout, title: 'Orologio del portale', body: `<section class="card"><h2>${escape(today)}</h2>
<p>Per il portale è questo giorno. Spostalo in avanti per vedere le scadenze passare da sole: promemoria, servizi che terminano, richieste scadute. Chi era entrato entra di nuovo.</p>
<form method="post" class="row">${steps.map(([days, name]) => `<button name="days" value="${days}" class="plain">Avanti di ${name}</button>`).join('')}</form>
<p class="soft">Indietro non si torna: ciò che è accaduto resta. <code>dist/demo --fresh</code> ricomincia da oggi.</p></section>` }))
  }
}
