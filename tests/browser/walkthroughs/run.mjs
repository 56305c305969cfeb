#!/usr/bin/env node
// run.mjs NAME STATE_DIR: one walkthrough against a demo that runs; dist/demo --walkthrough NAME starts it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Chromium } from '../lib/chromium.mjs'
import { root } from '../lib/paths.mjs'
import { Story } from '../lib/story.mjs'

const [name, state] = process.argv.slice(2)
const file = new URL(`./${name}.mjs`, import.meta.url)
if (!name || name === 'run' || !state || !existsSync(file)) {
  console.error('run.mjs NAME STATE_DIR')
  process.exit(2)
}
const story = new Story(process.env.SIGILLO_WALKTHROUGH_OUT ?? join(root, 'build/walkthrough', name))
const chromium = await Chromium.launch()
try {
  const { walk } = await import(file)
  await walk(story, state, chromium)
  await chromium.close()
  console.log(`\n${story.count} pictures, and what other software can check, are in ${story.folder}`)
  process.exit(0)
} catch (error) {
  console.error(`\nThe walkthrough stopped: ${error.stack ?? error}`)
  await story.trouble(chromium.sessions)
  await chromium.close()
  process.exit(1)
}
