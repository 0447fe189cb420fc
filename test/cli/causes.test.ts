import { describe, expect, test } from 'vitest'
import { causesOf } from '../../src/cli/causes/causes.ts'
import { site } from '../site.ts'

/** What a run on these files gives as causes. */
function causes(files: Readonly<Record<string, string>>): readonly string[] {
  const built = site(files, { advice: true }).build({ check: true })
  const { diagnostics, settings } = built.result()
  return causesOf({ diagnostics, files: Object.keys(files), settings })
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)
const byNumber = (count: number, entry: (i: number) => readonly [string, string]): Record<string, string> =>
  Object.fromEntries(numbers(count).map(entry))
const figure = (source: string): string =>
  `%--\nfigure:\n  id: FigPlot\n  source: ${source}\n  caption: A.\n  alt: A plot.\n--%\n`

describe('causes', () => {
  test('are not looked for where there is little to explain', () => {
    expect(causes(byNumber(5, (i) => [`content/p${i}.md`, '# A\n\n[x](%link:nowhere%)\n']))).toEqual([])
  })

  test('name the folder that files with addresses from the root lie in', () => {
    const files = {
      ...byNumber(12, (i) => [`content/p${i}.md`, `# A\n\n![A plot](/img/p${i}.svg)\n`]),
      ...byNumber(12, (i) => [`static/img/p${i}.svg`, '<svg/>']),
    }
    expect(causes(files)).toEqual([
      '12 files that are missing lie in `static/`: set `assets: static` in `site.yaml`, if they belong there.',
    ])
  })

  test('name the folder that files of blocks lie in', () => {
    const files = {
      ...byNumber(12, (i) => [`content/p${i}.md`, `# A\n\n${figure(`p${i}.svg`)}`]),
      ...byNumber(12, (i) => [`figures/p${i}.svg`, '<svg/>']),
    }
    expect(causes(files)[0]).toBe(
      '12 files that are missing lie in `figures/`: set `include: [figures]` in `site.yaml`, if they belong there.',
    )
  })

  test('name the place beside each page where its files lie', () => {
    const files = {
      ...byNumber(12, (i) => [`content/en/p${i}.md`, `# A\n\n${figure('plot.svg')}`]),
      ...byNumber(12, (i) => [`content/img/p${i}/plot.svg`, '<svg/>']),
    }
    expect(causes(files)[0]).toMatch(/^12 files that are missing lie in `\.\.\/img\/<page>\/` as seen from their page/)
  })

  test('name the folder that all pages lie in', () => {
    const files = {
      'sitemap.yaml': numbers(12)
        .map((i) => `P${i}: basic/p${i}\n`)
        .join(''),
      ...byNumber(12, (i) => [`content/pages/basic/p${i}.md`, '# A\n']),
    }
    expect(causes(files)).toContain(
      '12 names are those of pages below `content/pages/`: set `content: content/pages` in `site.yaml`, if all pages lie there.',
    )
  })

  test('name what keeps names of pages apart', () => {
    const files = {
      'content/index.md': `# A\n\n${numbers(12)
        .map((i) => `[x${i}](%link:Part.${i}_b%)\n`)
        .join('\n')}`,
      ...byNumber(12, (i) => [`content/part-${i}-b.md`, '# A\n']),
    }
    expect(causes(files)[0]).toBe(
      '12 names of pages fit but for dots, dashes, capitals or an ending, such as `Part.0_b` for `part-0-b`: `lectern check --fix=unsafe` takes the nearest name.',
    )
  })

  test('name what is told again and again, with what to do', () => {
    const files = byNumber(12, (i) => [`content/p${i}.md`, `# A\n\n\`\`\`{code-cell}\n1\n\`\`\`\n`])
    expect(causes(files)[0]).toMatch(/^12 times the same, `[a-z/-]+`: .+\. .+/)
  })

  test('name a folder that hardly holds pages and most of the faults', () => {
    const faults = numbers(12)
      .map((i) => `[x](%link:nowhere${i}%)\n`)
      .join('\n')
    const files = {
      'content/old/a.md': `# A\n\n${faults}`,
      ...byNumber(3, (i) => [`content/p${i}.md`, '# A\n']),
    }
    expect(causes(files)).toEqual([
      expect.stringMatching(/^12 of \d+ lie in `content\/old\/`: .*begin its name with `_`\.$/),
    ])
  })

  test('are five at most, each of which explains what those before it do not', () => {
    const kinds = numbers(8).map((k) => `[x](%link:kind${k}%)\n\n`)
    const told = causes(byNumber(12, (i) => [`content/p${i}.md`, `# A\n\n${kinds.join('')}`]))
    expect(told).toHaveLength(5)
    expect(new Set(told).size).toBe(5)
  })
})
