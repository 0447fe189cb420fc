import { describe, expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { textOf } from '../../src/build/session.ts'
import { prettyAll } from '../../src/diagnostics/pretty.ts'
import { brokenSites, filesOfBroken } from '../broken-sites.ts'
import { memorySite } from '../memory-site.ts'

type Files = Readonly<Record<string, string | Uint8Array>>

/** What is told of a site by a build, or by a check that does nothing else than finding faults. */
function told(files: Files, analysesOnly: boolean): string {
  const { session } = memorySite(files, { analysesOnly })
  return prettyAll(build(session, { check: analysesOnly }).diagnostics, textOf(session)).join('\n\n')
}

describe('a check tells what a build tells', () => {
  test.each(brokenSites)('%s', (name) => {
    const files = filesOfBroken(name)
    const expected = told(files, false)
    expect(expected).not.toBe('')
    expect(told(files, true)).toBe(expected)
  })

  test.each<[string, Files, string]>([
    [
      'a file that stands where the folder of the search goes',
      { 'content/index.md': '# A\n', 'assets/lectern/search': 'x' },
      'page/duplicate-address',
    ],
    [
      'the same of a language',
      {
        'site.yaml': 'lang: en\nlanguages:\n  en: English\n  de: Deutsch\n',
        'content/index.md': '# A\n',
        'content/de/index.md': '# B\n',
        'assets/lectern/search/de': 'x',
      },
      'page/duplicate-address',
    ],
    [
      'code that is shown again and again',
      {
        'content/index.md': `# A\n\n${Array.from({ length: 9 }, (_, i) => `%--\ncode:\n  source: a.py\n  id: Lst${i}\n--%\n\n`).join('')}`,
        'content/a.py': 'if 1 + 1 == 2: print("x")\n'.repeat(4000),
      },
      'page/grows',
    ],
  ])('%s', (_, files, code) => {
    const expected = told(files, false)
    expect(expected).toContain(code)
    expect(told(files, true)).toBe(expected)
  })
})
