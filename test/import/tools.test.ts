import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { REPORT } from '../../src/cli/import-report.ts'
import { type ToolId, toolNames } from '../../src/import/tool.ts'
import { movedIn } from './old-site.ts'

/**
 * A small site of each program, `sites/NAME/`, and what becomes of it, `sites/NAME.course`: all its files, what was not taken over, and
 * what `check` tells of the course.
 */

const folder = path.join(import.meta.dirname, 'sites')

const sourceOf = (tool: string): Record<string, string> => {
  const root = path.join(folder, tool)
  const names = fs.readdirSync(root, { recursive: true, encoding: 'utf8' })
  return Object.fromEntries(
    names
      .filter((name) => fs.statSync(path.join(root, name)).isFile())
      .map((name) => [name.split(path.sep).join('/'), fs.readFileSync(path.join(root, name), 'utf8')]),
  )
}

describe('a site becomes a course', () => {
  test.each(Object.keys(toolNames))('%s', async (tool) => {
    const made = movedIn(sourceOf(tool))
    expect(made.tool satisfies ToolId).toBe(tool)
    const built = made.built()
    const shown = [
      ...Object.entries(made.files).map(([name, text]) => `=== ${name}\n${name.endsWith('.svg') ? '' : text}`),
      `=== rewritten\n${[...made.rewritten].map(([name, count]) => `${count} × ${name}\n`).join('')}`,
      `=== left\n${made.left.map((text) => `${text}\n`).join('')}`,
      `=== told\n${built.printed()}\n`,
    ]
    await expect(shown.join('\n')).toMatchFileSnapshot(path.join(folder, `${tool}.course`))
    expect(built.result().diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

test('the report lies beside the pages, not among them', () => {
  expect(REPORT.startsWith('content/')).toBe(false)
})
