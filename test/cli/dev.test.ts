import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'

const program = path.resolve(import.meta.dirname, '../../lib/cli.js')
const folders: string[] = []
const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  for (const made of folders.splice(0)) fs.rmSync(made, { recursive: true, force: true })
})

const course: Readonly<Record<string, string>> = {
  'my-course/site.yaml': 'title: Course\n',
  'my-course/sitemap.yaml': 'Loops: loops\n',
  'my-course/content/loops.md': 'title: Loops\n\nText.\n',
}

function write(files: Readonly<Record<string, string>> = course) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
  folders.push(folder)
  const save = (name: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), text)
  }
  for (const [name, text] of Object.entries(files)) save(name, text)
  return { folder, save, names: () => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() }
}

/** Starts the program, and waits for what it says. */
function start(cwd: string, ...words: readonly (string | NodeJS.ProcessEnv)[]) {
  const args = words.filter((word) => typeof word === 'string')
  const env = Object.assign({}, process.env, ...words.filter((word) => typeof word !== 'string'))
  const child = spawn(process.execPath, [program, 'dev', ...args], { cwd, env })
  running.push(child)
  const said = { text: '' }
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      said.text += String(data)
    })
  const says = (text: string | RegExp): Promise<string> =>
    expect
      .poll(() => said.text, { interval: 20 })
      .toMatch(text)
      .then(() => said.text)
  const forget = (): void => {
    said.text = ''
  }
  const address = async (): Promise<URL> => new URL(/http:\S+/.exec(await says(/http:\S+ /))?.[0] ?? '')
  return { child, says, forget, address, ended }
}

/** Sends bytes as they are; what came back until the connection ended. */
const send = ({ hostname, port }: URL, bytes: string | Uint8Array): Promise<string> =>
  new Promise((resolve) => {
    const parts: Buffer[] = []
    const socket = net.connect(Number(port), hostname, () => socket.end(bytes))
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1')))
  })

describe('lectern dev', () => {
  test('says where the site is and what is wrong, again after each change, until it is mended', async () => {
    const { folder, save } = write()
    const dev = start(folder, 'my-course', '--port', '0')
    await dev.says('1 page, no errors')
    const address = await dev.address()
    expect(await (await fetch(address)).text()).toContain('<title>Course</title>')
    dev.forget()
    // The watcher may begin a little later: it looks at all files then.
    save('my-course/content/loops.md', 'title: Loops\n\n%link:lops% and %url:lits%\n')
    const told = await dev.says('2 errors')
    expect(told).toContain('my-course/content/loops.md'.replace('my-course/', ''))
    expect(told).toContain('There is no page `lops`.')
    expect(told).toContain('hint: Did you mean `loops`?')
    dev.forget()
    save('my-course/content/loops.md', 'title: Loops\n\n%link:lops%\n')
    expect(await dev.says('1 error\n')).not.toContain('`lits`')
    dev.forget()
    save('my-course/content/loops.md', 'title: Loops\n\nMended.\n')
    expect(await dev.says('no errors')).toBe('1 page, no errors\n')
  })

  test('runs the code of a page when it is saved, with --run, and else runs nothing', async () => {
    const page = (code: string): string => `title: Loops\n\n\`\`\`javascript\n${code}\n\`\`\`\n`
    const { folder, save } = write({
      'my-course/site.yaml': 'title: Course\nrun: {python: false, javascript: true}\n',
      'my-course/content/loops.md': page('console.log(6 * 7)'),
    })
    const results = path.join(folder, 'my-course/runs/loops.json')
    const kept = (): string => (fs.existsSync(results) ? fs.readFileSync(results, 'utf8') : '')
    const only = start(folder, 'my-course')
    await only.says('run/missing')
    only.child.kill('SIGTERM')
    await only.ended
    expect(kept()).toBe('')
    const { says, forget } = start(folder, 'my-course', '--run')
    await expect.poll(kept).toContain('"42"')
    save('my-course/content/loops.md', page('console.log(6 * 8)'))
    await expect.poll(kept).toContain('"48"')
    forget()
    save('my-course/content/loops.md', page('never'))
    await says('The code raises `ReferenceError: never is not defined`')
    expect(kept()).toContain('"48"')
  })

  test('ends at once with Ctrl C, with a tab that listens, and leaves nothing behind', async () => {
    const { folder, names } = write()
    const before = names()
    const dev = start(folder, 'my-course', '--port', '0')
    await dev.says('no errors')
    const events = await fetch(new URL('lectern/dev/events?page=/loops/', await dev.address()))
    expect(events.status).toBe(200)
    await fetch(new URL('loops/', await dev.address()))
    dev.child.kill('SIGINT')
    expect(await dev.ended).toBe(0)
    await expect(events.text()).rejects.toThrow()
    expect(names()).toEqual(before)
  })

  test('never writes to the output folder', async () => {
    const { folder, save } = write({ ...course, 'my-course/dist/index.html': 'mine' })
    const dev = start(folder, 'my-course', '--port', '0')
    await dev.says('no errors')
    dev.forget()
    save('my-course/content/more.md', '# More\n')
    await dev.says('2 pages')
    expect(fs.readdirSync(path.join(folder, 'my-course/dist'))).toEqual(['index.html'])
    expect(fs.readFileSync(path.join(folder, 'my-course/dist/index.html'), 'utf8')).toBe('mine')
  })

  test('survives any request line', async () => {
    const { folder } = write()
    const dev = start(folder, 'my-course', '--port', '0')
    const address = await dev.address()
    const lines = [
      'GET //evil.example/%2e%2e HTTP/1.1',
      'GET /%ff%00 HTTP/1.1',
      'GET \\..\\x HTTP/1.1',
      'GET http://[::1/ HTTP/1.1',
      'GET * HTTP/1.1',
      'OPTIONS * HTTP/1.1',
      'CONNECT x:1 HTTP/1.1',
      'BREW /pot HTTP/1.1',
      'GET /lectern/dev/events?page=%E0%A4%A&version=\u00ff HTTP/1.1',
      'POST /lectern/dev/open?file=../../etc/passwd HTTP/1.1',
      `GET /${'a'.repeat(20_000)} HTTP/1.1`,
      'nonsense',
      '',
    ]
    for (const line of lines) {
      const host = `Host: ${address.host}\r\nConnection: close\r\n`
      const answered = await send(address, Buffer.from(`${line}\r\n${host}\r\n`, 'latin1'))
      expect(answered, line).toMatch(/^$|^HTTP\/1\.1 [2345]/)
    }
    await send(address, new Uint8Array([0x16, 0x03, 0x01, 0, 0xff]))
    expect((await fetch(address)).status).toBe(200)
    expect(dev.child.exitCode).toBe(null)
  })

  test('takes the next port where the first is taken, and says so of a port that was asked for', async () => {
    const { folder } = write()
    const [one, two] = [start(folder, 'my-course'), start(folder, 'my-course')]
    const [first, second] = [await one.address(), await two.address()]
    expect(first.port).not.toBe(second.port)
    for (const { port } of [first, second]) expect(Number(port)).toBeGreaterThanOrEqual(4321)
    const { status, stderr } = spawnSync(process.execPath, [program, 'dev', 'my-course', '--port', first.port], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(stderr).toContain(`Port ${first.port} is taken.`)
    expect(status).toBe(2)
  })

  test('says where other machines find it when they may', async () => {
    const { folder } = write()
    const dev = start(folder, 'my-course', '--port', '0', '--host', '0.0.0.0')
    const said = await dev.says('no errors')
    const { port } = await dev.address()
    expect(said).toContain(`http://localhost:${port}/  (stop with Ctrl C)`)
    const others = Object.values(os.networkInterfaces()).flatMap((found) => found ?? [])
    for (const { address, family, internal } of others)
      expect(said.includes(`http://${address}:${port}/`), address).toBe(family === 'IPv4' && !internal)
  })

  test.skipIf(process.platform !== 'linux')('opens the browser with --open', async () => {
    const { folder, save } = write()
    save('bin/xdg-open', '#!/bin/sh\necho "$1" > "$(dirname "$0")/opened"\n')
    fs.chmodSync(path.join(folder, 'bin/xdg-open'), 0o755)
    const env = { PATH: `${path.join(folder, 'bin')}:${process.env.PATH}` }
    const dev = start(folder, 'my-course', '--port', '0', '--open', env)
    const address = await dev.address()
    const opened = (): string => {
      const file = path.join(folder, 'bin/opened')
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
    }
    await expect.poll(opened).toBe(`${address.href}\n`)
  })

  test('says so when a page came', async () => {
    const { folder, save } = write({ 'content/a.md': '# A\n' })
    const dev = start(folder, '--port', '0')
    await dev.says('1 page, no errors')
    save('content/b.md', '# B\n')
    await dev.says('2 pages, no errors')
  })

  test('says where the course is to who is above or inside of it, and serves all the same', async () => {
    const { folder } = write()
    const above = start(folder, '--port', '0')
    expect(await above.says('no errors')).toContain('Did you mean `lectern dev my-course`?')
    const inside = start(path.join(folder, 'my-course/content'), '--port', '0')
    expect(await inside.says('no errors')).toContain('Did you mean `lectern dev ..`?')
    expect((await fetch(await inside.address())).status).toBe(200)
  })

  test.each([
    [['nowhere'], 'There is no folder `nowhere`.'],
    [['--prot', '1'], 'Did you mean `--port`?'],
    [['--port', 'x'], 'takes a number up to 65535'],
    [['--host', 'no.such.invalid'], 'This machine is not `no.such.invalid`.'],
    [['a', 'b'], 'takes one folder'],
  ])('answers %j with what is wrong', (args, message) => {
    const { folder } = write()
    const { status, stderr } = spawnSync(process.execPath, [program, 'dev', ...args], { cwd: folder, encoding: 'utf8' })
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })
})
