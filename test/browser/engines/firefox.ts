import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { type Engine, engineOf, type Send } from './engine.ts'
import { programOf, stopped, until } from './program.ts'

/** Where Firefox is installed; undefined where it is not. */
export const findFirefox = (): string | undefined => process.env.FIREFOX_PATH ?? programOf('firefox-esr', 'firefox')

/** What Firefox calls the commands, by what the standard calls them. */
const COMMANDS: Readonly<Record<string, string>> = {
  'POST url': 'WebDriver:Navigate',
  'POST execute/async': 'WebDriver:ExecuteAsyncScript',
  'POST element': 'WebDriver:FindElement',
  'POST frame': 'WebDriver:SwitchToFrame',
  'POST actions': 'WebDriver:PerformActions',
  'POST back': 'WebDriver:Back',
  'DELETE ': 'WebDriver:DeleteSession',
}

/** Launches Firefox, which takes commands at a port: each is its length, a colon, and JSON. Nothing else has to be installed. */
export async function launchFirefox(program: string): Promise<Engine> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-firefox-'))
  const preferences = {
    'marionette.port': 0,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.page': 0,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.enabled': false,
    'app.update.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'dom.disable_open_during_load': false,
  }
  fs.writeFileSync(
    path.join(profile, 'user.js'),
    Object.entries(preferences)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(''),
  )
  const started = spawn(program, ['--headless', '--marionette', '--no-remote', '--profile', profile], {
    stdio: 'ignore',
    env: { ...process.env, HOME: profile, MOZ_HEADLESS: '1', MOZ_HEADLESS_WIDTH: '1800', MOZ_HEADLESS_HEIGHT: '1100' },
  })
  const portFile = path.join(profile, 'MarionetteActivePort')
  const port = await until(() => Number(fs.existsSync(portFile) ? fs.readFileSync(portFile, 'utf8') : '') || undefined)
  const socket = await until(
    () =>
      new Promise<net.Socket | undefined>((resolve) => {
        const made = net.connect(port, '127.0.0.1', () => resolve(made))
        made.once('error', () => resolve(undefined))
      }),
  )
  const send = commandsOver(socket)
  await send('WebDriver:NewSession', {
    strictFileInteractability: false,
    timeouts: { script: 120_000, pageLoad: 120_000 },
  })
  const standard: Send = async (command, parameters = {}) => {
    const own = COMMANDS[command]
    if (own === undefined) throw new Error(`Firefox has no \`${command}\` here.`)
    return send(own, own === 'WebDriver:ExecuteAsyncScript' ? { ...parameters, sandbox: null } : frameOf(parameters))
  }
  return engineOf('Firefox', standard, async () => {
    socket.destroy()
    await stopped(started)
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })
}

/** Firefox wants the element itself where the standard wants an object around its name. */
const frameOf = (parameters: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { id } = parameters
  return typeof id === 'object' && id !== null ? { element: Object.values(id)[0] } : parameters
}

/** Sends commands one after another, and gives their answers. */
function commandsOver(socket: net.Socket): Send {
  let buffer = Buffer.alloc(0)
  let count = 0
  const waiting = new Map<
    number,
    { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void }
  >()
  const take = (text: string): void => {
    const message: unknown = JSON.parse(text)
    if (!Array.isArray(message)) return
    const [, id, error, value] = message
    const asked = waiting.get(Number(id))
    waiting.delete(Number(id))
    if (error) asked?.failed(new Error(`Firefox: ${error.error}: ${error.message}`))
    else asked?.done(typeof value === 'object' && value !== null && 'value' in value ? value.value : value)
  }
  socket.on('data', (data) => {
    buffer = Buffer.concat([buffer, data])
    for (;;) {
      const colon = buffer.indexOf(':')
      const length = colon < 0 ? 0 : Number(buffer.subarray(0, colon))
      if (colon < 0 || buffer.length < colon + 1 + length) return
      const text = buffer.subarray(colon + 1, colon + 1 + length).toString()
      buffer = buffer.subarray(colon + 1 + length)
      take(text)
    }
  })
  return (command, parameters = {}) =>
    new Promise((done, failed) => {
      const id = ++count
      waiting.set(id, { done, failed })
      const text = JSON.stringify([0, id, command, parameters])
      socket.write(`${Buffer.byteLength(text)}:${text}`)
    })
}
