import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const cli = path.resolve(import.meta.dirname, '../../lib/cli.js')
const state = { root: '' }

beforeAll(() => {
  state.root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-closed-pipe-'))
  fs.mkdirSync(path.join(state.root, 'content'))
  const links = Array.from({ length: 40 }, (_, i) => `[x](none${i}.md)`).join('\n\n')
  for (let i = 0; i < 40; i++) fs.writeFileSync(path.join(state.root, `content/p${i}.md`), `title: P${i}\n\n${links}\n`)
})
afterAll(() => fs.rmSync(state.root, { recursive: true }))

/** Runs a command whose one output nobody reads; gives its exit code, and what it says on the other. */
const withoutReader = (of: 'stdout' | 'stderr', ...words: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly told: string }>((resolve) => {
    const child = spawn(process.execPath, [cli, ...words], { cwd: state.root, stdio: ['ignore', 'pipe', 'pipe'] })
    child[of].destroy()
    const told: string[] = []
    child[of === 'stdout' ? 'stderr' : 'stdout'].setEncoding('utf8').on('data', (part: string) => told.push(part))
    child.on('close', (code) => resolve({ code, told: told.join('') }))
  })

test.each(['json', 'sarif', 'github'])(
  'a check whose report nobody reads to its end says no more, and ends as it would: %s',
  async (format) => {
    expect(await withoutReader('stdout', 'check', '--all', '--format', format)).toEqual({ code: 1, told: '' })
  },
)

test('a build whose diagnostics nobody reads writes its site all the same', async () => {
  const { code, told } = await withoutReader('stderr', 'build', '--keep-going')
  expect({ code, told }).toEqual({ code: 1, told: expect.stringContaining('files in dist') })
  expect(fs.existsSync(path.join(state.root, 'dist/p39/index.html'))).toBe(true)
})

test.each([
  [['--help'], 0],
  [['--version'], 0],
])('%s', async (words, code) => {
  expect(await withoutReader('stdout', ...words)).toMatchObject({ code })
})
