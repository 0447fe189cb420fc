import { readColons } from './colons.ts'
import { block, indented, trimLines } from './lines.ts'
import type { Rewrite } from './rewrite.ts'

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
    tools: ['quarto'],
    from: '```{r}\n#| label: plot\n#| echo: true\nplot(x)\n```',
    to: '```r\nplot(x)\n```',
    fence(fence, context) {
      const [, language, options = ''] = /^\{\.?([A-Za-z][\w+-]*)([^}]*)\}$/.exec(fence.info) ?? []
      if (language === undefined) return undefined
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
      if (isCell && ['include', 'echo'].some((name) => option(fence.body, name) === 'false')) {
        if (option(fence.body, 'include') !== 'false') context.tell('a cell that shows its result and not its code')
        return []
      }
      const numbers = /\.numberLines|\.number-lines/.test(options) ? ' showLineNumbers' : ''
      const info = `${name}${title === '' ? '' : ` title="${title}"`}${numbers}`
      return [`${fence.indent}${fence.marks}${info}`, ...body, ...(fence.close === '' ? [] : [fence.close])]
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
