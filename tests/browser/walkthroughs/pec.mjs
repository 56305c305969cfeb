// A PEC mailbox from the request to the end of what was added to it, as the people of the demo live it: Anna Gallo asks
// her Order, Elena Riva passes the request on, the mailbox opens, Anna buys space and PRO; a year passes, she
// renews the one and lets the other end, and in another year the space ends too.
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { desktop, phone } from '../lib/chromium.mjs'
import * as flows from '../lib/flows.mjs'
import * as pec from '../lib/flows_mailbox.mjs'
import { until } from '../lib/until.mjs'
import { it } from '../lib/words.mjs'
import { World } from '../lib/world.mjs'

const must = (condition, what) => {
  if (!condition) throw new Error(what)
}
const address = 'anna.gallo@pec.example'
const office = 'segreteria@ingegneri-imperia.example'

export async function walk(story, state, chromium) {
  const world = new World(state)
  const { gallo, riva } = world.people
  const people = { chromium, world, story }
  const anna = await ask(people, gallo)
  const elena = await passOn(people, riva, gallo)
  await active(people, anna)
  await buy(people, anna, gallo)
  await reminded(people, anna, gallo)
  await renewed(people, anna, gallo)
  await ended(people, anna, gallo)
  await watched(people, elena, riva)
  for (const session of chromium.sessions) session.sound()
  await evidence(people, gallo)
}

async function ask({ chromium, world, story }, gallo) {
  story.tell(`${gallo.name} opens the page of the PEC mailbox: the law, what is free, and how to ask in three steps.`)
  const session = await chromium.person()
  await pec.openMailbox(session, world, gallo)
  await session.reads(it('app.mailbox.step_form'))
  for (const part of ['art. 37', 'sospensione dall’Albo', 'circolare CNI n. 835', 'non via PEC']) await session.reads(part)
  await story.picture(session, 'no-mailbox-yet')
  story.tell('She downloads the form, filled in with her data, signs it and attaches it with a copy of her identity card.')
  await pec.download(session, world, 'new/form.pdf', story.file('modulo.pdf'))
  await session.click('button', it('app.mailbox.ask'))
  await session.reads(it('app.mailbox.missing'))
  await story.picture(session, 'what-is-missing')
  await pec.fillRequest(session)
  await story.picture(session, 'filled-in')
  await pec.sendRequest(session)
  await story.picture(session, 'asked')
  await session.page.setViewportSize(phone)
  await story.picture(session, 'phone-asked')
  await session.page.setViewportSize(desktop)
  return session
}

async function passOn({ chromium, world, story }, riva, gallo) {
  const mail = await world.message(office, /Richiesta di casella PEC/)
  story.tell(`The office is told by e-mail: "${mail.subject}". ${riva.name} opens its link.`)
  const session = await chromium.person()
  await session.open(world.link(mail).replace('/#/', '/office/#/'))
  await flows.signIn(session, riva, it('app.mailboxes.of', { holder: gallo.name }))
  await session.reads('CA12345AB')
  await story.picture(session, 'office-the-request')
  const id = decodeURIComponent(world.link(mail).split('/mailbox/')[1])
  for (const [what, file] of [['signed-form', 'modulo-firmato.pdf'], ['document', 'carta-identita.pdf']]) {
    await pec.download(session, world, `${id}/${what}`, story.file(file))
  }
  story.note('She opens both papers; each look is noted.')
  await session.open(`${world.origin}/office/#/mailboxes`)
  await session.sees('table', it('app.mailboxes.title'))
  await story.picture(session, 'office-to-pass-on')
  story.tell('Form and document are in order: she asks the provider for the mailbox.')
  await pec.passOn(session, gallo)
  await story.picture(session, 'office-active')
  return session
}

async function active({ world, story }, anna) {
  story.tell('The provider opens the mailbox; the page that she left open shows it by itself.')
  await anna.reads(address)
  await story.picture(anna, 'active')
  await world.message(world.people.gallo.email, /La casella PEC è attiva/)
}

async function buy({ world, story }, anna, gallo) {
  story.tell('She adds 2 GB for a year: 4,00 € net, 0,88 € of VAT, 4,88 € in all.')
  await pec.choose(anna, 'inbox_space', 2)
  for (const part of [/4,00\s€/, /0,88\s€/, /4,88\s€/]) await anna.reads(part)
  await story.picture(anna, 'two-gigabytes')
  await pec.order(anna, '4,88 €')
  await story.picture(anna, 'to-pay')
  await pec.pay(anna, '4,88 €')
  await anna.reads(/3 GB di posta in arrivo/)
  await story.picture(anna, 'paid')
  story.tell('Then PRO: 20,00 € net, 24,40 € in all.')
  await pec.choose(anna, 'pro')
  await anna.reads(/24,40\s€/)
  await pec.order(anna, '24,40 €')
  await pec.pay(anna, '24,40 €')
  await anna.reads(/5 GB di posta in arrivo e 2 GB di archivio/)
  await story.picture(anna, 'pro')
  await world.message(gallo.email, /attivato casella PRO|attivato Casella PRO/i)
}

async function clock({ world, story }, anna, days, picture) {
  await pec.pass(world, days)
  if (!picture) return
  const tab = anna.page
  const other = await anna.tab()
  await anna.open(`${world.address}/clock`)
  await story.picture(anna, picture)
  await other.close()
  anna.page = tab
}

// The clock moved: whoever was signed in signs in again.
async function back({ world }, anna, gallo) {
  await anna.open('about:blank')
  await anna.open(`${world.origin}/#/mailbox`)
  await flows.signIn(anna, gallo, it('app.mailbox.title'))
  await anna.reads(address)
}
const toPec = async (world, pattern, count) => until(`${count} PEC messages that match ${pattern}`, async () => {
  const found = (await world.messages()).filter((m) => m.channel === 'PEC' && pattern.test(m.subject))
  return found.length >= count ? found : null
})

async function reminded(people, anna, gallo) {
  const { world, story } = people
  story.tell('Ten months pass: the portal’s clock is moved. Two reminders go out by PEC, to the mailbox itself.')
  await clock(people, anna, 306, 'the-clock')
  const found = await toPec(world, /In scadenza/, 2)
  must(found.every((m) => m.to.includes(address)), 'a reminder went elsewhere')
  must(found.every((m) => /non si potranno più recuperare/.test(m.text)), 'a reminder does not warn of what is lost')
  const tab = anna.page
  const other = await anna.tab()
  await anna.open(`${world.address}/inbox`)
  await anna.sees('heading', found[0].subject)
  await story.picture(anna, 'the-reminders')
  await other.close()
  anna.page = tab
  await back(people, anna, gallo)
  await anna.reads(it('app.mailbox.loss'))
  await story.picture(anna, 'about-to-end')
}

async function renewed({ story }, anna) {
  story.tell('She renews the 2 GB, and lets PRO end. Not a day is lost.')
  await anna.page.getByRole('button', { name: new RegExp(`^${it('app.mailbox.renew', { total: '' })}.*4,88`) }).click()
  await story.picture(anna, 'renewal')
  await pec.order(anna, '4,88 €')
  await pec.pay(anna, '4,88 €')
  await anna.gone('button', new RegExp(`^${it('app.mailbox.renew', { total: '' })}.*4,88`))
  await story.picture(anna, 'renewed')
}

async function ended(people, anna, gallo) {
  const { world, story } = people
  for (const [days, reminders] of [[30, 3], [23, 4], [6, 5]]) {
    await clock(people, anna, days)
    await toPec(world, /In scadenza/, reminders)
  }
  await clock(people, anna, 2)
  const [gone] = await toPec(world, /terminato/, 1)
  story.tell(`PRO has been reminded of 60, 30, 7 and 1 days before, and has ended: "${gone.subject}". The 2 GB stay.`)
  await back(people, anna, gallo)
  await anna.reads(/STANDARD: 3 GB di posta in arrivo/)
  await story.picture(anna, 'standard-again')
  story.tell('Another year, without a renewal: STANDARD with 1 GB again. The free mailbox goes on.')
  await clock(people, anna, 366)
  await toPec(world, /terminato/, 2)
  await back(people, anna, gallo)
  await anna.reads(/STANDARD: 1 GB di posta in arrivo/)
  await story.picture(anna, 'standard-one-gigabyte')
  await anna.page.setViewportSize(phone)
  await story.picture(anna, 'phone-standard')
}

async function watched({ world, story }, elena, riva) {
  story.tell(`${riva.name} watches the Order's mailboxes.`)
  await elena.open('about:blank')
  await pec.openMailboxes(elena, world, riva)
  await elena.choose(it('app.queue.filter'), it('app.mailboxes.filter.all'))
  await elena.reads(address)
  await story.picture(elena, 'office-watches')
}

// Who was told what, by which channel, each once.
async function evidence({ world, story }, gallo) {
  const told = (await world.messages()).filter((m) => m.text.includes('/#/mailbox/')).map((m) => [m.channel, m.to[0], m.subject.replace(/\d{1,2} \S+ \d{4}/, 'DAY')])
  const count = (channel, to, pattern) => told.filter(([c, t, s]) => c === channel && t === to && pattern.test(s)).length
  const expected = [
    ['e-mail', office, /^Richiesta di casella PEC/, 1], ['e-mail', gallo.email, /richiesta inoltrata dall’Ordine/, 1],
    ['e-mail', gallo.email, /La casella PEC è attiva/, 1], ['e-mail', gallo.email, /^Ordine per la casella PEC/, 3],
    ['e-mail', gallo.email, /attivato/, 2], ['e-mail', gallo.email, /rinnovato/, 1],
    // PRO four times and the space once before its renewal; its second year passed in one go.
    ['PEC', address, /In scadenza/, 5], ['PEC', address, /terminato/, 2]
  ]
  for (const [channel, to, pattern, times] of expected) {
    const found = count(channel, to, pattern)
    must(found === times, `${found} messages, not ${times}, by ${channel} to ${to} that match ${pattern}:\n${told.map((t) => t.join(' | ')).join('\n')}`)
  }
  must(told.length === expected.reduce((sum, [, , , times]) => sum + times, 0), `${told.length} messages:\n${told.map((t) => t.join(' | ')).join('\n')}`)
  story.note(`${told.length} notices about the mailbox, each once: ${told.filter(([c]) => c === 'PEC').length} of them by PEC`)
  const notices = story.subfolder('notices')
  for (const name of readdirSync(world.surroundings.inbox_directory)) copyFileSync(join(world.surroundings.inbox_directory, name), join(notices, name))
  const kept = join(world.state, 'data', 'mailboxes')
  for (const name of readdirSync(kept)) {
    copyFileSync(join(kept, name), story.file(`provider-${name}`))
    const mailbox = JSON.parse(readFileSync(join(kept, name), 'utf8'))
    must(mailbox.address === address && mailbox.plan === 'standard' && mailbox.inbox_gb === 1, `the provider has ${JSON.stringify(mailbox)}`)
    story.note(`The provider keeps ${mailbox.address}: ${mailbox.plan}, ${mailbox.inbox_gb} GB`)
  }
}
