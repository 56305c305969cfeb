// The words that people read, from the same files as the app: a test that looks for a control by its name then
// fails when the control has another name, not when a sentence is improved.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

function load() {
  const folder = join(root, 'assets/translations')
  const files = [join(folder, 'domain.json'), join(folder, 'wizard.json')]
  for (const room of ['app', 'app/member', 'app/office', 'errors', 'notices']) {
    for (const file of readdirSync(join(folder, room))) if (file.endsWith('.json')) files.push(join(folder, room, file))
  }
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, 'utf8'))))
}
const table = load()

// A sentence with its values put in; `[...]` with an empty value falls away, as in shared/texts.
export function words(language) {
  return (key, values = {}) => {
    const found = table[key]?.[language]
    if (found === undefined) throw new Error(`no text ${key} in ${language}`)
    const text = Array.isArray(found) ? found.join('\n') : found
    const fill = (part) => part.replace(/\{([a-z_]+)(?:\|[a-z]+)?\}/g, (whole, name) => values[name] ?? whole)
    const optional = (part) => [...part.matchAll(/\{([a-z_]+)/g)].every(([, name]) => values[name]) ? fill(part) : ''
    return fill(text.replace(/\[([^\]]*)\]/g, (whole, part) => optional(part)))
  }
}
// A sentence up to the first of its values: enough to find it on a page.
export const begins = (key, language = 'it') => table[key][language].split(/[[{]/)[0].trim()

export const it = words('it')
export const en = words('en')

// The widgets' own words (web/app/ui/texts.cpp), which are few.
export const widgets = {
  it: { plain: 'Versione semplice', graphic: 'Versione grafica', signOut: 'Esci', italian: 'ITA, Italiano', english: 'ENG, English' },
  en: { plain: 'Plain version', graphic: 'Graphic version', signOut: 'Sign out', italian: 'ITA, Italiano', english: 'ENG, English' }
}
