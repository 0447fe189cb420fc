import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { highlight } from '../../src/markdown/highlight.ts'
import { codeSoup } from '../speed/code-soup.ts'
import { freshHighlighter } from '../speed/fresh-highlighter.ts'

const original = freshHighlighter()
const expected = (code: string, language: string): string =>
  original.highlight(code, { language, ignoreIllegals: true }).value

const samples: readonly (readonly [language: string, code: string])[] = [
  ['python', 'class A(B):\n    """Doc."""\n    def f(self, x=1): return f"{x!r:>{2}} & \'<b>\'"  # note\n'],
  ['xml', '<p class="a">&amp;<script>let a = `${1 + 1}`</script><style>p { color: red }</style></p>\n'],
  ['markdown', '# A *b*\n\n```js\nlet a\n```\n\n<b onclick="f()">c</b>\n'],
  ['php', '<?php echo "a $b {$c}"; ?><b>x</b>\n'],
  ['javascript', 'const f = async (a) => <div id="a">{a}</div> // a\n'],
  ['cpp', '#include <a>\ntemplate<class T> T f(T&& a) { return R"x(b)x"; }\n'],
  ['bash', 'for f in "$@"; do echo ${f%.*} <<EOF\n$f\nEOF\ndone\n'],
  ['yaml', 'a: &b [1, "c"]\nd: |\n  e\n'],
]

describe('highlighted code', () => {
  test.each(samples)('in %s is what highlight.js writes', (language, code) => {
    expect(highlight(code, language)).toBe(expected(code, language))
    expect(highlight(code, language)).toContain('<span class="hljs-')
  })

  test('stays so for anything that looks like code', () => {
    const piece = fc.oneof(fc.constantFrom(...samples.flatMap(([, code]) => code.split(/(\b|\n)/))), fc.string())
    const code = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(code, fc.constantFrom(...samples.map(([language]) => language)), (text, language) => {
        expect(highlight(text, language)).toBe(expected(text, language))
      }),
    )
  })

  test('is what highlight.js writes in each of its languages', () => {
    const languages = original.listLanguages().filter((name) => name !== 'plaintext')
    expect(languages.length).toBeGreaterThan(180)
    for (const language of languages)
      for (const code of codeSoup(original, language, Number(process.env.LECTERN_RUNS ?? 6)))
        expect(highlight(code, language), language).toBe(expected(code, language))
  })

  test('is what highlight.js writes for the code of the manual', () => {
    const root = path.resolve(import.meta.dirname, '../..')
    const blocks = ['content', 'docs', 'src/cli/starter']
      .flatMap((folder) => {
        const files = fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        return files.map((file) => path.join(root, folder, file))
      })
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) => [...fs.readFileSync(file, 'utf8').matchAll(/^(```|~~~)(\w+).*\n([\s\S]*?)^\1/gm)])
      .map(([, , language = '', code = '']) => ({ language, code }))
      .filter(({ language, code }) => highlight(code, language).includes('<span') && original.getLanguage(language))
    expect(blocks.length).toBeGreaterThan(20)
    for (const { language, code } of blocks) expect(highlight(code, language)).toBe(expected(code, language))
  })

  test('has code of another language in it coloured, whether or not that one was met before', () => {
    const code = '<style>a { color: red }</style><script>let a = 1</script>'
    const first = highlight(code, 'html')
    expect(first).toContain('<span class="hljs-keyword">let</span>')
    highlight('let a', 'js')
    expect(highlight(code, 'html')).toBe(first)
  })

  test('has the body of a request in the language that it looks like', () => {
    const code = 'POST / HTTP/1.1\nContent-Type: application/json\n\n{"a": [1, true]}\n'
    expect(highlight(code, 'http')).toBe(expected(code, 'http'))
  })
})
