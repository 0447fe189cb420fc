import { execFileSync, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** `lectern check --run` with the real engine, as authors call it. */
const repository = path.resolve(import.meta.dirname, '../..')
const cli = path.join(repository, 'lib/cli.js')

interface Told {
  readonly code: string
  readonly hint?: string
  readonly line: number
}

function check(folder: string): { readonly told: readonly Told[]; readonly status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [cli, 'check', '--run', '--format', 'json', folder], {
    encoding: 'utf8',
  })
  const { diagnostics }: { diagnostics: readonly (Told & { readonly start: { readonly line: number } })[] } =
    JSON.parse(stdout)
  return { told: diagnostics, status }
}

describe('a site with faulty exercises', () => {
  let root = ''
  beforeAll(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-check-run-'))
    fs.mkdirSync(path.join(root, 'content'))
    fs.copyFileSync(path.join(import.meta.dirname, 'faulty-exercises.txt'), path.join(root, 'content/index.md'))
    fs.mkdirSync(path.join(root, 'node_modules'))
    fs.symlinkSync(path.join(repository, 'node_modules/pyodide'), path.join(root, 'node_modules/pyodide'))
  })
  afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

  const expected = [
    'exercise/solution-fails',
    'exercise/starter-passes',
    'exercise/empty-passes',
    'exercise/wrong-passes',
    'exercise/wrong-message',
    'exercise/check-faulty',
    'exercise/check-faulty',
    'exercise/unsteady',
    'exercise/package-missing',
    'exercise/solution-fails',
    'exercise/solution-fails',
    'quiz/predict-differs',
  ]

  test('is told each at its place; a right one among them, and one that reaches for the machine, tell nothing', () => {
    const { told, status } = check(root)
    expect(told.map(({ code }) => code)).toEqual(expected)
    expect(status).toBe(1)
  })

  test('is told the same again without an engine, since nothing has changed', () => {
    fs.rmSync(path.join(root, 'node_modules'), { recursive: true })
    // What took the engine with it is not kept; nothing here does.
    expect(check(root).told.map(({ code }) => code)).toEqual(['exercise/no-engine', ...expected])
  })

  test('is told the same where what is kept was damaged, by a merge or by hand', () => {
    const saved = path.join(root, '.lectern/verified.json')
    const text = fs.readFileSync(saved, 'utf8')
    for (const damaged of [
      text.replace('{', '<<<<<<< ours\n{'),
      JSON.stringify(
        Object.fromEntries(Object.keys(JSON.parse(text)).map((key) => [key, { results: 'x', isUnsteady: 1 }])),
      ),
      'null',
    ]) {
      fs.writeFileSync(saved, damaged)
      expect(check(root).told.map(({ code }) => code)).toEqual(['exercise/no-engine'])
    }
    fs.writeFileSync(saved, text)
  })

  test('is told how to get an engine where one is needed and is not there', () => {
    fs.rmSync(path.join(root, '.lectern'), { recursive: true })
    const { told, status } = check(root)
    expect(told.map(({ code }) => code)).toEqual(['exercise/no-engine'])
    expect(told[0]?.hint).toMatch(/npm i pyodide@\d/)
    expect(status).toBe(1)
  })
})

test('a program reaches no host, neither by what browsers have nor by what Node has', async () => {
  const visitors: string[] = []
  const server = net.createServer((socket) => {
    visitors.push('one')
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-check-run-'))
  // What is begun in one program goes on while the next ones run.
  const tries = [
    'import pyodide_js\npyodide_js.useNodeSockFS()',
    'x = 1',
    `import socket\ns = socket.socket()\ns.connect(('127.0.0.1', ${port}))`,
    'import pyodide_js\npyodide_js._api.initializeNodeSockFS()',
    `import pyodide_js\npyodide_js._api._nodeSock.connect('127.0.0.1', ${port})`,
    `import urllib.request\nurllib.request.urlopen('http://127.0.0.1:${port}')`,
    `from pyodide.http import open_url\nopen_url('http://127.0.0.1:${port}')`,
    `from pyodide.http import pyfetch\nimport asyncio\nasyncio.ensure_future(pyfetch('http://127.0.0.1:${port}'))`,
    `import pyodide_js\npyodide_js.loadPackage('http://127.0.0.1:${port}/x.whl')`,
    `import pyodide_js\npyodide_js._api.loadBinaryFile('http://127.0.0.1:${port}/x')`,
    'import time\ntime.sleep(0.5)',
  ]
  try {
    fs.mkdirSync(path.join(root, 'content'))
    fs.mkdirSync(path.join(root, 'node_modules'))
    fs.symlinkSync(path.join(repository, 'node_modules/pyodide'), path.join(root, 'node_modules/pyodide'))
    const blocks = tries.map((code, i) => {
      const program = `try:\n${code.replace(/^/gm, '    ')}\nexcept BaseException:\n    pass\nprint('tried')`
      return `%--\nexercise:\n  id: Ex${i}\n  task: Go.\n  output: tried\n  solution: |\n${program.replace(/^/gm, '    ')}\n--%\n`
    })
    fs.writeFileSync(path.join(root, 'content/index.md'), `# Tries\n\n${blocks.join('\n')}`)
    // The server is in this process: it answers while the other one runs.
    const child = spawn(process.execPath, [cli, 'check', '--run', '--format', 'json', root], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let out = ''
    for await (const piece of child.stdout) out += piece
    const { diagnostics }: { diagnostics: readonly Told[] } = JSON.parse(out)
    // One that ends the engine is told.
    expect(diagnostics.filter(({ code }) => code !== 'exercise/solution-fails')).toEqual([])
    expect(visitors).toEqual([])
  } finally {
    server.close()
    fs.rmSync(root, { recursive: true, force: true })
  }
})

test('the exercises of the manual can be solved', () => {
  const out = execFileSync(process.execPath, [cli, 'check', '--run', '--strict', repository], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  expect(out).toContain('pages checked')
})
