import { readColons } from './colons.ts'
import { block, indented, trimLines } from './lines.ts'
import type { Rewrite, RewriteContext, Rewritten } from './rewrite.ts'

const PICTURE = /^([ \t]*)!\[((?:[^\][]|\[[^\][]*\])*)\]\(([^()\s]+|<[^<>]+>)(?:[ \t]+"[^"]*")?\)\{([^{}]*)\}[ \t]*$/

const option = (body: readonly string[], name: string): string =>
  body
    .map((line) => new RegExp(`^[ \\t]*(?:#|//|%%)\\|[ \\t]*${name}:[ \\t]*(.*)$`).exec(line)?.[1]?.trim() ?? '')
    .find((value) => value !== '')
    ?.replace(/^(["'])(.*)\1$/, '$2') ?? ''

/** Pages of Quarto: figures, cells, references. */
export const quartoRewrites: readonly Rewrite[] = [
  {
    name: 'a figure',
    tools: ['quarto'],
    from: '![A cat.](cat.png){#fig-cat width=50% fig-alt="A sleeping cat"}\n\nSee @fig-cat.',
    to: '%--\nfigure:\n    source: cat.png\n    id: fig-cat\n    alt: A sleeping cat\n    width: 50\n    caption: A cat.\n--%\n\nSee %fig-cat.',
    block(lines, at, context) {
      const [, indent = '', caption = '', address = '', attributes = ''] = PICTURE.exec(lines[at] ?? '') ?? []
      const id = /#([\w-]+)/.exec(attributes)?.[1]
      if (address === '' || id === undefined) return undefined
      const source = address.replace(/^<|>$/g, '')
      const fields = {
        source: context.link(source) ?? source,
        id,
        alt: /(?:fig-alt|alt)="([^"]*)"/.exec(attributes)?.[1] ?? '',
        width: /width="?(\d+)%/.exec(attributes)?.[1] ?? '',
        caption: context.inline(caption),
      }
      return { lines: block('figure', fields, indent), next: at + 1 }
    },
  },
  {
    name: 'a figure between colons',
    tools: ['quarto'],
    from: '::: {#fig-cat}\n![](cat.png)\n\nA cat.\n:::',
    to: '%--\nfigure:\n    source: cat.png\n    id: fig-cat\n    caption: A cat.\n--%',
    block(lines, at, context) {
      const read = readColons(lines, at, true)
      const id = /^\{#(fig-[\w-]+)/.exec(read?.rest ?? /:{3,}[ \t]*(.*)/.exec(lines[at] ?? '')?.[1] ?? '')?.[1]
      const found = read ?? plainDiv(lines, at)
      if (id === undefined || !found) return undefined
      const [first = '', ...rest] = trimLines(found.inside)
      const [, alt = '', address = ''] = /^!\[([^\]]*)\]\(([^()\s]+)\)(?:\{[^}]*\})?$/.exec(first) ?? []
      if (address === '' || rest.some((line) => line.startsWith('!['))) return undefined
      const caption = trimLines(rest).join('\n')
      const fields = { source: context.link(address) ?? address, id, alt, caption: context.inline(caption) }
      return { lines: block('figure', fields, ''), next: found.next }
    },
  },
  {
    name: 'a cell',
    tools: ['quarto', 'carpentries'],
    from: '```{r}\n#| label: plot\n#| echo: true\nplot(x)\n```',
    to: '```r\nplot(x)\n```',
    fence(fence, context) {
      const raw = /^\{=(\w+)\}$/.exec(fence.info)?.[1]
      if (raw !== undefined) return raw === 'html' ? indented(fence.body, fence.indent) : []
      const [, language, options = ''] = /^\{\.?([A-Za-z][\w+-]*)([^}]*)\}$/.exec(fence.info) ?? []
      if (language === undefined) return undefined
      if (language === 'verbatim') {
        const shown = /\blang[ \t]*=[ \t]*["']([\w+-]+)/.exec(options)?.[1] ?? 'text'
        return [`${fence.indent}${fence.marks}${shown}`, ...fence.body, ...(fence.close === '' ? [] : [fence.close])]
      }
      const isCell = !/^\{\./.test(fence.info)
      const title = /(?:filename|title|lst-cap)="([^"]*)"/.exec(options)?.[1] ?? option(fence.body, 'filename')
      const name =
        language === 'ojs' ? 'js' : language === 'mermaid' || language === 'dot' ? language : language.toLowerCase()
      const body = isCell ? fence.body.filter((line) => !/^[ \t]*(?:#|\/\/|%%)\|/.test(line)) : fence.body
      const picture = isCell
        ? /^\s*(?:knitr::)?include_graphics\(["']([^"']+)["']\)\s*$/.exec(body.join('\n'))?.[1]
        : undefined
      if (picture !== undefined) {
        const label = option(fence.body, 'label')
        const fields = {
          source: context.link(picture) ?? picture,
          id: context.id('Fig', label || picture),
          alt: option(fence.body, 'fig-alt'),
          caption: context.inline(option(fence.body, 'fig-cap')),
        }
        return block('figure', fields, fence.indent)
      }
      const isOff = (name: string): boolean =>
        option(fence.body, name) === 'false' ||
        new RegExp(`[\\s,{]${name}[ \\t]*=[ \\t]*(?:FALSE|F|false)\\b`).test(options)
      if (isCell && (isOff('include') || isOff('echo'))) {
        if (!isOff('include')) context.tell('a cell that shows its result and not its code')
        return []
      }
      const lines = /code-line-numbers="([^"]*)"/.exec(options)?.[1] ?? option(fence.body, 'code-line-numbers')
      const from = /startFrom="?(\d+)/.exec(options)?.[1]
      const info = [
        name,
        title === '' ? '' : `title="${title}"`,
        /^[\d,\s-]+$/.test(lines) ? `{${lines.replaceAll(' ', '')}}` : '',
        from !== undefined
          ? `startLineNumber=${from}`
          : lines === 'true' || /\.numberLines|\.number-lines/.test(options)
            ? 'showLineNumbers'
            : '',
      ].filter((part) => part !== '')
      // Quarto explains lines by numbers in angles, Lectern in brackets.
      const code = body.map((line) => line.replace(/((?:#|\/\/|--|%)[ \t]*)<(\d+)>[ \t]*$/, '$1($2)'))
      const close = fence.close === '' ? [] : [fence.close]
      return [`${fence.indent}${fence.marks}${info.join(' ')}`, ...code, ...close]
    },
  },
  {
    name: 'a reference',
    tools: ['quarto'],
    from: '## Loops {#sec-loops}\n\nSee @sec-loops.',
    to: '## Loops {#sec-loops}\n\nSee [Loops](#sec-loops).',
    inline: [
      {
        pattern:
          /(?<![\p{L}\p{N}@.])(?:\[-?@((?:fig|tbl|sec|eq|lst|thm|exr)-[\w-]+)\]|-?@((?:fig|tbl|sec|eq|lst|thm|exr)-[\w-]*\w))/gu,
        replace: ([, bracketed = '', plain = ''], context) => context.reference(bracketed || plain, undefined),
      },
      {
        // `[Section -@sec-loops]` and `[see @fig-a]`: words before a reference.
        pattern: /(?<![\]!\\])\[([^\][@;]*\S[ \t]+)(\ue000\d+\ue001)\](?![([{:])/g,
        replace: ([, before = '', made = '']) => (/^(?:\[|%)/.test(made) ? `${before}${made}` : undefined),
      },
    ],
  },
  {
    name: 'raw text in a line',
    tools: ['quarto', 'carpentries'],
    from: 'One`<br>`{=html}two`\\newline`{=latex}.',
    to: 'One<br>two.',
    inline: [
      {
        pattern: /(\ue000\d+\ue001)\{=(\w+)\}/g,
        replace: ([, code = '', format = '']) => (format === 'html' ? code.replace(/^`+[ ]?|[ ]?`+$/g, '') : ''),
      },
    ],
  },
  {
    name: 'a grid table',
    tools: ['quarto', 'carpentries', 'jupyter-book'],
    from: '+-----+-----+\n| a   | b   |\n+=====+=====+\n| c   | d   |\n| e   |     |\n+-----+-----+',
    to: '| a | b |\n| --- | --- |\n| c e | d |',
    block: gridTable,
  },
  {
    name: 'a simple table',
    tools: ['quarto', 'carpentries'],
    from: '  Right  Left\n-------  ------\n     12  a b\n    123  c',
    to: '| Right | Left |\n| --- | --- |\n| 12 | a b |\n| 123 | c |',
    block(lines, at, context) {
      const rule = lines[at + 1] ?? ''
      if (!/^ {0,3}-{2,}(?:[ ]+-{2,})+[ ]*$/.test(rule) || (lines[at] ?? '').trim() === '') return undefined
      const columns = [...rule.matchAll(/-+/g)].map(({ index }) => index)
      const written = (line: string): string =>
        `| ${columns
          .map((from, i) =>
            context.inline(line.slice(i === 0 ? 0 : from, columns[i + 1]).trim()).replaceAll('|', '\\|'),
          )
          .join(' | ')} |`
      let next = at + 2
      while (next < lines.length && (lines[next] ?? '').trim() !== '' && !/^[ -]+$/.test(lines[next] ?? '')) next++
      if (next === at + 2) return undefined
      const rows = [lines[at] ?? '', ...lines.slice(at + 2, next)].map(written)
      const end = /^[ -]*-[ -]*$/.test(lines[next] ?? '') ? next + 1 : next
      return { lines: [rows[0] ?? '', `|${' --- |'.repeat(columns.length)}`, ...rows.slice(1)], next: end }
    },
  },
  {
    name: 'a caption of a table',
    tools: ['quarto'],
    from: '| a |\n|---|\n| b |\n\n: The letters {#tbl-letters .striped}\n\nSee @tbl-letters.',
    to: '| a |\n|---|\n| b |\n\n*The letters*{#tbl-letters}\n\nSee [The letters](#tbl-letters).',
    block(lines, at, context) {
      const [, text = '', list = ''] = /^:[ \t]+(\S.*?)?[ \t]*(\{[^{}]*\})?[ \t]*$/.exec(lines[at] ?? '') ?? []
      if (text === '' && list === '') return undefined
      let above = at - 1
      while (above >= 0 && (lines[above] ?? '').trim() === '') above--
      if (above === at - 1 || !/^[ \t]*(?:[|+].*[|+]|[^|]+\|.*)[ \t]*$/.test(lines[above] ?? '')) return undefined
      const id = /#([\w-]+)/.exec(list)?.[1]
      if (text === '' || text.startsWith('{')) return { lines: [], next: at + 1 }
      return { lines: [`*${context.inline(text)}*${id === undefined ? '' : `{#${id}}`}`], next: at + 1 }
    },
  },
  {
    name: 'a caption above a table',
    tools: ['quarto', 'carpentries'],
    from: 'Table: The letters\n\n| a |\n|---|\n| b |',
    to: '*The letters*\n\n| a |\n|---|\n| b |',
    block(lines, at, context) {
      const [, text] = /^(?:Table)?:[ \t]+(\S.*?)[ \t]*(?:\{[^{}]*\})?[ \t]*$/.exec(lines[at] ?? '') ?? []
      if (text === undefined || (lines[at - 1] ?? '').trim() !== '' || (lines[at + 1] ?? '').trim() !== '')
        return undefined
      return /^\|.*\|[ \t]*$/.test(lines[at + 2] ?? '')
        ? { lines: [`*${context.inline(text)}*`], next: at + 1 }
        : undefined
    },
  },
  {
    name: 'a block of lines',
    tools: ['quarto', 'carpentries'],
    from: '| Roses are red,\n| violets are blue.',
    to: 'Roses are red,\\\nviolets are blue.',
    block(lines, at, context) {
      const isLine = (line: string | undefined): boolean => /^\|[ \t]+[^|]*$/.test(line ?? '')
      let next = at
      while (isLine(lines[next])) next++
      if (next === at || (at > 0 && (lines[at - 1] ?? '').trim() !== '') || (lines[next] ?? '').trim() !== '')
        return undefined
      const rows = lines.slice(at, next).map((line) => context.inline(line.replace(/^\|[ \t]+/, '').trimEnd()))
      return { lines: rows.map((row, i) => (i < rows.length - 1 ? `${row}\\` : row)), next }
    },
  },
  {
    name: 'dashes',
    tools: ['quarto', 'carpentries'],
    from: 'It rained --- a lot --- from 1--3.\n\n--- Somebody',
    to: 'It rained — a lot — from 1–3.\n\n— Somebody',
    inline: [
      {
        pattern: /(?<=[^\s|:<!+-][ \t]?)(-{2,3})(?=[ \t]?[^\s|:>+-])|^(---)(?=[ \t]+[^\s|:+-])/gm,
        replace: ([, dash = '', first = '']) => (dash === '--' && first === '' ? '–' : '—'),
      },
    ],
  },
  {
    name: 'an equation with a name',
    tools: ['quarto', 'jupyter-book'],
    from: '$$\na = b\n$$ {#eq-ab}',
    to: '$$\na = b\n$$ {#eq-ab}',
    block(lines, at) {
      // One of several lines is no text.
      if (!/^[ \t]*\$\$/.test(lines[at] ?? '')) return undefined
      const start = lines[at] ?? ''
      if (/\$\$.*\$\$/.test(start)) return undefined
      let next = at + 1
      while (next < lines.length && !/\$\$/.test(lines[next] ?? '') && (lines[next] ?? '').trim() !== '') next++
      if (!/\$\$/.test(lines[next] ?? '')) return undefined
      const label = /\$\$[ \t]*\(([\w:. -]+)\)[ \t]*$/.exec(lines[next] ?? '')?.[1]
      const last = label === undefined ? (lines[next] ?? '') : `$$ {#${label.replace(/[^\p{L}\p{N}_-]+/gu, '-')}}`
      return { lines: [...lines.slice(at, next), last], next: next + 1 }
    },
  },
  {
    name: 'a shortcode',
    tools: ['quarto'],
    from: '{{< video https://www.youtube.com/embed/aqz-KE-bpKQ >}}\n\n{{< pagebreak >}}',
    to: '%--\nvideo:\n    source: youtube\n    id: VidAqzKEBpKQ\n    videoid: aqz-KE-bpKQ\n--%\n\n',
    block(lines, at, context) {
      const [, indent = '', name = '', rest = ''] =
        /^([ \t]*)\{\{<[ \t]*(\w+)[ \t]*(.*?)[ \t]*>\}\}[ \t]*$/.exec(lines[at] ?? '') ?? []
      const [first = ''] = rest.split(/[ \t]+/)
      if (name === 'include') {
        const path = context.part(first)
        return path === undefined ? undefined : { lines: [`${indent}%-- include: ${path} --%`], next: at + 1 }
      }
      if (name === 'video') {
        const made = videoBlock(first, context.id)
        return made && { lines: indented(made, indent), next: at + 1 }
      }
      return name === 'pagebreak' ? { lines: [''], next: at + 1 } : undefined
    },
    inline: [
      {
        pattern: /\{\{<[ \t]*kbd[ \t]+([^>\n]+?)[ \t]*>\}\}/g,
        replace: ([, keys = '']) => `<kbd>${keys}</kbd>`,
      },
      {
        pattern: /\{\{<[ \t]*var[ \t]+([\w.-]+)[ \t]*>\}\}/g,
        replace: ([, name = '']) => `$${name.replaceAll('.', '_')}$`,
      },
      { pattern: /\{\{<[ \t]*fa[ \t]+[^>\n]*>\}\}[ \t]?/g, replace: () => '' },
    ],
  },
]

/** A table with rules above and below each row becomes one whose rows are lines. */
function gridTable(lines: readonly string[], at: number, context: RewriteContext): Rewritten | undefined {
  const rule = /^\+(?:[-=:]{2,}\+)+[ \t]*$/
  if (!rule.test(lines[at] ?? '')) return undefined
  const edges = [...(lines[at] ?? '').matchAll(/\+/g)].map(({ index }) => index)
  const rows: string[][][] = []
  let row: string[][] | undefined
  let header = -1
  let next = at + 1
  for (; next < lines.length; next++) {
    const line = lines[next] ?? ''
    if (rule.test(line)) {
      if (!row) return undefined
      rows.push(row)
      if (line.includes('=')) header = rows.length
      row = undefined
    } else if (/^\|.*\|[ \t]*$/.test(line) && edges.every((edge) => line[edge] === '|')) {
      row ??= edges.slice(1).map(() => [])
      for (const [i, cell] of row.entries()) cell.push(line.slice((edges[i] ?? 0) + 1, edges[i + 1]).trim())
    } else break
  }
  if (rows.length === 0 || row) return undefined
  const written = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const texts = rows.map((cells) =>
    cells.map((cell) => {
      const said = cell.filter((line) => line !== '')
      const isList = said.length > 1 && said.every((line) => /^(?:[-*+]|\d+[.)])[ \t]/.test(line))
      return context.inline(said.join(isList ? '<br>' : ' ')).replace(/(?<!\\)\|/g, '\\|')
    }),
  )
  const [first = [], ...others] = header > 0 ? texts : [edges.slice(1).map(() => ''), ...texts]
  return { lines: [written(first), written(first.map(() => '---')), ...others.map(written)], next }
}

function plainDiv(lines: readonly string[], at: number) {
  if (!/^:{3,}[ \t]*\{#/.test(lines[at] ?? '')) return undefined
  const end = lines.findIndex((line, i) => i > at && /^:{3,}[ \t]*$/.test(line))
  return end < 0 ? undefined : { inside: lines.slice(at + 1, end), next: end + 1, rest: '' }
}

/** The video of an address; undefined where it is of another host. */
export function videoBlock(
  address: string,
  idOf: (kind: 'Vid', wanted: string) => string,
  caption = '',
): readonly string[] | undefined {
  const [, youtube] = /(?:youtube(?:-nocookie)?\.com\/(?:embed\/|watch\?v=)|youtu\.be\/)([\w-]{6,})/.exec(address) ?? []
  const [, vimeo] = /vimeo\.com\/(?:video\/)?(\d+)/.exec(address) ?? []
  const videoid = youtube ?? vimeo
  if (videoid === undefined) {
    if (!/\.(?:mp4|webm|ogv)$/.test(address)) return undefined
    return block('video', { source: address, id: idOf('Vid', address), caption }, '')
  }
  const source = youtube === undefined ? 'vimeo' : 'youtube'
  return block('video', { source, id: idOf('Vid', videoid), videoid, caption }, '')
}
