import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { askHosts } from '../../src/cli/external.ts'
import { type MemoryFiles, memoryFiles } from '../../src/files/memory.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server on this machine that answers by path; gives its address and what it was asked. */
async function serve(answers: Readonly<Record<string, number | readonly number[]>>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const count = asked.filter((item) => item === `${request.method} ${path}`).length
    asked.push(`${request.method} ${path}`)
    const wanted = answers[path] ?? 404
    const status = typeof wanted === 'number' ? wanted : (wanted[Math.min(count, wanted.length - 1)] ?? 404)
    if (status === 0) {
      request.socket.destroy()
      return
    }
    response.writeHead(status === 405 && request.method === 'GET' ? 200 : status, { location: '/fine' })
    response.end()
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

async function tell(
  urls: readonly string[],
  options: { files?: MemoryFiles; now?: number; except?: readonly string[]; patience?: number; pause?: number } = {},
): Promise<string[]> {
  const found = await askHosts({
    links: urls.map((url, i) => ({ url, span: { path: 'content/a.md', start: i, end: i + 1 } })),
    files: options.files ?? memoryFiles(),
    except: options.except ?? [],
    userAgent: 'Lectern/test',
    now: options.now ?? 1e12,
    pause: options.pause ?? 1,
    patience: options.patience ?? 5000,
  })
  return found.map(({ message, span }) => `${span?.start} ${message}`)
}

describe('asking other hosts', () => {
  test('tells of each link to an address that is not there', async () => {
    const { root, asked } = await serve({ '/fine': 200, '/moved': 301, '/gone': 410 })
    expect(await tell([`${root}/fine`, `${root}/gone#a`, `${root}/moved`, `${root}/gone#b`])).toEqual([
      `1 \`${root}/gone#a\` cannot be reached: the host answers 410.`,
      `3 \`${root}/gone#b\` cannot be reached: the host answers 410.`,
    ])
    expect(asked).toEqual(['HEAD /fine', 'HEAD /gone', 'GET /gone', 'HEAD /moved', 'HEAD /fine'])
  })

  test('asks with GET where a host does not take HEAD, and leaves those in peace that want no programs', async () => {
    const { root, asked } = await serve({ '/get': 405, '/guarded': 403 })
    expect(await tell([`${root}/get`, `${root}/guarded`])).toEqual([])
    expect(asked).toEqual(['HEAD /get', 'GET /get', 'HEAD /guarded'])
  })

  test('tries again when a host stumbles', async () => {
    const { root } = await serve({ '/stumbles': [503, 200], '/breaks': [0, 200], '/down': 500 })
    expect(await tell([`${root}/stumbles`, `${root}/breaks`, `${root}/down`])).toEqual([
      `2 \`${root}/down\` cannot be reached: the host answers 500.`,
    ])
  })

  test('tells of hosts that are not there or do not answer', async () => {
    const { root } = await serve({ '/fine': 200 })
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
    expect(await tell([`${root}/fine`])).toEqual([
      `0 \`${root}/fine\` cannot be reached: the host refuses the connection.`,
    ])
    const silent = createServer(() => undefined)
    servers.push(silent)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`
    expect(await tell([url], { patience: 50 })).toEqual([
      `0 \`${url}\` cannot be reached: the host does not answer in time.`,
    ])
  })

  test('asks one address of a host at a time, with pauses, and a few hosts at once', async () => {
    const now = { open: 0, most: 0 }
    const hosts = await Promise.all(
      Array.from({ length: 9 }, async () => {
        const own = { open: 0, most: 0, ended: 0, gaps: [] as number[], root: '' }
        const server = createServer((_request, response) => {
          if (own.ended > 0) own.gaps.push(performance.now() - own.ended)
          own.most = Math.max(own.most, ++own.open)
          now.most = Math.max(now.most, ++now.open)
          setTimeout(() => {
            own.open--
            now.open--
            own.ended = performance.now()
            response.end()
          }, 40)
        })
        servers.push(server)
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
        own.root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
        return own
      }),
    )
    const urls = hosts.flatMap(({ root }) => [`${root}/a`, `${root}/b`, `${root}/c`])
    expect(await tell(urls, { pause: 50 })).toEqual([])
    expect(hosts.map(({ most }) => most)).toEqual(hosts.map(() => 1))
    expect(now.most).toBeGreaterThan(1)
    expect(now.most).toBeLessThanOrEqual(6)
    // A timer may be a millisecond early, never more.
    for (const { gaps } of hosts) for (const gap of gaps) expect(gap).toBeGreaterThan(45)
  })

  test('asks each address once, however often it is linked to, and keeps no bad answer', async () => {
    const { root, asked } = await serve({ '/fine': 200, '/gone': 404 })
    const files = memoryFiles()
    await tell([`${root}/fine`, `${root}/fine#a`, `${root}/fine#b`, `${root}/gone`], { files })
    expect(asked).toEqual(['HEAD /fine', 'HEAD /gone', 'GET /gone'])
    await tell([`${root}/fine`, `${root}/gone`], { files })
    expect(asked.slice(3)).toEqual(['HEAD /gone', 'GET /gone'])
  })

  test('does not ask again for a day what was there, nor at all what is excepted', async () => {
    const { root, asked } = await serve({ '/fine': 200 })
    const files = memoryFiles()
    const urls = [`${root}/fine`, `${root}/private/x`]
    const options = { files, except: [`${root}/private/`] }
    expect(await tell(urls, options)).toEqual([])
    expect(await tell(urls, { ...options, now: 1e12 + 3_600_000 })).toEqual([])
    expect(asked.length).toBe(1)
    await tell(urls, { ...options, now: 1e12 + 25 * 3_600_000 })
    expect(asked.length).toBe(2)
    // The clock went back: an answer of the future counts for nothing.
    await tell(urls, { ...options, now: 1e12 - 3_600_000 })
    expect(asked.length).toBe(3)
    files.contents.set('.lectern/links.json', '{broken')
    await tell(urls, options)
    expect(asked.length).toBe(4)
  })
})

describe('lectern check --external', () => {
  test('tells of links that lead nowhere, but for those that a comment, a rule or the settings leave out', async () => {
    const { root, asked } = await serve({ '/fine': 200 })
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
    const put = (name: string, text: string): void => fs.writeFileSync(path.join(folder, name), text)
    fs.mkdirSync(path.join(folder, 'content'))
    put('content/a.md', `# A\n\n[Fine](${root}/fine), [gone](${root}/gone), [private](${root}/private/x).\n\n`)
    put('content/b.md', `# B\n\n<!-- lectern-ignore link/unreachable -->\n[Gone](${root}/gone-too)\n`)
    const check = async (settings: string) => {
      put('site.yaml', `external: {except: ['${root}/private/']}\n${settings}`)
      const program = path.resolve(import.meta.dirname, '../../lib/cli.js')
      const child = spawn(process.execPath, [program, 'check', folder, '--external', '--format', 'json'])
      let stdout = ''
      child.stdout.on('data', (data) => {
        stdout += data
      })
      const status = await new Promise((resolve) => child.once('close', resolve))
      const { diagnostics } = JSON.parse(stdout)
      return { status, told: diagnostics.map((item: { message: string }) => item.message) }
    }
    const gone = `\`${root}/gone\` cannot be reached: the host answers 404.`
    expect(await check('')).toEqual({ status: 0, told: [gone] })
    expect(asked.filter((item) => item.includes('private'))).toEqual([])
    expect(await check('rules: {link/unreachable: error}\n')).toEqual({ status: 1, told: [gone] })
    expect(await check('rules: {link/unreachable: off}\n')).toEqual({ status: 0, told: [] })
    expect(asked.filter((item) => item.includes('/fine'))).toEqual(['HEAD /fine'])
    fs.rmSync(folder, { recursive: true })
  })
})
