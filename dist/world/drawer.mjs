// The drawer: cards that can be put into the reader and pulled out. Putting a card in starts its program,
// pulling it out ends it, as a cut connection is how a virtual card leaves its reader.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Kits } from './kits.mjs'
import { escape, page, read, redirect, send, sendJson } from './page.mjs'

export class Drawer {
  constructor({ program, port, cards, kits, softhsm }) {
    Object.assign(this, { program, port, softhsm })
    this.given = cards
    this.kits = new Kits({ ...kits, softhsm })
    this.inside = null
    this.process = null
  }

  // The cards that the demo began with, and those of kits issued since.
  get cards() { return [...this.given, ...this.kits.cards()] }

  // `cutAfter`: pull the card after so many commands that change it, as a hand would in the worst moment.
  async insert(id, cutAfter = 0) {
    const card = this.cards.find((c) => c.id === id)
    if (!card) throw Object.assign(new Error('no such card'), { status: 404 })
    await this.pull()
    const options = ['--state', card.state, '--host', '127.0.0.1', '--port', String(this.port)]
    if (cutAfter) options.push('--cut-after', String(cutAfter))
    const child = spawn(this.program, options, { stdio: ['ignore', 'inherit', 'inherit'] })
    this.process = child
    this.inside = id
    child.once('exit', () => {
      if (this.process === child) this.process = this.inside = null
    })
    await new Promise((resolve, reject) => child.once('spawn', resolve) && child.once('error', reject))
  }

  async pull() {
    const child = this.process
    if (!child) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  }

  async handle(request, response, path, layout) {
    if (request.method === 'POST') {
      const form = new URLSearchParams(await read(request))
      if (path === '/drawer/insert') await this.insert(form.get('card'), Number(form.get('cut_after') ?? 0))
      else if (path === '/drawer/pull') await this.pull()
      else return send(response, 404, 'not found', 'text/plain')
      return request.headers.accept?.includes('json') ? sendJson(response, { inside: this.inside }) : redirect(response, `${layout.base}/drawer`)
    }
    if (path.startsWith('/drawer/photo/')) {
      const photo = this.cards.find((card) => card.id === path.slice('/drawer/photo/'.length))?.photo
      return photo ? send(response, 200, readFileSync(photo), 'image/jpeg') : send(response, 404, 'not found', 'text/plain')
    }
    if (path === '/drawer.json') return sendJson(response, { inside: this.inside, cards: this.cards })
    this.show(response, layout)
  }

  show(response, layout) {
    const about = this.softhsm
      ? '<p class="soft">Con <code>--softhsm</code> le carte sono token software sempre presenti: non c\'&egrave; lettore da cui toglierle.</p>'
      : '<p class="soft">Il lettore &egrave; uno. Una carta si pu&ograve; togliere in ogni momento, anche nel peggiore: &egrave; cos&igrave; che si prova che niente va perduto.</p>'
    const cards = this.cards.map((card) => {
      const inside = this.inside === card.id
      const button = this.softhsm ? '' : inside
        ? `<form method="post" action="${layout.base}/drawer/pull"><button class="plain">Togli dal lettore</button></form>`
        : `<form method="post" action="${layout.base}/drawer/insert"><input type="hidden" name="card" value="${escape(card.id)}"><button>Metti nel lettore</button></form>`
      return `<section class="card" aria-labelledby="card-${escape(card.id)}"><div class="row"><div><h2 id="card-${escape(card.id)}">${escape(card.holder)}</h2><div class="soft">${escape(card.about)}</div></div>${inside ? '<span class="badge ok">nel lettore</span>' : ''}</div>
<dl><dt>Numero</dt><dd>${escape(card.serial)}</dd><dt>PIN</dt><dd>${escape(card.pin ?? 'in due parti, per SMS e per e-mail')}</dd></dl>${card.photo ? `<img src="${layout.base}/drawer/photo/${escape(card.id)}" alt="Fotografia di ${escape(card.holder)} sulla carta" width="96" style="border-radius:6px;display:block;margin:0 0 12px">` : ''}${button}</section>`
    })
    send(response, 200, page({ ...layout, title: 'Cassetto delle carte', body: about + cards.join('') }))
  }
}
