// Everything that left the portal: SMTP servers that keep each e-mail and PEC message as it came, and an SMS gateway.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { escape, linkify, page, read, send, sendJson } from './page.mjs'

export class Inbox {
  constructor({ directory }) {
    this.directory = directory
    this.list = `${directory}.json` // a demo goes on where it was
    mkdirSync(directory, { recursive: true })
    const { messages, seen } = existsSync(this.list) ? JSON.parse(readFileSync(this.list, 'utf8')) : { messages: [], seen: [] }
    this.messages = messages
    this.seen = new Set(seen)
  }

  keep(message, raw, extension) {
    message.number = this.messages.length + 1
    this.messages.push(message)
    writeFileSync(join(this.directory, `${String(message.number).padStart(3, '0')}.${extension}`), raw)
    writeFileSync(this.list, JSON.stringify({ messages: this.messages, seen: [...this.seen] }))
  }

  async acceptMail(stream, envelope, channel) {
    const chunks = []
    for await (const chunk of stream) chunks.push(chunk)
    const raw = Buffer.concat(chunks)
    const mail = await PostalMime.parse(raw)
    // The portal may send a message twice after a crash; its Message-ID stays the same.
    if (mail.messageId && this.seen.has(mail.messageId)) return
    this.seen.add(mail.messageId)
    this.keep({
      channel, at: new Date().toISOString(), from: envelope.mailFrom.address,
      to: envelope.rcptTo.map((to) => to.address), subject: mail.subject ?? '', text: mail.text ?? ''
    }, raw, 'eml')
  }

  // One port for e-mail, one for what a PEC provider would carry.
  listenSmtp(port, channel) {
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true, size: 1 << 20, logger: false,
      onData: (stream, session, done) => this.acceptMail(stream, session.envelope, channel).then(() => done(), done)
    })
    server.on('error', () => {}) // a client that went away
    return new Promise((resolve, reject) => server.server.once('error', reject) && server.listen(port, '127.0.0.1', () => resolve(server)))
  }

  async acceptSms(request, response) {
    const raw = await read(request)
    const { id, to, text } = JSON.parse(raw)
    if (typeof to !== 'string' || typeof text !== 'string') return sendJson(response, { error: 'to and text' }, 400)
    if (!id || !this.seen.has(`sms ${id}`)) {
      this.seen.add(`sms ${id}`)
      this.keep({ channel: 'SMS', at: new Date().toISOString(), from: '', to: [to], subject: '', text }, raw, 'sms.json')
    }
    sendJson(response, { accepted: true })
  }

  show(response, layout) {
    const cards = [...this.messages].reverse().map((m) => `<article class="card" id="m${m.number}"><div class="row"><h2>${escape(m.subject || 'Messaggio sul cellulare')}</h2><span class="badge">${m.channel}</span></div>
<div class="soft">a ${escape(m.to.join(', '))} · ${m.at.slice(11, 19)}</div><pre>${linkify(m.text)}</pre></article>`)
    send(response, 200, page({ ...layout, title: 'E-mail, PEC e SMS partiti', refresh: 5,
      body: `<p class="soft">Nessun messaggio lascia questo computer: qui si legge tutto quello che il portale ha spedito.</p>${cards.join('') || '<div class="card">Ancora niente.</div>'}` }))
  }
}
