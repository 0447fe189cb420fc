import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manual, newReader } from './browser.ts'
import { packageFolder, panelOf } from './exercise-course.ts'

// A portable course, opened from the disk that it was built on.

const block = (id: string, engine: string, solution: string, more = ''): string =>
  `%--\nexercise:\n  id: ${id}\n  engine: ${engine}\n  task: Go.\n  output: ['42', "42\\n--\\n42"]\n  solution: ${solution}\n${more}--%\n`
const PROGRAMS = {
  ExPython: ['python', 'print(int(input()) + 2)'],
  ExJavascript: ['javascript', 'console.log(Number(prompt()) + 2)'],
  ExSql: ['sql', 'SELECT 42'],
  ExMicropython: ['micropython', 'print(int(input()) + 2)'],
} as const

const ENDLESS: Readonly<Record<string, string>> = {
  ExPython: 'while True: pass',
  ExJavascript: 'for (;;) {}',
  ExSql: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n',
  ExMicropython: 'while True: pass',
}

describe.each([
  ['a portable course', true],
  ['a course that is not portable', false],
])('%s on a disk', (_, portable) => {
  const at: { folder: string; page?: Page } = { folder: '' }
  beforeAll(async () => {
    at.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-disk-'))
    fs.mkdirSync(path.join(at.folder, 'content'))
    const blocks = Object.entries(PROGRAMS).map(([id, [engine, code]]) => block(id, engine, code))
    fs.writeFileSync(path.join(at.folder, 'content/index.md'), `# Course\n\n${blocks.join('\n')}`)
    for (const name of ['pyodide', 'quickjs-wasi', 'sql.js', '@micropython/micropython-webassembly-pyscript']) {
      const link = path.join(at.folder, 'node_modules', name)
      fs.mkdirSync(path.dirname(link), { recursive: true })
      fs.symlinkSync(packageFolder(name), link)
    }
    const cli = path.join(manual, 'lib/cli.js')
    execFileSync(process.execPath, [cli, 'build', at.folder, ...(portable ? ['--portable'] : [])], { stdio: 'pipe' })
    at.page = await (await newReader()).newPage()
    await at.page.goto(pathToFileURL(path.join(at.folder, 'dist/index.html')).href)
  })
  afterAll(async () => {
    await at.page?.context().close()
    fs.rmSync(at.folder, { recursive: true, force: true })
  })

  test.each(Object.entries(PROGRAMS))('%s', async (id, [, code]) => {
    if (!at.page) throw new Error('There is no page.')
    const panel = panelOf(at.page, id)
    await panel.start(code)
    if (!portable) {
      expect(await panel.end()).toMatch(/Code does not run when the course is opened from a disk/)
      return
    }
    if (id !== 'ExSql') {
      await panel.input.waitFor()
      await panel.input.fill('40')
      await panel.input.press('Enter')
    }
    expect(await panel.end()).toBe('Solved!')
    expect(await panel.output.textContent()).toContain('42\n')
    // What does not end is stopped here, too, and the next program runs.
    await panel.start(ENDLESS[id] ?? '')
    await panel.button('Stop').click()
    expect(await panel.end()).toBe('Stopped.')
  })
})
