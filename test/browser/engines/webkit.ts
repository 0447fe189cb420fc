import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import { type Engine, engineOf } from './engine.ts'
import { programOf, stopped, until } from './program.ts'

/** What drives WebKit, its browser, and the display that it needs. */
export interface WebKit {
  readonly driver: string
  readonly browser: string
  /** Undefined where there is a display. */
  readonly display: string | undefined
}

/** Where WebKitGTK is installed, with what it needs; undefined where it is not. */
export function findWebKit(): WebKit | undefined {
  const driver = programOf('WebKitWebDriver')
  const browser = ['x86_64-linux-gnu/', 'aarch64-linux-gnu/', '']
    .flatMap((folder) => ['4.1', '6.0', '4.0'].map((version) => `/usr/lib/${folder}webkit2gtk-${version}/MiniBrowser`))
    .concat(process.env.WEBKIT_PATH ?? [])
    .find((file) => fs.existsSync(file))
  const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? undefined : programOf('xvfb-run')
  const hasDisplay = display !== undefined || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  return driver && browser && hasDisplay ? { driver, browser, display } : undefined
}

/** Launches WebKitGTK, whose driver takes commands by HTTP. */
export async function launchWebKit({ driver, browser, display }: WebKit): Promise<Engine> {
  const port = await freePort()
  const command = [driver, `--port=${port}`]
  const screen = ['-a', '-s', '-screen 0 1900x1200x24']
  const [program = driver, ...rest] = display === undefined ? command : [display, ...screen, ...command]
  const started = spawn(program, rest, { stdio: 'ignore', detached: true, env: { ...process.env, NO_AT_BRIDGE: '1' } })
  const base = `http://127.0.0.1:${port}`
  await until(async () => (await fetch(`${base}/status`).catch(() => undefined))?.ok || undefined)
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(base + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    })
    const { value } = (await answer.json()) as { value: unknown }
    if (!answer.ok) throw new Error(`WebKit: ${path}: ${JSON.stringify(value)}`)
    return value
  }
  const made = (await ask('POST', '/session', {
    capabilities: {
      alwaysMatch: {
        timeouts: { script: 120_000, pageLoad: 120_000 },
        'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
      },
    },
  })) as { sessionId: string }
  const session = `/session/${made.sessionId}`
  await ask('POST', `${session}/window/rect`, { width: 1800, height: 1100 })
  return engineOf(
    'WebKit',
    (command, parameters) => {
      const [method = '', path = ''] = command.split(' ')
      return ask(
        method,
        path === '' ? session : `${session}/${path}`,
        method === 'POST' ? (parameters ?? {}) : undefined,
      )
    },
    () => stopped(started, true),
  )
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
