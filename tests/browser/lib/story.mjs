// A walkthrough as it is told: steps on stdout, a picture of each, all in one folder.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export class Story {
  constructor(folder) {
    this.folder = folder
    this.count = 0
    this.step = 0
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
    this.count += 1
    await session.picture(join(this.folder, `${String(this.count).padStart(2, '0')}-${what}.png`))
  }
  file(name) { return join(this.folder, name) }
  subfolder(name) {
    mkdirSync(this.file(name), { recursive: true })
    return this.file(name)
  }
  write(name, text) { writeFileSync(this.file(name), text) }
  // What each person saw, where it stopped.
  async trouble(sessions) {
    let number = 0
    for (const session of sessions) {
      number += 1
      await session.picture(this.file(`stopped-here-${number}.png`)).catch(() => {})
      writeFileSync(this.file(`stopped-here-${number}.txt`), `${await session.outline().catch(() => '')}\n${session.complaints.join('\n')}\n`)
    }
    console.error(`What each person saw then: ${this.file('stopped-here-*')}`)
  }
}
