import { describe, expect, test } from 'vitest'
import { mendFiles } from '../../src/cli/fix.ts'
import { site } from '../site.ts'

const mend = (files: Record<string, string>, options: { unsafe?: boolean; dryRun?: boolean } = {}) => {
  const built = site(files).build({ check: true })
  const mended = mendFiles(built.files, built.result().diagnostics, { unsafe: false, dryRun: false, ...options })
  const text = (path: string): string =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(built.files.read(path) ?? new Uint8Array())
  return { ...mended, text, built }
}

const moved = { 'content/iteration.md': '---\nredirect_from: [/basic/loops/, /old.html]\n---\n\n## More\n' }

describe('--fix', () => {
  test('mends wrong decoding, and keeps BOM and line ends', () => {
    const { fixes, text } = mend({ 'content/a.md': '\ufeff# A\r\n\r\nWho knows â€¦ cafÃ©\r\n' })
    expect(fixes).toBe(2)
    expect(text('content/a.md')).toBe('\ufeff# A\r\n\r\nWho knows … café\r\n')
  })

  test('names a page that has moved as it is called now', () => {
    const { text, built } = mend({
      ...moved,
      'content/a.md': 'next_url: basic/loops\n\n[x](%link:basic/loops%#more) [y](/basic/loops/#more) [z](/old.html)\n',
    })
    expect(text('content/a.md')).toBe(
      'next_url: iteration\n\n[x](%link:iteration%#more) [y](/iteration/#more) [z](/iteration/)\n',
    )
    built.build({ check: true }).expectCodes()
  })

  test('guesses only where it is asked to, and where one name is near', () => {
    const files = {
      'content/a.md': '# A\n\n[x](%link:lops%) %FigDo %link:part%\n\n%-- figure: {source: x.svg, id: FigDot} --%\n',
      'content/x.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>',
      'content/loops.md': '# L\n',
      'content/part-1.md': '# P\n',
      'content/part-2.md': '# P\n',
    }
    expect(mend(files).fixes).toBe(0)
    const { text, diff } = mend(files, { unsafe: true })
    expect(text('content/a.md')).toContain('[x](%link:loops%) %FigDot %link:part%\n')
    expect(diff).toBe(
      '--- content/a.md\n+++ content/a.md\n@@ -3 +3 @@\n-[x](%link:lops%) %FigDo %link:part%\n+[x](%link:loops%) %FigDot %link:part%\n',
    )
  })

  test('shows with --dry-run what it would change, and changes nothing', () => {
    const before = '# A\n\nâ€¦\n'
    const { diff, text } = mend({ 'content/a.md': before }, { dryRun: true })
    expect(diff).toContain('-â€¦\n+…\n')
    expect(text('content/a.md')).toBe(before)
  })

  test('leaves files alone that it could not write back as they were', () => {
    const mixed = '# A\r\n\nâ€¦\n'
    expect(mend({ 'content/a.md': mixed }).text('content/a.md')).toBe(mixed)
  })
})
