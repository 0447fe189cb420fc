import { partOf } from './fences.ts'
import { block, indented } from './lines.ts'
import type { Rewrite, RewriteContext } from './rewrite.ts'

/** A part of a Markdown file is put in its place; the whole of it stays a file. */
function partLines(written: string, part: string | undefined, context: RewriteContext): readonly string[] | undefined {
  const path = part === undefined || part === '' ? context.part(written) : undefined
  if (path !== undefined) return [`%-- include: ${path} --%`]
  const file = context.file(written)
  const cut = file && partOf(file.text, part)
  if (!file || !cut) return undefined
  return /\.(?:md|markdown|mdx|qmd|rmd|txt)$/i.test(written) ? context.lines(cut.text) : undefined
}

/** Files that are put in place. */
export const includeRewrites: readonly Rewrite[] = [
  {
    name: 'files in place',
    tools: ['mkdocs'],
    from: '--8<--\npart.md\n\n--8<--',
    to: '%-- include: part.md --%',
    block(lines, at, context) {
      const [, indent] = /^([ \t]*)-+8<-+[ \t]*$/.exec(lines[at] ?? '') ?? []
      if (indent === undefined) return undefined
      const end = lines.findIndex((line, i) => i > at && /^[ \t]*-+8<-+[ \t]*$/.test(line))
      if (end < 0) return undefined
      const files = lines
        .slice(at + 1, end)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith(';'))
      const made = files.map((file) => {
        const [, written = '', part] = /^([^:\n]+)(?::(.*))?$/.exec(file) ?? []
        return partLines(written, part, context)
      })
      if (made.some((part) => part === undefined)) return undefined
      return {
        lines: indented(
          made.flatMap((part, i) => [...(i > 0 ? [''] : []), ...(part ?? [])]),
          indent,
        ),
        next: end + 1,
      }
    },
  },
  {
    name: 'a file in place',
    tools: ['mkdocs'],
    from: '--8<-- "part.md"',
    to: '%-- include: part.md --%',
    block(lines, at, context) {
      const [, indent = '', written = '', part] =
        /^([ \t]*)-+8<-+[ \t]+["']([^"':\n]+)(?::([^"'\n]*))?["'][ \t]*$/.exec(lines[at] ?? '') ?? []
      const made = written === '' ? undefined : partLines(written, part, context)
      return made && { lines: indented(made, indent), next: at + 1 }
    },
    fence: (fence, context) => {
      const [only = ''] = fence.body
      const [, written = '', part] = /^[ \t]*-+8<-+[ \t]+["']([^"':\n]+)(?::([^"'\n]*))?["'][ \t]*$/.exec(only) ?? []
      if (written === '' || fence.body.length !== 1) return undefined
      return listing(written, part, /^[\w+#-]*/.exec(fence.info)?.[0] ?? '', fence.indent, context)
    },
  },
  {
    name: 'code of a file',
    tools: ['mkdocs'],
    from: '{* loop.py ln[1:2] hl[1] *}',
    to: '%--\ncode:\n    source: loop.py\n    id: LstLoop\n    lines: 1-2\n    mark: 1\n--%',
    block(lines, at, context) {
      const [, indent = '', written = '', options = ''] =
        /^([ \t]*)\{\*[ \t]+(\S+)([^}]*)\*\}[ \t]*$/.exec(lines[at] ?? '') ?? []
      const file = written === '' ? undefined : context.file(written)
      if (!file) return undefined
      const range = /ln\[(\d+):(\d+)/.exec(options)
      const marked = /hl\[([^\]]*)\]/.exec(options)?.[1]?.replaceAll(':', '-')
      const fields = {
        source: file.path,
        id: context.id('Lst', written),
        lines: range ? `${range[1]}-${range[2]}` : '',
        mark: marked ?? '',
      }
      return { lines: block('code', fields, indent), next: at + 1 }
    },
  },
  {
    name: 'a page in place',
    tools: ['mkdocs'],
    from: '{% include "part.md" %}',
    to: '%-- include: part.md --%',
    block(lines, at, context) {
      const [, indent = '', written = ''] =
        /^([ \t]*)\{%-?[ \t]+include(?:-markdown)?[ \t]+["']([^"'\n]+)["'][^%]*%\}[ \t]*$/.exec(lines[at] ?? '') ?? []
      const made = written === '' ? undefined : partLines(written, undefined, context)
      return made && { lines: indented(made, indent), next: at + 1 }
    },
  },
  {
    name: 'a file in place',
    tools: ['mdbook'],
    from: '{{#include part.md}}',
    to: '%-- include: part.md --%',
    block(lines, at, context) {
      const [, indent = '', written = '', part] =
        /^([ \t]*)\{\{[ \t]*#include[ \t]+([^}:\s]+)(?::([^}\s]*))?[ \t]*\}\}[ \t]*$/.exec(lines[at] ?? '') ?? []
      const made = written === '' ? undefined : partLines(written, part, context)
      return made && { lines: indented(made, indent), next: at + 1 }
    },
    inline: [{ pattern: /\{\{[ \t]*#title[ \t]+[^}\n]*\}\}/g, replace: () => '' }],
  },
  {
    name: 'code of a file',
    tools: ['vitepress'],
    from: '<<< @/loop.py{1-2}',
    to: '%--\ncode:\n    source: loop.py\n    id: LstLoop\n    mark: 1-2\n--%',
    block(lines, at, context) {
      const [, indent = '', written = '', region, braces = '', title = ''] =
        /^([ \t]*)<<<[ \t]+([^\s{#[]+)(?:#([\w-]+))?(?:[ \t]*\{([^}]*)\})?(?:[ \t]*\[([^\]]*)\])?[ \t]*$/.exec(
          lines[at] ?? '',
        ) ?? []
      if (written === '') return undefined
      const [, marked = '', language = ''] = /^([\d,-]*)[ \t]*([\w+#-]*)/.exec(braces) ?? []
      const made = listing(written, region, language, indent, context, marked, title)
      return made && { lines: made, next: at + 1 }
    },
  },
  {
    name: 'a page in place',
    tools: ['vitepress'],
    from: '<!--@include: ./part.md-->',
    to: '%-- include: part.md --%',
    block(lines, at, context) {
      const [, indent = '', written = '', range] =
        /^([ \t]*)<!--[ \t]*@include:[ \t]*([^\s{#]+?)(?:\{([^}]*)\})?[ \t]*-->[ \t]*$/.exec(lines[at] ?? '') ?? []
      const made = written === '' ? undefined : partLines(written, range?.replace(',', ':'), context)
      return made && { lines: indented(made, indent), next: at + 1 }
    },
  },
]

function listing(
  written: string,
  part: string | undefined,
  syntax: string,
  indent: string,
  context: RewriteContext,
  mark = '',
  title = '',
): readonly string[] | undefined {
  const file = context.file(written)
  const cut = file && partOf(file.text, part)
  if (!file || !cut) return undefined
  const lines = part === undefined || part === '' ? '' : cut.from === cut.to ? `${cut.from}` : `${cut.from}-${cut.to}`
  return block('code', { source: file.path, id: context.id('Lst', written), syntax, lines, mark, title }, indent)
}
