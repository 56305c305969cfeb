// A walkthrough as it is told: steps on stdout, a picture of each, all in one folder.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export class Story {
  constructor(folder) {
    this.folder = folder
    this.count = 0
    this.step = 0
    this.session = null
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
  }
  tell(text) {
    this.step += 1
    console.log(`${String(this.step).padStart(2)}. ${text}`)
  }
  note(text) { console.log(`      ${text}`) }
  // NN-what.png of what that person sees now.
  async picture(session, what) {
    this.session = session
    this.count += 1
    await session.picture(join(this.folder, `${String(this.count).padStart(2, '0')}-${what}.png`))
  }
  file(name) { return join(this.folder, name) }
  subfolder(name) {
    mkdirSync(this.file(name), { recursive: true })
    return this.file(name)
  }
  write(name, text) { writeFileSync(this.file(name), text) }
  // What the last person saw, where it stopped.
  async trouble() {
    if (!this.session) return
    await this.session.picture(this.file('stopped-here.png')).catch(() => {})
    writeFileSync(this.file('stopped-here.txt'), await this.session.outline().catch(() => ''))
    console.error(`The page as it was then: ${this.file('stopped-here.png')} and .txt`)
  }
}
