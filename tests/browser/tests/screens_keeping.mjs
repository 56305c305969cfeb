// What an Order and the provider keep, and what is a person's own: the register and its import, own data and their
// erasure, the own password, conventions and offices.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as flows from '../lib/flows.mjs'
import { Inspection } from '../lib/inspection.mjs'
import { test } from '../lib/run-tests.mjs'
import { begins, it } from '../lib/words.mjs'

export function keepingTests(bench) {
  const inspect = async (options) => new Inspection(await bench.person(options), bench.pictures('screens'))
  const must = (holds, what) => { if (!holds) throw new Error(what) }

  test('the register is imported as the preview showed it, and its screens pass axe-core [R51] [R120]', async () => {
    const world = await bench.fresh()
    const { bianchi } = world.people
    const seen = await inspect()
    const { session } = seen
    await session.open(`${world.origin}/office/#/register`)
    await flows.signIn(session, bianchi, it('app.register.title'))
    await session.sees('table', it('app.register.table'))
    await seen.screen('register')
    await session.page.getByRole('searchbox', { name: it('app.register.search') }).fill('Neri')
    await session.click('button', it('app.register.search_submit'))
    await session.reads(it('app.register.found.one', { count: '1' }))
    const chooser = session.page.waitForEvent('filechooser')
    await session.click('button', it('app.register.pick'))
    await (await chooser).setFiles(join(world.state, 'albo-architetti-fermo.csv'))
    await session.sees('region', it('app.register.preview', { file: 'albo-architetti-fermo.csv' }))
    await seen.screen('register-preview')
    for (const part of ['changed', 'added', 'missing']) {
      await session.page.getByRole('button', { name: new RegExp(`^${it(`app.register.${part}`)}`) }).click()
      await seen.screen(`register-preview-${part}`)
    }
    await session.page.getByRole('button', { name: new RegExp('^Aggiorna l’Albo') }).click()
    await session.reads(begins('app.register.imported'))
    await seen.screen('register-imported')
    await session.page.getByRole('searchbox', { name: it('app.register.search') }).fill('Neri')
    await session.click('button', it('app.register.search_submit'))
    await session.reads(it('app.register.number', { number: '503' }))
    seen.done()
  })

  test('own data are shown, copied and erased, the own password changed; their screens pass axe-core [X22]', async () => {
    const world = await bench.fresh()
    const { rossi, verdi } = world.people
    const seen = await inspect()
    const { session } = seen
    session.expect(/40[01]/)
    await session.open(`${world.origin}/#/privacy/data`)
    await flows.signIn(session, rossi, it('app.own_data.title'))
    await session.sees('link', it('app.own_data.download'))
    await seen.screen('own-data')
    const download = session.page.waitForEvent('download')
    await session.click('link', it('app.own_data.download'))
    const file = await download
    must(/^sigillo-\d{4}-\d{2}-\d{2}\.json$/.test(file.suggestedFilename()), `a file called ${file.suggestedFilename()}`)
    const copy = JSON.parse(readFileSync(await file.path(), 'utf8'))
    must(copy.account.email === rossi.email && copy.registers.length === 1 && copy.cards.length === 1, 'the copy lacks something')
    must(!JSON.stringify(copy).includes(verdi.email), 'the copy has somebody else’s data')
    await session.click('link', it('app.own_data.to_erasure'))
    await session.sees('heading', it('app.erasure.title'))
    await session.sees('button', it('app.erasure.ask'))
    await seen.screen('erasure')
    await seen.dialog('erasure-dialog', (t) => session.click('button', t('app.erasure.ask')), (t) => session.click('button', t('app.action.cancel')))
    await session.open(`${world.origin}/#/own-password`)
    await session.sees('heading', it('app.own_password.title'))
    await seen.screen('own-password')
    await session.fill(it('app.own_password.current'), 'sbagliata di sicuro')
    await session.fill(it('app.own_password.new'), 'quattro cavalli blu')
    await session.click('button', it('app.own_password.change'))
    await session.reads(begins('error.password-wrong.what'))
    await seen.screen('own-password-wrong')
    await session.fill(it('app.own_password.current'), rossi.password)
    await session.fill(it('app.own_password.new'), 'quattro cavalli blu')
    await session.click('button', it('app.own_password.change'))
    await session.reads(it('app.sign_in.password_changed'))
    await seen.screen('own-password-changed')
    await flows.signIn(session, { ...rossi, password: 'quattro cavalli blu' }, it('app.overview.title'))
    await flows.signOut(session, world)
    await session.open(`${world.origin}/#/privacy/erasure`)
    await flows.signIn(session, verdi, it('app.erasure.title'))
    await session.click('button', it('app.erasure.ask'))
    await session.tick(it('app.erasure.understood'))
    await session.click('button', it('app.erasure.confirm'))
    await session.reads(begins('app.privacy.erased_rest'))
    await seen.screen('erased')
    await session.open(`${world.origin}/#/`)
    await session.sees('heading', it('app.sign_in.title'))
    await session.fill(it('app.sign_in.user'), verdi.email)
    await session.fill(it('app.sign_in.password'), verdi.password)
    await session.click('button', it('app.sign_in.submit'))
    await session.reads(begins('error.sign-in-failed.what'))
    seen.done()
  })

  test('an operator sees the conventions and opens an office, on screens that pass axe-core [X1] [R54]', async () => {
    const world = await bench.fresh()
    const { colombo } = world.people
    const seen = await inspect()
    const { session } = seen
    await session.open(`${world.origin}/office/#/conventions`)
    await flows.signIn(session, colombo, it('app.conventions.title'))
    await session.reads('INGTODEMO25')
    await session.reads(it('app.conventions.not_public'))
    await seen.screen('conventions')
    await session.open(`${world.origin}/office/#/offices`)
    await session.sees('table', it('app.offices.table'))
    await seen.screen('offices')
    await session.click('button', it('app.offices.invite'))
    await session.fill(it('app.users.field_given_name'), 'Ada')
    await session.fill(it('app.users.field_surname'), 'Lolli')
    await session.fill(it('app.users.field_codice_fiscale'), 'BNCLRA72C55D542A')
    await session.fill(it('app.users.field_email'), 'ada.lolli')
    await session.click('button', it('app.users.invite'))
    await seen.screen('offices-invite')
    seen.done()
  })
}
