// Every screen, in Italian and English, at 1280 and 390 px: axe-core finds nothing, nothing sticks out sideways, and a
// picture is kept to look at.
import { violations } from './axe.mjs'
import { desktop, phone } from './chromium.mjs'
import { until } from './until.mjs'
import { en, it, widgets } from './words.mjs'

export class Inspection {
  constructor(session, folder) {
    Object.assign(this, { session, folder, found: [] })
  }
  async sizes(name, language) {
    const { page } = this.session
    for (const [size, viewport] of [[1280, desktop], [390, phone]]) {
      await page.setViewportSize(viewport)
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
      const where = `${name} ${language} ${size}`
      for (const violation of await violations(page)) this.found.push(`${where}: ${violation}`)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (wide > 0) this.found.push(`${where}: ${wide} px too wide`)
      await this.session.picture(`${this.folder}/${name}-${language}-${size}.png`)
    }
    await page.setViewportSize(desktop)
    if (language === 'it') await this.night(name)
  }
  // By night once, in one language: the colours are other, the rest is the same.
  async night(name) {
    const { page } = this.session
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    for (const violation of await violations(page)) this.found.push(`${name} by night: ${violation}`)
    await this.session.picture(`${this.folder}/${name}-night-1280.png`)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
  async language(language) {
    const { page } = this.session
    await this.session.click('button', language === 'it' ? widgets.it.italian : widgets.it.english)
    await until(`the page in ${language}`, () => page.evaluate((wanted) => document.documentElement.lang === wanted, language))
  }
  async screen(name) {
    await this.sizes(name, 'it')
    await this.language('en')
    await this.sizes(name, 'en')
    await this.language('it')
  }
  // A dialog makes the language switch unreachable: it is opened once in each language.
  async dialog(name, open, close) {
    for (const [language, t] of [['it', it], ['en', en]]) {
      await this.language(language)
      await open(t)
      await this.session.page.getByRole('dialog').waitFor()
      await this.sizes(name, language)
      await close(t)
      await this.session.page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await this.language('it')
  }
  done() {
    this.session.sound()
    if (this.found.length) throw new Error(`${this.found.length} findings\n${this.found.join('\n')}`)
  }
}
