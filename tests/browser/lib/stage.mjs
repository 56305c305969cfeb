// A demo of a test's own: provisioned once, set back for each test, its programs stopped and started at will.
// It runs inside tests/support/reader/with-reader, whose reader the agent and the cards use.
import { spawn, execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { programs, root } from './paths.mjs'
import { until } from './until.mjs'
import { World } from './world.mjs'

const listens = (port) => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1')
  socket.once('connect', () => { socket.destroy(); resolve(true) })
  socket.once('error', () => resolve(false))
})

export class Stage {
  // Ports from `base` as in dist/demo; base + 3 is the reader's.
  constructor(folder, base) {
    this.folder = folder
    this.state = join(folder, 'state')
    this.ports = { portal: base, world: base + 1, smtp: base + 2, vpcd: base + 3, agent: base + 5, pec: base + 6 }
    this.running = new Map()
  }

  snapshot(name) { return join(this.folder, `snapshot-${name}`) }

  provision() {
    rmSync(this.folder, { recursive: true, force: true })
    mkdirSync(this.state, { recursive: true })
    const options = join(this.folder, 'options.json')
    writeFileSync(options, JSON.stringify({ state: this.state, softhsm: null, programs, ports: this.ports }))
    execFileSync('node', [join(root, 'dist/world/provision.mjs'), options], { stdio: ['ignore', 'ignore', 'inherit'] })
    execFileSync('node', [join(root, 'dist/world/unattended.mjs'), this.state], { stdio: ['ignore', 'ignore', 'inherit'] })
    cpSync(this.state, this.snapshot('fresh'), { recursive: true })
  }

  // From that snapshot, with all programs running unless left out.
  async begin(name = 'fresh', { without = [], portalConfig } = {}) {
    await this.end()
    rmSync(this.state, { recursive: true, force: true })
    cpSync(this.snapshot(name), this.state, { recursive: true })
    if (portalConfig) {
      const file = join(this.state, 'portal.json')
      writeFileSync(file, JSON.stringify(portalConfig(JSON.parse(readFileSync(file, 'utf8'))), null, 2))
    }
    for (const program of ['world', 'portal', 'agent']) if (!without.includes(program)) await this.start(program)
    return new World(this.state)
  }
  async keep(name) {
    await this.end()
    cpSync(this.state, this.snapshot(name), { recursive: true })
  }
  has(name) { return existsSync(this.snapshot(name)) }

  command(name) {
    if (name === 'world') return ['node', join(root, 'dist/world/world.mjs'), join(this.state, 'surroundings.json')]
    if (name === 'portal') return [programs.portal, '--config', join(this.state, 'portal.json'), 'serve']
    return [programs.agent, '--config', join(this.state, 'agent-walkthrough.json')]
  }
  async start(name) {
    mkdirSync(join(this.state, 'log'), { recursive: true })
    const log = openSync(join(this.state, 'log', `${name}.log`), 'a')
    const [program, ...options] = this.command(name)
    const child = spawn(program, options, { stdio: ['ignore', log, log] })
    this.running.set(name, child)
    child.once('exit', () => { if (this.running.get(name) === child) this.running.delete(name) })
    const port = name === 'world' ? this.ports.world : this.ports[name]
    await until(`${name} to listen`, async () => {
      if (!this.running.has(name)) throw new Error(`it ended: ${readFileSync(join(this.state, 'log', `${name}.log`), 'utf8').slice(-2000)}`)
      return listens(port)
    }, 30_000)
  }
  async stop(name, signal = 'SIGTERM') {
    const child = this.running.get(name)
    if (!child) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }
  // What is typed into the PIN windows that come next, the last one again and again; `cancel` cancels.
  pins(list) {
    rmSync(join(this.state, 'unattended/pins.next'), { force: true })
    writeFileSync(join(this.state, 'unattended/pins'), list.join('\n') + '\n')
  }
  // What each PIN window showed.
  pinWindows() { return readFileSync(join(this.state, 'unattended/pinentry.log'), 'utf8').trim().split('\n').map((line) => JSON.parse(line)) }

  // Stopped as a machine that hangs: the connection stays, no answer comes.
  freeze(name) { this.running.get(name).kill('SIGSTOP') }
  thaw(name) { this.running.get(name).kill('SIGCONT') }

  async end() {
    for (const child of this.running.values()) child.kill('SIGCONT')
    for (const name of ['agent', 'portal', 'world']) await this.stop(name)
  }
}
