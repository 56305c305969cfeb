// All browser tests, in one reader and one demo of their own (tests/browser/run starts this).
import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { root } from '../lib/paths.mjs'
import { runTests } from '../lib/run-tests.mjs'
import { Bench } from '../lib/bench.mjs'
import { walkthroughTests } from './walkthrough.mjs'
import { viewTests } from './views.mjs'
import { troubleTests } from './trouble.mjs'
import { screenTests } from './screens.mjs'
import { buyingTests } from './screens_buying.mjs'
import { keepingTests } from './screens_keeping.mjs'
import { officeTests } from './screens_office.mjs'
import { mailboxScreenTests } from './screens_mailbox.mjs'

// Other ports leave their results in a folder of their own, so that two runs do not undo each other's.
const base = Number(process.env.SIGILLO_BROWSER_PORTS ?? 8700)
const results = join(root, base === 8700 ? 'build/browser' : `build/browser-${base}`)
rmSync(results, { recursive: true, force: true })
const bench = new Bench(join(results, 'demo'), base, results)
const groups = { walkthrough: walkthroughTests, screens: screenTests, buying: buyingTests, keeping: keepingTests, office: officeTests, mailbox: mailboxScreenTests, views: viewTests, trouble: troubleTests }
const wanted = process.env.SIGILLO_BROWSER_GROUPS?.split(',') ?? Object.keys(groups)
for (const group of wanted) groups[group](bench)

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => bench.end().finally(() => process.exit(130)))
const good = await runTests({
  only: process.argv[2], results,
  failed: (file) => bench.keepTrouble(file),
  after: () => bench.clear()
})
await bench.end()
process.exit(good ? 0 : 1)
