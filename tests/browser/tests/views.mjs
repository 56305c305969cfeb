// The same path on every way of showing the app, and by keyboard alone.
import { readFileSync, writeFileSync } from 'node:fs'
import { phone } from '../lib/chromium.mjs'
import * as flows from '../lib/flows.mjs'
import { Firefox } from '../lib/firefox.mjs'
import { test } from '../lib/run-tests.mjs'
import { until } from '../lib/until.mjs'
import { it, widgets } from '../lib/words.mjs'

const must = (condition, what) => { if (!condition) throw new Error(what) }
const shows = (session) => session.page.evaluate(() => document.documentElement.classList.contains('canvas') ? 'canvas' : 'plain')

// From the link of the second e-mail to the success page.
async function finish(session, world, bench) {
  const { rossi } = world.people
  await world.insert(rossi)
  await session.open(bench.installLink)
  await flows.signIn(session, rossi)
  await flows.toInstallation(session)
  await flows.beginInstallation(session)
  await flows.installed(session)
}

export function viewTests(bench) {
  test('without 3D the CPU renderer paints the member\'s path', async () => {
    const world = await bench.fresh()
    const session = await (await bench.chromium({ without3d: true })).person()
    await session.open(world.origin)
    await session.sees('heading', it('app.sign_in.title'))
    must(await shows(session) === 'canvas', 'nothing is painted')
    await flows.signIn(session, world.people.rossi, it('app.overview.title'))
    await world.insert(world.people.rossi)
    await flows.beginRenewal(session, world, world.people.rossi)
    await flows.checkCard(session)
    await flows.toOrder(session, true)
    await session.picture(`${bench.pictures('views')}/cpu-order.png`)
    await flows.placeOrder(session)
    await flows.pay(session, world, world.people.rossi)
    session.sound()
  })

  test('the plain version walks the member\'s path up to the new certificates on the card', async () => {
    const world = await bench.validated()
    const session = await bench.person()
    await session.open(world.origin)
    await session.click('button', widgets.it.plain)
    await until('the plain version', async () => (await shows(session)) === 'plain')
    await finish(session, world, bench)
    await session.picture(`${bench.pictures('views')}/plain-installed.png`)
    must(await shows(session) === 'plain', 'the choice of the plain version was forgotten')
    session.sound()
  })

  test('Firefox walks the member\'s whole path on plain HTML [R90]', async () => {
    const world = await bench.fresh()
    const session = bench.ends(await Firefox.launch())
    await session.open(world.origin)
    await session.click('button', widgets.it.plain)
    await until('the plain version', async () => (await shows(session)) === 'plain')
    await flows.signIn(session, world.people.rossi, it('app.overview.title'))
    await world.insert(world.people.rossi)
    await flows.beginRenewal(session, world, world.people.rossi)
    await flows.checkCard(session)
    await flows.toOrder(session, true)
    await session.picture(`${bench.pictures('views')}/firefox-order.png`)
    await flows.placeOrder(session)
    await flows.pay(session, world, world.people.rossi)
    await world.pull()
    const signatory = await bench.person()
    await flows.validate(signatory, world, [world.people.rossi])
    await world.insert(world.people.rossi)
    await session.open(world.link(await world.message(world.people.rossi.email, /Rinnovo validato/)))
    await flows.toInstallation(session)
    await flows.beginInstallation(session)
    await flows.installed(session)
    await session.picture(`${bench.pictures('views')}/firefox-installed.png`)
    must(await shows(session) === 'plain', 'the choice of the plain version was forgotten')
    session.sound()
  })

  test('the order is placed by keyboard alone: Tab, Space and Enter, focus always to be seen', async () => {
    const world = await bench.fresh()
    const session = await bench.person()
    const { page } = session
    await session.open(world.origin)
    await session.sees('heading', it('app.sign_in.title'))
    const focused = () => page.evaluate(() => {
      const e = document.activeElement
      const label = e.labels?.[0]?.textContent ?? e.getAttribute('aria-label') ?? e.textContent
      const style = getComputedStyle(e)
      const box = e.getBoundingClientRect()
      return { name: (label ?? '').trim(), tag: e.tagName, outline: style.outlineStyle !== 'none' || style.boxShadow !== 'none', size: box.width * box.height }
    })
    // Tab until that control has the focus; a ring around the page means that it cannot be reached.
    const tabTo = async (name) => {
      const wanted = name instanceof RegExp ? name : new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
      for (let presses = 0; presses < 60; ++presses) {
        await page.keyboard.press('Tab')
        const now = await focused()
        if (now.tag === 'BODY') continue
        must(now.outline, `the focus on ${now.tag} "${now.name}" cannot be seen`)
        if (wanted.test(now.name)) return
      }
      throw new Error(`Tab does not reach ${wanted}`)
    }
    await tabTo(it('app.sign_in.user'))
    await page.keyboard.type(world.people.rossi.email)
    await tabTo(it('app.sign_in.password'))
    await page.keyboard.type(world.people.rossi.password)
    await page.keyboard.press('Enter')
    await session.sees('heading', it('app.overview.title'))
    await tabTo(new RegExp(`^${it('app.overview.renew')}`))
    await page.keyboard.press('Enter')
    await session.sees('heading', it('app.check.title'))
    await tabTo(it('app.check.without'))
    await page.keyboard.press('Space')
    await session.sees('heading', it('app.order.title'))
    for (const clause of flows.clauses) {
      await tabTo(clause)
      await page.keyboard.press('Space')
    }
    await tabTo(it('app.order.place'))
    await page.keyboard.press('Enter')
    await session.sees('heading', 'Pagamento')
    session.sound()
  })

  test('a report of a problem is copied as text and saved as a picture of the page, or as its text where it is plain', async () => {
    const world = await bench.paid()
    const session = await bench.person({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { page } = session
    await session.open(world.origin)
    await flows.signIn(session, world.people.rossi, it('app.overview.title'))
    await session.click('link', it('app.overview.open_request'))
    await session.click('button', it('app.support.open'))
    await session.click('button', it('app.support.copy_text'))
    await session.reads(it('app.support.copied'))
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    for (const needed of [world.people.rossi.surname, world.card(world.people.rossi).serial]) must(copied.includes(needed), `the report lacks ${needed}`)
    const saved = async () => {
      const [download] = await Promise.all([page.waitForEvent('download'), session.click('button', it('app.support.picture'))])
      await session.reads(it('app.support.saved'))
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
    }
    const picture = await saved()
    must(/^sigillo-.+\.png$/.test(picture.name), `a picture called ${picture.name}`)
    must(picture.bytes.subarray(1, 4).toString() === 'PNG', 'no picture')
    writeFileSync(`${bench.pictures('views')}/report.png`, picture.bytes)
    await session.click('button', widgets.it.plain)
    await until('the plain version', async () => (await shows(session)) === 'plain')
    const text = await saved()
    must(/\.txt$/.test(text.name) && text.bytes.toString().includes(flows.stage('paid')), 'the text of the plain page')
    session.sound()
  })

  test('a zoom with two fingers draws the text anew, sharp', async () => {
    const world = await bench.fresh()
    const session = await bench.person({ viewport: phone, isMobile: true, hasTouch: true, deviceScaleFactor: 1 })
    const { page } = session
    await session.open(world.origin)
    await session.sees('heading', it('app.sign_in.title'))
    const pixels = () => page.evaluate(() => document.getElementById('canvas').width / document.documentElement.clientWidth)
    must((await pixels()) === 1, 'not one pixel a CSS pixel to begin with')
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 })
    await until('twice the pixels', async () => (await pixels()) === 2)
    await devtools.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1 })
    await until('as many pixels as before', async () => (await pixels()) === 1)
    session.sound()
  })

  test('nothing is drawn in five idle seconds', async () => {
    const world = await bench.paid()
    const session = await bench.person()
    const frames = () => session.page.evaluate(() => Number(document.documentElement.dataset.frames))
    const idle = async (where) => {
      // Quiet first: what was loading has been drawn.
      let before = await frames()
      await until(`${where} to be quiet`, async () => {
        const now = await frames()
        await new Promise((resolve) => setTimeout(resolve, 700))
        const still = (await frames()) === now
        before = now
        return still
      })
      must(before > 0, `${where}: no frame was ever drawn`)
      await new Promise((resolve) => setTimeout(resolve, 5000)) // the five seconds that are measured
      const drawn = (await frames()) - before
      must(drawn === 0, `${where}: ${drawn} frames in five idle seconds`)
    }
    await session.open(world.origin)
    await session.sees('heading', it('app.sign_in.title'))
    await idle('sign-in')
    await flows.signIn(session, world.people.bianchi, it('app.queue.title'))
    await idle('the queue')
    await session.click('link', /Neri/)
    await session.sees('heading', flows.requestTitle(world, world.people.neri))
    await idle('a request')
  })
}
