import { describe, expect, test } from 'vitest'
import { applyFixes } from '../../src/diagnostics/fixes.ts'
import { site } from '../site.ts'

const forms: readonly (readonly [string, (date: string) => string])[] = [
  ['plain', (date) => `title: A\ndate: ${date}\n\nText.\n`],
  ['fenced', (date) => `---\ntitle: A\ndate: ${date}\n---\n\nText.\n`],
  ['in quotes', (date) => `---\ntitle: A\ndate: "${date}"\n---\n\nText.\n`],
]
const build = (text: string) => site({ 'site.yaml': 'url: https://example.org\n', 'content/a.md': text }).build()

describe.each(forms)('a date, %s', (_, page) => {
  test.each([
    ['31.12.2024', '2024-12-31'],
    ['1. 3. 2026', '2026-03-01'],
    ['2026-3-1', '2026-03-01'],
    ['2026/03/01', '2026-03-01'],
    ['20260301', '2026-03-01'],
    ['12/31/2024', '2024-12-31'],
    ['31/12/2024', '2024-12-31'],
    ['2024-31-12', '2024-12-31'],
    ['January 5, 2024', '2024-01-05'],
    ['5 Jan 2024', '2024-01-05'],
    ['Mon, 5 January 2024 10:00', '2024-01-05'],
    ['5th of March 2026', '2026-03-05'],
    ['1er août 2024', '2024-08-01'],
    ['5. März 2024', '2024-03-05'],
    ['5 de mayo de 2024', '2024-05-05'],
    ['5 мая 2024', '2024-05-05'],
    ['2024年12月31日', '2024-12-31'],
    ['2024년 12월 31일', '2024-12-31'],
    ['2026-3-1 10:00', '2026-03-01'],
    ['2026-03-01 25:00', '2026-03-01'],
  ])('%s is told with what to write, and the hint holds', (written, meant) => {
    const text = page(written)
    const built = build(text).expectCodes('front-matter/bad-date')
    expect(built.printed()).toContain(`hint: write \`${meant}\`\n`.trim())
    const { diagnostics } = built.result()
    const mended = applyFixes(text, 'content/a.md', diagnostics, true)
    build(mended.count === 1 ? mended.text : page(meant))
      .expectCodes()
      .expect('feed.xml', `<updated>${meant}T`)
  })

  test.each([
    ['05/01/2024', 'write `2024-01-05` or `2024-05-01`'],
    ['2026-02-30', 'February 2026 has 28 days'],
    ['2024-02-30', 'February 2024 has 29 days'],
    ['2026-04-31 10:00', 'April 2026 has 30 days'],
    ['2026-13-32', 'a year has 12 months'],
    ['2026-03', 'as in `2026-03-01`'],
    ['March 2026', 'as in `2026-03-01`'],
    ['31.12.24', 'as in `2026-03-01`'],
    ['30.02.2026', 'as in `2026-03-01`'],
    ['soon', 'as in `2026-03-01`'],
  ])('%s is told, and nothing is mended where it is not known what was meant', (written, hint) => {
    const built = build(page(written)).expectCodes('front-matter/bad-date')
    expect(built.printed()).toContain(hint)
    expect(applyFixes(page(written), 'content/a.md', built.result().diagnostics, true).count).toBe(0)
  })

  test.each(['2026-03-01', '2026-03-01T10:00', '2026-03-01 10:00:30 +0200', '2026-03-01T10:00:00.5Z', ''])(
    '%s is taken',
    (written) => {
      build(page(written)).expectCodes()
    },
  )
})
