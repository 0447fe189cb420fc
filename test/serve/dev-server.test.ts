import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSession } from '../../src/build/session.ts'
import type { Files } from '../../src/files/files.ts'
import { openSite } from '../../src/files/open-site.ts'
import { type Developing, develop } from '../../src/serve/develop.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-server-'))
const servers: Developing[] = []
const opened: string[] = []
const seen: string[] = []

/** Files of the site that were read whole. */
const read: string[] = []

const start = async (host = '127.0.0.1', port = 0): Promise<Developing> => {
  const { site, ...opening } = openSite(folder)
  const counting: Files = {
    ...site,
    read: (file) => {
      read.push(file)
      return site.read(file)
    },
  }
  const dev = await develop(folder, {
    session: createSession({ ...opening, site: counting, version: '0.0.0' }),
    overrides: { base: '/', drafts: true },
    host,
    port,
    openEditor: (file, line, column) => opened.push(`${file}:${line}:${column}`),
    onFaults: (faults) => seen.push(...faults.map((fault) => fault.code)),
  })
  servers.push(dev)
  return dev
}

/** Sends bytes as they are, and gives the first line of the answer. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(servers[0]?.address ?? '')
    const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (data) => {
      answer += data
      if (answer.includes('\r\n')) socket.destroy()
    })
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''))
    socket.on('error', reject)
  })

const get = (address: string, options: RequestInit = {}): Promise<Response> =>
  fetch(new URL(address, servers[0]?.address), { redirect: 'manual', ...options })

beforeAll(async () => {
  const files: Readonly<Record<string, string>> = {
    'site.yaml': 'title: Course\nurl: https://example.org/\n',
    'content/index.md': 'title: Front\n\nText.\n',
    'content/loops.md': 'title: Loops\ndraft: true\nredirect_from: /old/\n\n%link:nowhere%\n',
    'content/data.csv': 'a,b\n',
    'content/film.mp4': 'a film of twenty-four b.',
    'secret.txt': 'secret',
  }
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), text)
  }
  await start()
})
afterAll(async () => {
  for (const dev of servers) await dev.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

describe('the development server', () => {
  test('serves pages with its script, drafts too, files, old addresses and what is made of the whole site', async () => {
    const page = await (await get('/loops/')).text()
    expect(page).toContain('<script src="/lectern/dev/client.js"')
    expect((await get('/lectern/dev/client.js')).headers.get('content-type')).toContain('javascript')
    expect(await (await get('/data.csv')).text()).toBe('a,b\n')
    expect(await (await get('/old/')).text()).toContain('../loops/')
    expect(await (await get('/sitemap.xml')).text()).toContain('https://example.org/')
    expect((await get('/lectern/style.css')).status).toBe(200)
    expect(fs.existsSync(path.join(folder, 'dist'))).toBe(false)
  })

  test('serves ranges of a film, and does not read the whole of it for each', async () => {
    const part = await get('/film.mp4', { headers: { Range: 'bytes=2-5' } })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-5/24', 'film'])
    expect(part.headers.get('content-type')).toBe('video/mp4')
    const etag = part.headers.get('etag') ?? ''
    expect((await get('/film.mp4', { headers: { 'If-None-Match': etag } })).status).toBe(304)
    fs.writeFileSync(path.join(folder, 'content/film.mp4'), 'b film of twenty-four b.')
    const changed = await get('/film.mp4', { headers: { 'If-None-Match': etag } })
    expect([changed.status, (await changed.text()).slice(0, 6)]).toEqual([200, 'b film'])
    expect(read).not.toContain('content/film.mp4')
  })

  test('tells all faults when it has gone through all pages', async () => {
    await expect.poll(() => seen).toContain('link/unknown-page')
  })

  test('shows it also near a page whose address no text can have', async () => {
    const file = path.join(folder, 'content/odd.md')
    fs.writeFileSync(file, '---\nslug: "\\ud800odd"\n---\n\n# Odd\n')
    await expect.poll(async () => (await get('/oddd/')).text()).toContain('%EF%BF%BDodd')
    expect((await get('/oddd/')).status).toBe(404)
    fs.rmSync(file)
    await expect.poll(async () => (await get('/oddd/')).text()).not.toContain('%EF%BF%BDodd')
  })

  test('shows 404.html with the nearest pages', async () => {
    const response = await get('/lops/')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('href="/loops/"')
  })

  test('serves nothing outside of the site', async () => {
    for (const address of ['/secret.txt', '/../secret.txt', '/%2e%2e/secret.txt', '/content/index.md', '/site.yaml'])
      expect((await get(address)).status).toBeGreaterThanOrEqual(400)
  })

  test('answers to its own names only', async () => {
    const { port } = new URL(servers[0]?.address ?? '')
    const asked = (host: string) => raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
      expect(await asked(host)).toMatch(/200/)
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', ''])
      expect(await asked(host)).toMatch(/40[03]/)
  })

  test('lets pages of other sites use nothing of it', async () => {
    const { host } = new URL(servers[0]?.address ?? '')
    const ask = (address: string, site: string, mode: string, dest: string) =>
      raw(
        `GET ${address} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nSec-Fetch-Site: ${site}\r\nSec-Fetch-Mode: ${mode}\r\nSec-Fetch-Dest: ${dest}\r\n\r\n`,
      )
    for (const address of ['/', '/lectern/lectern.js', '/nothing/', '/lectern/dev/client.js', '/lectern/dev/open'])
      expect((await get(address)).headers.get('cross-origin-resource-policy'), address).toBe('same-origin')
    for (const site of ['cross-site', 'same-site']) {
      for (const address of [
        '/',
        '/lectern/lectern.js',
        '/lectern/search/t0.js',
        '/lectern/dev/events?page=/&version=',
      ])
        expect(await ask(address, site, 'no-cors', 'script'), `${site} ${address}`).toMatch(/ 403/)
      expect(await ask('/', site, 'cors', 'empty')).toMatch(/ 403/)
      // Links lead to it, and an editor shows it in a frame: neither reads what it shows.
      expect(await ask('/', site, 'navigate', 'document')).toMatch(/ 200/)
      expect(await ask('/', site, 'navigate', 'iframe')).toMatch(/ 200/)
    }
    for (const site of ['same-origin', 'none']) expect(await ask('/', site, 'no-cors', 'script')).toMatch(/ 200/)
  })

  test.each([
    ['an odd request line', 'GET\r\n\r\n'],
    ['an address that is badly encoded', 'GET /%E0%A4%A HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a NUL', 'GET /a%00 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['an asterisk', 'GET * HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a long address', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['events of a page that cannot be', 'GET /lectern/dev/nothing?page=%00 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['an own address that is none', 'GET //lectern/dev/events HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('survives %s', async (_name, text) => {
    expect(await raw(text)).toMatch(/^HTTP\/1\.1 4/)
    expect((await get('/')).status).toBe(200)
  })

  test('opens the editor for files of the site, and for its own pages only', async () => {
    const origin = new URL(servers[0]?.address ?? '').origin
    const ask = (file: string, headers: Record<string, string>) =>
      get(`/lectern/dev/open?file=${encodeURIComponent(file)}&line=3&column=2`, { method: 'POST', headers })
    expect((await ask('content/loops.md', { origin: 'http://evil.example' })).status).toBe(403)
    expect((await ask('content/loops.md', {})).status).toBe(403)
    expect((await ask('../etc/passwd', { origin })).status).toBe(404)
    expect((await ask('/etc/passwd', { origin })).status).toBe(404)
    expect(opened).toEqual([])
    expect((await ask('content/loops.md', { origin })).status).toBe(204)
    expect(opened).toEqual(['content/loops.md:3:2'])
  })

  test('takes the next free port, and no other than the one that was asked for', async () => {
    const { port } = new URL(servers[0]?.address ?? '')
    await expect(start('127.0.0.1', Number(port))).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test('ends at once though a tab listens', async () => {
    const dev = await start()
    const events = await fetch(`${dev.address}lectern/dev/events?page=/&version=`)
    expect(events.headers.get('content-type')).toBe('text/event-stream')
    const ended = events.text().catch(() => 'ended')
    await dev.close()
    await ended
    await expect(fetch(dev.address)).rejects.toThrow()
  })
})
