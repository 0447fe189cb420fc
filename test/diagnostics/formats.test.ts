import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Log } from 'sarif'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/build/session.ts'
import { codeTable } from '../../src/diagnostics/counts.ts'
import { linesOf, placeOf } from '../../src/diagnostics/frame.ts'
import { githubCommands, githubSummary } from '../../src/diagnostics/github.ts'
import { jsonReport } from '../../src/diagnostics/json.ts'
import { type LocatedDiagnostic, locateAll } from '../../src/diagnostics/located.ts'
import { sarifReport } from '../../src/diagnostics/sarif.ts'
import { site } from '../site.ts'

/** Faults of a site. */
function faultsOf(files: Readonly<Record<string, string | Uint8Array>>): LocatedDiagnostic[] {
  const built = site(files, { advice: true }).build({ check: true })
  return locateAll(built.result().diagnostics, textOf(built.session))
}

/** A site with faults of many kinds: with a place, without, in a picture, over several lines, with related places. */
const faulty = (): LocatedDiagnostic[] =>
  faultsOf({
    'content/a, b: 100%.md': '# A\n\n😀 See [x](%link:nowhere%), 5%.\n\n%-- include: part.md --%\n',
    'content/part.md': 'A [y](/no|where/).\n\n%-- include: part.md --%\n',
    'content/loops.md':
      '%--\nfigure:\n  id: FigA\n  source: x.png\n--%\n\n%--\nfigure:\n  id: FigA\n  source: x.png\n--%\n',
    'content/x.png': 'no picture',
    'site.yaml': 'titel: x\n',
  })

/** All faults of the wrong sites in `test/broken/`, as if they were of one: each code, in each place that it is told of. */
function everyFault(): LocatedDiagnostic[] {
  const root = path.join(import.meta.dirname, '../broken')
  return fs.readdirSync(root).flatMap((name) => {
    const folder = path.join(root, name)
    const files = fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file !== 'expected.txt' && fs.statSync(path.join(folder, file)).isFile())
    return faultsOf(
      Object.fromEntries(
        files.map((file) => [file.split(path.sep).join('/'), fs.readFileSync(path.join(folder, file))]),
      ),
    )
  })
}

const run = { generator: 'Lectern 1.2.3', version: '1.2.3', folder: 'course', pages: 3 }

describe('the JSON report', () => {
  const schema: unknown = JSON.parse(
    fs.readFileSync(path.join(import.meta.dirname, '../../docs/diagnostics.schema.json'), 'utf8'),
  )
  const validate = new Ajv2020({ strict: false }).compile(Object(schema))

  test('has the form that its schema says', () => {
    const report: unknown = JSON.parse(jsonReport(faulty(), run))
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true)
    expect(report).toMatchObject({ version: 1, generator: 'Lectern 1.2.3', folder: 'course', pages: 3 })
    expect(validate(JSON.parse(jsonReport([], run)))).toBe(true)
    const timings = [{ stage: 'start', wall: 71.5, processor: 80 }]
    expect(validate(JSON.parse(jsonReport([], { ...run, timings })))).toBe(true)
    expect(validate(JSON.parse(jsonReport([], { ...run, timings: [{ stage: 'start' }] })))).toBe(false)
    expect(validate(JSON.parse(jsonReport(everyFault(), run))), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ version: 2 })).toBe(false)
  })

  test('counts columns in characters, from 1', () => {
    const at = faulty().find((item) => item.code === 'link/unknown-page')
    expect(at?.place).toEqual({
      path: 'content/a, b: 100%.md',
      region: { line: 3, column: 11, endLine: 3, endColumn: 25 },
    })
  })
})

describe('the report for people', () => {
  test('shows what would steer a terminal, and does not send it there', () => {
    const built = site({ 'content/a\u001b[2J.md': '# A\n\n\u001b]0;title\u0007 %link:\u009b31mno% \u007f\n' })
    expect(built.build({ check: true }).printed()).toContain('\ufffd]0;title\ufffd %link:\ufffd31mno%')
    expect(built.printed()).not.toMatch(/(?!\n)\p{Cc}/u)
  })

  test('counts characters right in whatever order places are asked for', () => {
    const text = linesOf('a😀b\n😀😀c\n')
    const columns = (...offsets: number[]): string[] =>
      offsets.map((offset) => Object.values(placeOf(text, offset)).join(':'))
    expect(columns(0, 1, 3, 4, 5, 7, 9, 10)).toEqual(['1:1', '1:2', '1:3', '1:4', '2:1', '2:2', '2:3', '2:4'])
    // 2 is in the middle of a character of two code units.
    expect(columns(9, 3, 7, 2, 3, 99, 0)).toEqual(['2:3', '1:3', '2:2', '1:2', '1:3', '3:1', '1:1'])
  })

  test('names a few of many pages with the same name', () => {
    const files = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`content/part-${i}/loops.md`, '# L\n']))
    const built = site({ ...files, 'content/a.md': '# A\n\n%link:loops%\n' }).build({ check: true })
    expect(built.printed()).toContain('`part-4/loops` or 4 more')
  })
})

describe('workflow commands of GitHub', () => {
  test('escape what ends a property or a command', () => {
    const [command] = githubCommands(
      [
        {
          code: 'link/unknown-page',
          severity: 'error',
          message: '100% of\r\n::error::, a:b',
          hint: 'Did you mean `c`?',
          place: { path: 'a, b: 100%.md', region: { line: 3, column: 4, endLine: 3, endColumn: 9 } },
          related: [],
          fix: undefined,
        },
      ],
      'docs/',
    ).split('\n')
    expect(command).toBe(
      '::error file=docs/a%2C b%3A 100%25.md,line=3,endLine=3,col=4,endColumn=9,title=link/unknown-page::100%25 of%0D%0A::error::, a:b%0ADid you mean `c`?',
    )
  })

  test('are one line each, with columns only where they are on one line', () => {
    const found = faulty()
    const lines = githubCommands(found).trimEnd().split('\n')
    expect(lines.length).toBe(found.length)
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning) [^\n:]+::/)
    expect(
      githubCommands([
        { ...single, place: { path: 'a.md', region: { line: 1, column: 2, endLine: 4, endColumn: 1 } } },
      ]),
    ).toBe('::warning file=a.md,line=1,endLine=4,title=picture/unreadable::A | <b>.\n')
    expect(githubCommands([{ ...single, place: undefined }])).toBe('::warning title=picture/unreadable::A | <b>.\n')
  })

  test('come with the whole list as Markdown, cut where GitHub has no room', () => {
    const text = githubSummary([single], 1)
    expect(text).toContain('## 1 page: 1 warning\n')
    expect(text).toContain('| 7 | warning | `picture/unreadable` | A \\| &lt;b>. |')
    expect(text).toContain('| 1 | `picture/unreadable` |')
    const many = githubSummary(
      Array.from({ length: 20_000 }, () => single),
      1,
    )
    expect(Buffer.byteLength(many)).toBeLessThan(1024 * 1024)
    expect(many).toMatch(/…and \d+ more/)
    expect(githubSummary([], 2)).toBe('## 2 pages: no errors\n')
  })
})

const single: LocatedDiagnostic = {
  code: 'picture/unreadable',
  severity: 'warning',
  message: 'A | <b>.',
  place: { path: 'a.md', region: { line: 7, column: 1, endLine: 7, endColumn: 2 } },
  related: [],
  fix: undefined,
}

describe('SARIF', () => {
  const schema: unknown = JSON.parse(
    fs.readFileSync(
      createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
      'utf8',
    ),
  )
  // It is written in an older draft, of which it uses nothing that has changed since but these two keys.
  const { $schema, id, ...rules } = Object(schema)
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(rules)

  test('has the form that its schema says, for every fault that there is', () => {
    for (const found of [[], faulty(), everyFault()]) {
      const log: unknown = JSON.parse(sarifReport(found, run, 'docs/'))
      expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true)
    }
    expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false)
    expect(`${$schema} ${id}`).toContain('sarif-2.1.0')
  })

  test('names rules, places and related places as the standard wants them', () => {
    const log: Log = JSON.parse(sarifReport(faulty(), run, 'docs/'))
    expect(log.version).toBe('2.1.0')
    const [only] = log.runs
    const rules = only?.tool.driver.rules ?? []
    expect(rules.map((rule) => rule.id)).toEqual([...new Set(rules.map((rule) => rule.id))].sort())
    for (const result of only?.results ?? []) {
      expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId)
      expect(['error', 'warning']).toContain(result.level)
      for (const { physicalLocation } of result.locations ?? []) {
        const uri = physicalLocation?.artifactLocation?.uri ?? ''
        expect(decodeURIComponent(new URL(uri, 'file:///').pathname)).toMatch(/^\/docs\/|^\/docs$/)
        const region = physicalLocation?.region
        if (region) {
          expect(region.startLine).toBeGreaterThan(0)
          expect(region.startColumn).toBeGreaterThan(0)
        }
      }
    }
    expect(only?.results?.some((result) => result.relatedLocations?.length)).toBe(true)
  })
})

test('the table of codes counts them, the most frequent first, where there are several', () => {
  const two = { code: 'file/missing' } as const
  expect(codeTable([single, two, two])).toBe('  2  file/missing\n  1  picture/unreadable\n')
  expect(codeTable([single, two])).toBe('')
})
