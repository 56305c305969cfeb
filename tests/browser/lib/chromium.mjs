// Real Chromium, driven by role and name.
import { chromium } from 'playwright-core'
import { patience } from './until.mjs'

const always = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const webgl = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']

export const desktop = { width: 1280, height: 900 }
export const phone = { width: 390, height: 844 }

export class Chromium {
  static async launch({ without3d = false, args = [] } = {}) {
    const browser = await chromium.launch({
      executablePath: process.env.SIGILLO_CHROMIUM ?? '/usr/bin/chromium',
      args: [...always, ...(without3d ? ['--disable-3d-apis'] : webgl), ...args]
    })
    return new Chromium(browser)
  }
  constructor(browser) {
    this.browser = browser
    this.sessions = []
  }
  // A person at a browser: cookies of their own.
  async person(options = {}) {
    const context = await this.browser.newContext({ viewport: desktop, locale: 'it-IT', timezoneId: 'Europe/Rome', ...options })
    context.setDefaultTimeout(patience)
    const session = new ChromiumSession(context)
    await session.tab()
    this.sessions.push(session)
    return session
  }
  close() { return this.browser.close() }
}

// `page` is the tab that acts; what any tab says on its console, or its policy refuses, is kept in `complaints`.
export class ChromiumSession {
  constructor(context) {
    this.context = context
    this.complaints = []
    this.expected = []
  }
  async tab() {
    const page = await this.context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') this.complain(`console: ${message.text()} ${message.location().url ?? ''}`)
    })
    page.on('pageerror', (error) => this.complain(`page error: ${error.message}`))
    await page.exposeFunction('sigilloTestPolicy', (text) => this.complain(`content security policy: ${text}`)).catch(() => {})
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (e) => globalThis.sigilloTestPolicy(`${e.violatedDirective} ${e.blockedURI}`))
    })
    this.page = page
    return page
  }
  complain(text) {
    if (!this.expected.some((pattern) => pattern.test(text))) this.complaints.push(text)
  }
  // A trouble that a test makes itself: the browser reports the failed connection.
  expect(pattern) { this.expected.push(pattern) }
  sound() {
    if (this.complaints.length) throw new Error(`the browser complained:\n${[...new Set(this.complaints)].join('\n')}`)
  }

  find(role, name) { return this.page.getByRole(role, name instanceof RegExp ? { name } : { name, exact: true }) }
  async open(address) { await this.page.goto(address) }
  async click(role, name) { await this.find(role, name).first().click() }
  async fill(name, text) { await this.find('textbox', name).fill(text) }
  async tick(name) { await this.find('checkbox', name).check() }
  async choose(name, label) { await this.find('combobox', name).selectOption({ label }) }
  async sees(role, name) { await this.find(role, name).first().waitFor() }
  async reads(text) { await this.page.getByText(text).first().waitFor({ state: 'attached' }) }
  async gone(role, name) { await this.find(role, name).first().waitFor({ state: 'detached' }) }
  async has(role, name) { return (await this.find(role, name).count()) > 0 }
  async text(role, name) { return (await this.find(role, name).first().innerText()).replace(/\s+/g, ' ') }
  async picture(file) {
    await this.page.screenshot({ path: file, fullPage: true })
    // A canvas with fewer pixels than the screen shows is a blurred page.
    const [has, wants] = await this.page.evaluate(() => {
      const canvas = document.getElementById('canvas')
      return !canvas || canvas.hidden ? [0, 0] : [canvas.height, Math.round(canvas.getBoundingClientRect().height * devicePixelRatio)]
    })
    if (has < wants - 2) this.complain(`blurred in ${file}: ${has} rows of pixels for ${wants}`)
  }
  outline() { return this.page.locator('body').ariaSnapshot() }
  close() { return this.context.close() }
}
