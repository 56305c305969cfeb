// Runs named tests one after the other; the last line is the count. No test is tried twice.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const tests = []
export const test = (name, body) => tests.push({ name, body })

// `failed(error)` may keep what helps to understand it; `after` runs after each test, passed or not.
export async function runTests({ only, results, failed, after }) {
  mkdirSync(results, { recursive: true })
  const chosen = tests.filter(({ name }) => !only || name.includes(only))
  let passed = 0
  let missed = 0
  for (const { name, body } of chosen) {
    const began = Date.now()
    const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`
    try {
      await body()
      passed += 1
      console.log(`ok       ${name} (${seconds()})`)
    } catch (error) {
      missed += 1
      console.log(`FAILED   ${name} (${seconds()})\n${String(error.stack ?? error).split('\n').slice(0, 14).map((line) => `         ${line}`).join('\n')}`)
      writeFileSync(join(results, `${slug(name)}.txt`), `${error.stack ?? error}\n`)
      await Promise.resolve(failed?.(join(results, slug(name)))).catch((e) => console.log(`         (${e.message})`))
    }
    await Promise.resolve(after?.()).catch((e) => console.log(`         after the test: ${e.message}`))
  }
  console.log(`${passed} passed, ${missed} failed, 0 skipped`)
  return missed === 0 && passed > 0
}
export const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
