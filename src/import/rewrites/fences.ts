import { block, indented } from './lines.ts'
import type { Fence, Rewrite, RewriteContext } from './rewrite.ts'

const remade = (fence: Fence, info: string, body: readonly string[]): readonly string[] => [
  `${fence.indent}${fence.marks}${info}`,
  ...body,
  ...(fence.close === '' ? [] : [fence.close]),
]

/** `2 4-5` and `2, 4-5` as `2,4-5`. */
const ranges = (written: string): string =>
  written
    .trim()
    .split(/[\s,]+/)
    .join(',')

const MARK =
  /[ \t]*(?:\/\/|#|--|;|%|<!--|\/\*)[ \t]*\[!code[ \t]+(\+\+|--|highlight|hl|focus|warning|error)(?::(\d+))?\][ \t]*(?:-->|\*\/)?[ \t]*$/
const NEXT =
  /^[ \t]*(?:\/\/|#|--|;|%|<!--|\/\*|\{\/\*)[ \t]*highlight-(next-line|start|end)[ \t]*(?:-->|\*\/\}?)?[ \t]*$/

/** Lines of a fence that comments mark, and the code without those comments. */
function readMarks(body: readonly string[]): { readonly body: readonly string[]; readonly info: string } {
  const lines: Record<'mark' | 'ins' | 'del', number[]> = { mark: [], ins: [], del: [] }
  const out: string[] = []
  let isMarked = false
  let marksNext = false
  for (const line of body) {
    const next = NEXT.exec(line)?.[1]
    if (next !== undefined) {
      if (next === 'next-line') marksNext = true
      else isMarked = next === 'start'
      continue
    }
    const [whole, sign, count] = MARK.exec(line) ?? []
    out.push(whole === undefined ? line : line.slice(0, line.length - whole.length))
    const kind = sign === '++' ? 'ins' : sign === '--' ? 'del' : sign === undefined ? undefined : 'mark'
    if (kind) for (let i = 0; i < Number(count ?? 1); i++) lines[kind].push(out.length + i)
    else if (isMarked || marksNext) lines.mark.push(out.length)
    marksNext = false
  }
  const info = [
    lines.mark.length ? `{${lines.mark.join(',')}}` : '',
    lines.ins.length ? `ins={${lines.ins.join(',')}}` : '',
    lines.del.length ? `del={${lines.del.join(',')}}` : '',
  ]
  return { body: out, info: info.filter((part) => part !== '').join(' ') }
}

/** Names of languages that highlighters elsewhere know. */
const LANGUAGES: Readonly<Record<string, string>> = {
  py3: 'python',
  python3: 'python',
  ipython: 'python',
  ipython3: 'python',
  pycon3: 'pycon',
  'go-html-template': 'html',
  'go-text-template': 'text',
  'html+jinja': 'html',
  jinja2: 'django',
  shellsession: 'console',
  'shell-session': 'console',
  powershell7: 'powershell',
  output: 'text',
  error: 'text',
  warning: 'text',
  none: 'text',
}

/** Options of fences. */
export const fenceRewrites: readonly Rewrite[] = [
  {
    name: 'a name of a language',
    tools: ['mkdocs', 'docusaurus', 'vitepress', 'starlight', 'carpentries', 'jekyll', 'hugo', 'mdbook', 'pelican'],
    from: '```py3\nx = 1\n```',
    to: '```python\nx = 1\n```',
    fence(fence) {
      const [, name = '', rest = ''] = /^([\w+-]+)([\s\S]*)$/.exec(fence.info) ?? []
      const known = Object.hasOwn(LANGUAGES, name.toLowerCase()) ? LANGUAGES[name.toLowerCase()] : undefined
      return known === undefined || rest.trim() !== '' ? undefined : remade(fence, known, fence.body)
    },
  },
  {
    name: 'marked and numbered lines',
    tools: ['mkdocs'],
    from: '``` python title="loop.py" hl_lines="2 4-5" linenums="1"\nx = 1\n```',
    to: '```python title="loop.py" {2,4-5} showLineNumbers\nx = 1\n```',
    fence(fence) {
      const { info } = fence
      if (!/\b(?:hl_lines|linenums)\s*=/.test(info)) return undefined
      const made = info
        .replace(/^\{\s*\.?([\w+-]+)([\s\S]*)\}$/, '$1$2')
        .replace(/\bhl_lines\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/, (_, a, b, c) => `{${ranges(a ?? b ?? c)}}`)
        .replace(/\blinenums\s*=\s*["']?(\d+)[^"'\s]*["']?/, (_, n: string) =>
          n === '1' ? 'showLineNumbers' : `startLineNumber=${n}`,
        )
      return remade(fence, made.trim(), fence.body)
    },
  },
  {
    name: 'line numbers',
    tools: ['vitepress'],
    from: '```ts:line-numbers {1}\nlet x = 1\n```',
    to: '```ts showLineNumbers {1}\nlet x = 1\n```',
    fence(fence, context) {
      if (!/^[\w+#-]*:(?:no-)?line-numbers/.test(fence.info)) return undefined
      const info = fence.info
        .replace(/:no-line-numbers/, '')
        .replace(/:line-numbers=(\d+)/, ' startLineNumber=$1')
        .replace(/:line-numbers/, ' showLineNumbers')
      const marked = readMarks(fence.body)
      void context
      return remade(fence, `${info} ${marked.info}`.trim(), marked.body)
    },
  },
  {
    name: 'a title of code',
    tools: ['vitepress'],
    from: '```ts [config.ts]\nlet x = 1\n```',
    to: '```ts title="config.ts"\nlet x = 1\n```',
    fence(fence) {
      if (!/^[\w+#-]+.*\[[^\]]+\]/.test(fence.info)) return undefined
      const marked = readMarks(fence.body)
      const info = fence.info.replace(/\[([^\]]+)\]/, 'title="$1"')
      return remade(fence, `${info} ${marked.info}`.trim(), marked.body)
    },
  },
  {
    name: 'lines that comments mark',
    tools: ['vitepress', 'docusaurus', 'starlight'],
    from: '```js\nlet a = 1 // [!code --]\nlet a = 2 // [!code ++]\n```',
    to: '```js ins={2} del={1}\nlet a = 1\nlet a = 2\n```',
    fence(fence) {
      const marked = readMarks(fence.body)
      return marked.info === '' ? undefined : remade(fence, `${fence.info} ${marked.info}`.trim(), marked.body)
    },
  },
  {
    name: 'numbers of lines',
    tools: ['hugo'],
    from: '```go {linenos=true hl_lines=[2,"4-5"]}\nx := 1\n```',
    to: '```go {2,4-5} showLineNumbers\nx := 1\n```',
    fence(fence) {
      const match = /^([\w+#-]*)\s*\{([^{}]*=[^{}]*)\}$/.exec(fence.info)
      if (!match) return undefined
      const [, language = '', options = ''] = match
      const marked = /hl_lines=\[([^\]]*)\]/.exec(options)?.[1]?.replaceAll('"', '')
      const start = /linenostart=(\d+)/.exec(options)?.[1]
      const title = /(?:title|file|filename|name)="([^"]*)"/.exec(options)?.[1]
      const parts = [
        language,
        marked === undefined ? '' : `{${ranges(marked)}}`,
        start === undefined
          ? /linenos=(?:true|table|inline)/.test(options)
            ? 'showLineNumbers'
            : ''
          : `startLineNumber=${start}`,
        title === undefined ? '' : `title="${title}"`,
      ]
      return remade(fence, parts.filter((part) => part !== '').join(' '), fence.body)
    },
  },
  {
    name: 'words behind the language',
    tools: ['mdbook'],
    from: '```rust,ignore,does_not_compile\nlet x = 1;\n```',
    to: '```rust\nlet x = 1;\n```',
    fence(fence, context) {
      const [, language = '', words] = /^([\w+#-]+)\s*,(.*)$/.exec(fence.info) ?? []
      if (words === undefined || fence.body.some((line) => INCLUDE.test(line))) return undefined
      void context
      return remade(fence, language, language === 'rust' ? withoutHidden(fence.body) : fence.body)
    },
  },
  {
    name: 'a file in code',
    tools: ['mdbook'],
    from: '```rust\n{{#include ../listings/main.rs:1:2}}\n```',
    to: '%--\ncode:\n    source: listings/main.rs\n    id: LstMain\n    syntax: rust\n    lines: 1-2\n--%',
    fence: mdbookInclude,
  },
]

/** Lines that documentation of Rust hides. */
const withoutHidden = (body: readonly string[]): readonly string[] =>
  body.filter((line) => !/^[ \t]*#(?:[ \t]|$)/.test(line)).map((line) => line.replace(/^([ \t]*)##/, '$1#'))

const INCLUDE = /^[ \t]*\{\{\s*#(?:rustdoc_)?include\s+([^}:\s]+)(?::([^}\s]*))?\s*\}\}[ \t]*$/
const ANCHOR = /\bANCHOR(?:_END)?:[ \t]*[\w-]+/

function mdbookInclude(fence: Fence, context: RewriteContext): readonly string[] | undefined {
  if (!fence.body.some((line) => INCLUDE.test(line))) return undefined
  const language = /^[\w+#-]*/.exec(fence.info)?.[0] ?? ''
  const [only = ''] = fence.body
  const whole = fence.body.length === 1 ? INCLUDE.exec(only) : null
  if (whole) {
    const file = context.file(whole[1] ?? '')
    if (!file) return undefined
    const lines = partOf(file.text, whole[2])
    if (lines && (lines.text.every((line) => !ANCHOR.test(line)) || lines.text.length === 0)) {
      const isAll = lines.from === 1 && lines.to >= file.text.trimEnd().split('\n').length
      return block(
        'code',
        {
          source: file.path,
          id: context.id('Lst', file.path),
          syntax: language,
          lines: isAll ? '' : lines.from === lines.to ? String(lines.from) : `${lines.from}-${lines.to}`,
        },
        fence.indent,
      )
    }
  }
  let missing = false
  const body = fence.body.flatMap((line) => {
    const [, name, part] = INCLUDE.exec(line) ?? []
    if (name === undefined) return [line]
    const file = context.file(name)
    const lines = file && partOf(file.text, part)
    if (!lines) missing = true
    return lines
      ? indented(
          lines.text.filter((text) => !ANCHOR.test(text)),
          fence.indent,
        )
      : [line]
  })
  return missing ? undefined : remade(fence, language, body)
}

/** A part of a file: `2:5`, `:5`, `2:`, `2`, or the lines between `ANCHOR: name` and `ANCHOR_END: name`. */
export function partOf(
  text: string,
  part: string | undefined,
): { readonly from: number; readonly to: number; readonly text: readonly string[] } | undefined {
  const lines = text.replace(/\n$/, '').split('\n')
  const cut = (from: number, to: number) => ({ from, to, text: lines.slice(from - 1, to) })
  if (part === undefined || part === '') return cut(1, lines.length)
  const [, first, colon, last] = /^(\d*)(:?)(\d*)$/.exec(part) ?? []
  if (first !== undefined) {
    const from = first === '' ? 1 : Number(first)
    return cut(from, colon === '' ? from : last ? Math.min(Number(last), lines.length) : lines.length)
  }
  const start = lines.findIndex(
    (line) =>
      new RegExp(`(?:ANCHOR|start|region|#region):?[ \\t]*\\[?${part.replace(/[^\w-]/g, '')}(?![\\w-])`).test(line) &&
      !/END|end/.test(line),
  )
  const end = lines.findIndex(
    (line, i) =>
      i > start &&
      new RegExp(`(?:ANCHOR_END|end|endregion):?[ \\t]*\\[?${part.replace(/[^\w-]/g, '')}(?![\\w-])`).test(line),
  )
  return start < 0 ? undefined : cut(start + 2, end < 0 ? lines.length : end)
}
