import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

const program = path.resolve(import.meta.dirname, '../../lib/cli.js')
const at = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
const running: ChildProcess[] = []

beforeAll(() => {
  const files: Readonly<Record<string, string>> = {
    'site.yaml': 'base: /course/\n',
    'dist/index.html': 'front',
    'dist/404.html': 'nothing here',
    'dist/basic/loops/index.html': 'loops',
    'dist/plain.html': 'plain',
    'dist/ü b.txt': 'umlaut',
    'dist/data.bin': '0123456789',
    'dist/.secret': 'hidden',
    'dist/.well-known/x.txt': 'known',
    'outside.txt': 'outside',
  }
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(at, name)), { recursive: true })
    fs.writeFileSync(path.join(at, name), text)
  }
  fs.symlinkSync(path.join(at, 'outside.txt'), path.join(at, 'dist/link.txt'))
})

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})
afterAll(() => fs.rmSync(at, { recursive: true, force: true }))

/** Starts a preview; the address that it says. */
async function start(
  ...args: readonly string[]
): Promise<{ child: ChildProcess; origin: string; path: string; told: () => string }> {
  const child = spawn(process.execPath, [program, 'preview', at, '--port', '0', ...args])
  running.push(child)
  const said: string[] = []
  const address = await new Promise<URL>((resolve, reject) => {
    child.stdout?.on('data', (data) => {
      said.push(String(data))
      const found = /http:\/\/\S+(?= {2}\()/.exec(said.join(''))?.[0]
      if (found) resolve(new URL(found))
    })
    child.stderr?.on('data', (data) => said.push(String(data)))
    child.once('exit', () => reject(new Error(said.join(''))))
  })
  return { child, origin: address.origin, path: address.pathname, told: () => said.join('') }
}

/** Asks as it is written: `fetch` would mend the path. */
function ask(origin: string, target: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET') {
  const { hostname, port } = new URL(origin)
  return new Promise<{ status: number | undefined; headers: http.IncomingHttpHeaders; text: string }>(
    (resolve, reject) => {
      http
        .request({ hostname, port, path: target, headers, method }, (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () =>
            resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(parts).toString() }),
          )
        })
        .on('error', reject)
        .end()
    },
  )
}

describe('lectern preview', () => {
  test('serves what was built as static hosts do', async () => {
    const { origin, path: base } = await start()
    expect(base).toBe('/course/')
    const got = async (target: string) => {
      const { status, headers, text } = await ask(origin, target)
      return [status, headers.location ?? text]
    }
    expect(await got('/course/')).toEqual([200, 'front'])
    expect(await got('/course?x=1')).toEqual([301, '/course/?x=1'])
    expect(await got('/course/basic/loops?x=1')).toEqual([301, '/course/basic/loops/?x=1'])
    expect(await got('/course/basic/loops/')).toEqual([200, 'loops'])
    expect(await got('/course/plain')).toEqual([200, 'plain'])
    expect(await got('/course/%C3%BC%20b.txt')).toEqual([200, 'umlaut'])
    expect(await got('/course/.well-known/x.txt')).toEqual([200, 'known'])
    expect(await got('/course/nowhere/deep/')).toEqual([404, 'nothing here'])
    for (const secret of [
      '/course/.secret',
      '/course/link.txt',
      '/course/%2e%2e/outside.txt',
      '/course/../outside.txt',
      '/course/..%5coutside.txt',
      '/course/%00',
      '/course/%',
    ])
      expect([400, 404], secret).toContain((await ask(origin, secret)).status)
  })

  test('answers with types, tags and ranges', async () => {
    const { origin } = await start('--base', '/')
    const page = await ask(origin, '/')
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-length': '5' })
    const { etag = '' } = page.headers
    expect((await ask(origin, '/', { 'If-None-Match': etag })).status).toBe(304)
    const part = await ask(origin, '/data.bin', { Range: 'bytes=2-4' })
    expect([part.status, part.text, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10'])
    expect((await ask(origin, '/data.bin', { Range: 'bytes=-3' })).text).toBe('789')
    expect((await ask(origin, '/data.bin', { Range: 'bytes=20-' })).status).toBe(416)
    const head = await ask(origin, '/data.bin', {}, 'HEAD')
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', '10'])
    expect((await ask(origin, '/', {}, 'POST')).status).toBe(405)
  })

  test('compresses what hosts compress, for browsers that can unpack it', async () => {
    const text = 'loops '.repeat(1000)
    for (const name of ['long.html', 'long.png']) fs.writeFileSync(path.join(at, 'dist', name), text)
    const { origin } = await start('--base', '/')
    const asked = { 'Accept-Encoding': 'br, gzip;q=0.8' }
    const response = await fetch(`${origin}/long.html`)
    expect([...response.headers.keys()]).toContain('content-encoding')
    expect(await response.text()).toBe(text)
    const packed = await ask(origin, '/long.html', asked)
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect(packed.headers['content-length']).toBeUndefined()
    const { etag = '' } = packed.headers
    expect((await ask(origin, '/long.html', { ...asked, 'If-None-Match': etag })).status).toBe(304)
    const head = await ask(origin, '/long.html', asked, 'HEAD')
    expect([head.headers['content-encoding'], head.text]).toEqual(['gzip', ''])
    for (const [target, headers] of [
      ['/long.html', {}],
      ['/long.html', { 'Accept-Encoding': 'gzip;q=0, br' }],
      ['/long.png', asked],
    ] as const) {
      const plain = await ask(origin, target, headers)
      expect([plain.headers['content-encoding'], plain.text]).toEqual([undefined, text])
    }
    const part = await ask(origin, '/long.html', { ...asked, Range: 'bytes=6-10' })
    expect([part.status, part.headers['content-encoding'], part.text]).toEqual([206, undefined, 'loops'])
    for (const name of ['long.html', 'long.png']) fs.rmSync(path.join(at, 'dist', name))
  })

  test('answers to its own names only', async () => {
    const { origin } = await start()
    expect((await ask(origin, '/course/', { Host: 'evil.example' })).status).toBe(403)
    expect((await ask(origin, '/course/', { Host: 'localhost:1234' })).status).toBe(200)
  })

  test('lets pages of other sites use nothing of it', async () => {
    const { origin } = await start()
    const foreign = (mode: string) =>
      ask(origin, '/course/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode })
    expect((await foreign('no-cors')).status).toBe(403)
    expect((await foreign('navigate')).status).toBe(200)
    expect((await ask(origin, '/course/')).headers['cross-origin-resource-policy']).toBe('same-origin')
  })

  test('serves a site at the path it was built for, and tells of another one', async () => {
    const output = path.join(at, 'built')
    fs.mkdirSync(output)
    fs.writeFileSync(path.join(output, 'index.html'), '<html data-root="./">')
    fs.writeFileSync(path.join(output, '404.html'), '<!DOCTYPE html>\n<html lang="en" data-root="/x/">')
    expect((await start('--output', output)).path).toBe('/x/')
    const other = await start('--output', output, '--base', '/y/')
    expect(other.path).toBe('/y/')
    expect(other.told()).toContain('was built for `/x/`')
    expect(other.told()).toMatch(new RegExp(`Type \`lectern build \\S*${path.basename(at)} --base /y/\` first\\.`))
    fs.writeFileSync(path.join(output, '404.html'), '<!DOCTYPE html>\n<html lang="en" data-root="">')
    expect((await start('--output', output, '--base', '/y/')).told()).not.toContain('was built for')
  })

  test('says which files are for the host of the site', async () => {
    for (const name of ['_headers', '_redirects']) fs.writeFileSync(path.join(at, 'dist', name), '')
    const { told } = await start()
    await expect.poll(told).toContain('`_redirects` is for the host of the site: it is not heeded here.')
    await expect.poll(told).toContain('`_headers` is for the host of the site: it is not heeded here.')
    for (const name of ['_headers', '_redirects']) fs.rmSync(path.join(at, 'dist', name))
  })

  test('tells of a port that is taken', async () => {
    const { origin } = await start()
    const { port } = new URL(origin)
    await expect(start('--port', port)).rejects.toThrow(`Port ${port} is taken.`)
  })

  test('ends at once when it is told to, with readers connected', async () => {
    const { child, origin } = await start()
    const agent = new http.Agent({ keepAlive: true })
    await new Promise<void>((resolve, reject) => {
      http.get(`${origin}/course/`, { agent }, (response) => response.resume().on('end', resolve)).on('error', reject)
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    agent.destroy()
  })

  test.each([
    [['nowhere'], 'There is no folder `nowhere`.'],
    [['.', '--output', 'unbuilt'], 'Type `lectern build` first.'],
    [['.', '--port', 'x'], 'takes a number up to 65535'],
    [['.', '--strict'], 'has no option'],
  ])('answers %j with what is wrong', (args, message) => {
    const { status, stderr } = spawnSync(process.execPath, [program, 'preview', ...args], { cwd: at, encoding: 'utf8' })
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })
})
