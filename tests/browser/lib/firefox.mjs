// Real Firefox over WebDriver BiDi, behind the same few verbs as Chromium's session.
import puppeteer from 'puppeteer-core'
import { patience, until } from './until.mjs'
import { desktop } from './chromium.mjs'

export class Firefox {
  static async launch() {
    const browser = await puppeteer.launch({
      browser: 'firefox', protocol: 'webDriverBiDi', executablePath: process.env.SIGILLO_FIREFOX ?? '/usr/bin/firefox-esr', headless: true,
      extraPrefsFirefox: { 'intl.accept_languages': 'it-IT, it' }
    })
    const page = await browser.newPage()
    await page.setViewport(desktop)
    return new FirefoxSession(browser, page)
  }
}

export class FirefoxSession {
  constructor(browser, page) {
    Object.assign(this, { browser, page, complaints: [] })
    page.setDefaultTimeout(patience)
    page.on('console', (message) => { if (message.type() === 'error') this.complaints.push(message.text()) })
    page.on('pageerror', (error) => this.complaints.push(error.message))
  }
  sound() {
    if (this.complaints.length) throw new Error(`the browser complained:\n${[...new Set(this.complaints)].join('\n')}`)
  }
  // The first element that the accessibility tree shows with that role and name.
  async element(role, name) {
    const selector = `::-p-aria([name="${name.replace(/"/g, '\\"')}"][role="${role}"])`
    return until(`${role} "${name}"`, () => this.page.$(selector))
  }
  // The field of that label. A password's has no role (ARIA has none for it), so it is found by its name alone.
  async field(name) {
    const selector = `::-p-aria([name="${name.replace(/"/g, '\\"')}"])`
    return until(`the field "${name}"`, async () => {
      for (const found of await this.page.$$(selector)) {
        if (await found.evaluate((element) => element.matches('input, textarea'))) return found
      }
      return null
    })
  }
  async open(address) { await this.page.goto(address) }
  async click(role, name) { await (await this.element(role, name)).click() }
  async fill(name, text) {
    const field = await this.field(name)
    await field.click()
    await field.type(text)
  }
  async tick(name) { await (await this.element('checkbox', name)).click() }
  async sees(role, name) { await this.element(role, name) }
  async has(role, name) { return Boolean(await this.page.$(`::-p-aria([name="${name}"][role="${role}"])`)) }
  async reads(text) {
    await until(`the text "${text}"`, () => this.page.evaluate((wanted) => document.body.textContent.replace(/\s+/g, ' ').includes(wanted), text))
  }
  async picture(file) { await this.page.screenshot({ path: file, fullPage: true }) }
  async outline() { return this.page.evaluate(() => document.body.innerText) }
  close() { return this.browser.close() }
}
