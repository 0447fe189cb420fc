import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Code, codes, type Severity } from '../src/diagnostics/codes.ts'
import { memoryFiles } from '../src/files/memory.ts'
import { filesOfBroken as filesOf, brokenSites as names, brokenFolder as root } from './broken-sites.ts'
import { advice, site } from './site.ts'

/**
 * A wrong site for each diagnostic, in `test/broken/<code>[--variant]/`, with exactly what is printed in its
 * `expected.txt`.
 */

/** The code that a folder is named after. */
const codeOf = (name: string): string => name.replace(/--.*$/, '')

/** Settings that cannot be read have no rules. */
const UNREADABLE_SETTINGS = new Set(['config-bad-yaml', 'config-bad-yaml--colon', 'config-wrong-type--not-a-mapping'])

/** Codes that need an output folder, a disk, a thread or another program: they are below, or in test/plugins, test/run and test/output. */
const elsewhere: readonly Code[] = [
  'output/busy',
  'output/cannot-write',
  'output/foreign-file',
  'output/foreign-folder',
  'output/overlap',
  'file/unreadable',
  'link/unreachable',
  'block/failed',
  'run/died',
  'run/differs',
  'run/failed',
  'run/no-engine',
  'run/no-exception',
  'run/no-package',
  'run/time',
  'run/too-much-output',
  'diagram/bad',
  'picture/no-package',
  'picture/not-copied',
  'history/cut',
  'history/unknown',
  'exercise/no-engine',
  'plugin/bad-result',
  'plugin/failed',
  // Told by `lectern check --run`: see test/verify and test/cli/check-run.test.ts.
  'exercise/check-faulty',
  'exercise/empty-passes',
  'exercise/package-missing',
  'exercise/slow',
  'exercise/solution-fails',
  'exercise/starter-passes',
  'exercise/unsteady',
  'exercise/wrong-message',
  'exercise/wrong-passes',
  'quiz/predict-differs',
]

describe('a wrong site', () => {
  test.each(names)('%s', (name) => {
    const isAdvice = [...advice].some((code) => code.replace('/', '-') === codeOf(name))
    const built = site(filesOf(name), { advice: isAdvice }).build({ check: true })
    expect(`${built.printed()}\n`).toBe(fs.readFileSync(path.join(root, name, 'expected.txt'), 'utf8'))
    expect(built.result().diagnostics.map((item) => item.code.replace('/', '-'))).toContain(codeOf(name))
  })

  test.each(names.filter((name) => !UNREADABLE_SETTINGS.has(name)))(
    '%s is told as a rule of the site wants it',
    (name) => {
      const files = filesOf(name)
      const settings = new TextDecoder().decode(files['site.yaml']).replace(/^rules:.*\n(?: .*\n)*/m, '')
      const code = Object.keys(codes).find((item) => item.replace('/', '-') === codeOf(name))
      const told = (rule: string): (Severity | undefined)[] =>
        site({ ...files, 'site.yaml': `${settings}\nrules: {${code}: ${rule}}\n` }, { advice: true })
          .build({ check: true })
          .result()
          .diagnostics.flatMap((item) => (item.code === code ? [item.severity] : []))
      expect(told('off')).toEqual([])
      for (const rule of ['warning', 'error'] as const) expect([...new Set(told(rule))]).toEqual([rule])
    },
  )

  test('is there for each diagnostic', () => {
    const shown = new Set(names.map(codeOf))
    const missing = Object.keys(codes).filter((code) => !shown.has(code.replace('/', '-')))
    expect(missing.sort()).toEqual([...elsewhere].sort())
  })
})

const page = { 'content/a.md': '# A\n' }

test('a key or a value of YAML that is not there has a place', () => {
  const built = site(
    { 'content/a.md': '# A\n', 'site.yaml': 'title: A\n? \n', 'constants.yaml': '?' },
    { advice: true },
  ).build()
  for (const { span } of built.result().diagnostics) {
    expect(span?.start).toBeGreaterThanOrEqual(0)
    expect(span?.end).toBeGreaterThan(span?.start ?? 0)
  }
  expect(built.result().diagnostics.map(({ code }) => code)).toEqual(['constant/bad-name', 'config/unknown-key'])
})

describe('an output folder', () => {
  test('with files of others is refused', () => {
    const built = site(page)
    built.output.contents.set('thesis.docx', 'x')
    built.output.contents.set('data/x.csv', 'x')
    expect(built.build().printed()).toBe(
      'error  output/foreign-folder  The output folder `dist` holds files that Lectern did not write: `data/x.csv` and 1 more.\n    hint: choose another folder with `--output`, or empty this one yourself',
    )
  })

  test('keeps a file of others that is in the way', () => {
    const built = site(page).build()
    built.output.contents.set('b/index.html', 'mine')
    expect(built.edit('content/b.md', '# B\n').build().printed()).toBe(
      'error  output/foreign-file  `dist/b/index.html` was not written by Lectern, and the site has a file of that name.\n    hint: move it away, or keep it in the assets folder',
    )
    expect(built.page('b/index.html')).toBe('mine')
  })

  test('may not lie in the content', () => {
    expect(site(page).build({ output: 'content/out' }).printed()).toBe(
      'error  output/overlap  The output folder `content/out` and `content` lie in each other.\n    hint: choose a folder beside it, such as `dist`',
    )
  })

  test('that cannot be written is told', () => {
    const built = site(page)
    Object.assign(built.output, {
      write: () => {
        throw Object.assign(new Error('no'), { code: 'ENOSPC' })
      },
    })
    expect(built.build().printed()).toBe(
      'error  output/cannot-write  `dist/.lectern-manifest.json` cannot be written: no space is left on the disk.',
    )
  })
})

describe('a file that cannot be read', () => {
  test('is told, whether it is a page or copied', () => {
    const built = site({ ...page, 'content/b.md': '# B\n', 'content/x.png': 'x' })
    const { read, readStamped } = memoryFiles(page)
    Object.assign(built.files, { read, readStamped })
    expect(built.build().printed()).toBe(
      'error  file/unreadable  `content/b.md` cannot be read.\n    hint: look at its permissions',
    )
    expect(built.remove('content/b.md').build().printed()).toBe(
      'error  file/unreadable  `content/x.png` cannot be read.\n    hint: look at its permissions, and whether it still exists',
    )
  })
})
