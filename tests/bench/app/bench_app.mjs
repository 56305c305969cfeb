// Bytes of the first load, milliseconds to the first frame, frames drawn in idle seconds, for a person who is not
// signed in. `node bench_app.mjs BUNDLE [EDITION [RUNS]]` prints one line of JSON; EDITION is member or office.
import { resolve } from 'node:path'
import { launch, serve } from './served.mjs'

const bundle = resolve(process.argv[2])
const edition = process.argv[3] ?? 'member'
const runs = Number(process.argv[4] ?? 5)
const idleSeconds = 5

const served = await serve(bundle, { portal: 'Sigillo', agent_ports: [28931] })
const browser = await launch()
const firstFrames = []
let idleFrames = 0
try {
  for (let run = 0; run < runs; ++run) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'it-IT' })
    const page = await context.newPage()
    await page.addInitScript(() => {
      // The page counts the frames that it painted on its root element.
      new MutationObserver((_, observer) => {
        if (Number(document.documentElement?.dataset.frames) > 0) {
          globalThis.sigilloFirstFrame = performance.now()
          observer.disconnect()
        }
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-frames'] })
    })
    await page.goto(served.origin + (edition === 'member' ? '/' : `/${edition}/`))
    await page.waitForFunction(() => globalThis.sigilloFirstFrame > 0, null, { timeout: 60000 })
    firstFrames.push(await page.evaluate(() => globalThis.sigilloFirstFrame))
    if (run === runs - 1) {
      const frames = () => page.evaluate(() => Number(document.documentElement.dataset.frames))
      // Idle once two seconds brought nothing more: fonts, the answer of /api/session.
      for (let before = -1; before !== await frames();) {
        before = await frames()
        await page.waitForTimeout(2000)
      }
      const before = await frames()
      await page.waitForTimeout(idleSeconds * 1000)
      idleFrames = await frames() - before
    }
    await context.close()
  }
} finally {
  await browser.close()
  served.close()
}
firstFrames.sort((a, b) => a - b)
console.log(JSON.stringify({
  brotli_bytes: [...served.sent.values()].reduce((sum, size) => sum + size, 0),
  files: Object.fromEntries(served.sent),
  idle_frames: idleFrames,
  first_frame_ms: firstFrames[Math.floor(firstFrames.length / 2)],
  first_frame_ms_all: firstFrames
}))
