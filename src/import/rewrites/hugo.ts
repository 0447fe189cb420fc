import { alert, attribute, isAlert } from './alerts.ts'
import { block, container, indented, tabs } from './lines.ts'
import { videoBlock } from './quarto.ts'
import type { Rewrite, RewriteContext, Rewritten } from './rewrite.ts'

const CALL = /^([ \t]*)\{\{([<%])[ \t]*([\w/-]+)[ \t]*([\s\S]*?)[ \t]*(\/?)[>%]\}\}[ \t]*$/

const knownEnds = new WeakMap<readonly string[], Map<string, ReadonlyMap<number, number>>>()

/** The line of `{{< /name >}}` that ends what begins at a line; found in one pass, since many may begin and never end. */
function endOfCall(lines: readonly string[], at: number, name: string): number | undefined {
  const byName = knownEnds.get(lines) ?? new Map<string, ReadonlyMap<number, number>>()
  knownEnds.set(lines, byName)
  const known = byName.get(name)
  if (known) return known.get(at)
  const ending = new RegExp(`\\{\\{[<%][ \\t]*/[ \\t]*${name}[ \\t]*[>%]\\}\\}`)
  const beginning = new RegExp(`\\{\\{[<%][ \\t]*${name}(?=[ \\t>%])`)
  const ends = new Map<number, number>()
  const open: number[] = []
  lines.forEach((line, i) => {
    if (!line.includes('{{')) return
    const isEnd = ending.test(line)
    const isBeginning = beginning.test(line)
    const begun = isEnd && !isBeginning ? open.pop() : undefined
    if (begun !== undefined) ends.set(begun, i)
    else if (isBeginning && !isEnd) open.push(i)
  })
  byName.set(name, ends)
  return ends.get(at)
}

const firstWord = (rest: string): string =>
  /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s=]+)(?=\s|$))/.exec(rest)?.slice(1).find(Boolean) ?? ''

function call(lines: readonly string[], at: number, context: RewriteContext): Rewritten | undefined {
  const [, indent = '', , name = '', rest = ''] = CALL.exec(lines[at] ?? '') ?? []
  if (name === '') return undefined
  const one = (made: readonly string[] | undefined): Rewritten | undefined =>
    made && { lines: indented(made, indent), next: at + 1 }
  switch (name) {
    case 'figure':
    case 'img':
    case 'image': {
      const source = attribute(rest, 'src')
      if (source === '') return undefined
      const caption = attribute(rest, 'caption') || attribute(rest, 'title')
      const alt = attribute(rest, 'alt')
      const address = context.link(source) ?? source
      if (caption === '') return one([`![${alt}](${address})`])
      return one(
        block('figure', { source: address, id: context.id('Fig', source), alt, caption: context.inline(caption) }, ''),
      )
    }
    case 'youtube':
      return one(videoBlock(`https://youtu.be/${firstWord(rest) || attribute(rest, 'id')}`, context.id))
    case 'vimeo':
      return one(videoBlock(`https://vimeo.com/${firstWord(rest) || attribute(rest, 'id')}`, context.id))
    case 'toc':
    case 'list-children':
      return one(name === 'toc' ? ['[TOC]'] : [])
    case 'include':
    case 'readfile': {
      const path = context.part(firstWord(rest) || attribute(rest, 'file'))
      return path === undefined ? undefined : one([`%-- include: ${path} --%`])
    }
  }
  const end = endOfCall(lines, at, name)
  if (end === undefined) return undefined
  const inside = lines.slice(at + 1, end)
  const next = end + 1
  switch (name) {
    case 'highlight': {
      const language = firstWord(rest)
      return { lines: indented([`\`\`\`${language}`, ...inside, '```'], indent), next }
    }
    case 'code':
    case 'code-toggle': {
      const file = attribute(rest, 'file')
      const language =
        attribute(rest, 'lang') || /\.(\w+)$/.exec(file)?.[1] || (name === 'code-toggle' ? 'yaml' : 'text')
      const info = `${language}${file === '' ? '' : ` title="${file}"`}`
      return { lines: indented([`\`\`\`${info}`, ...inside, '```'], indent), next }
    }
    case 'details':
    case 'expand':
    case 'collapse': {
      const title = attribute(rest, 'summary') || attribute(rest, 'title') || firstWord(rest)
      return { lines: container('details', title, context.lines(inside), indent), next }
    }
    case 'tabs':
    case 'tabpane': {
      const items: { title: string; lines: readonly string[] }[] = []
      for (let i = 0; i < inside.length; i++) {
        const [, , , tab = '', words = ''] = CALL.exec(inside[i] ?? '') ?? []
        const stop = tab === 'tab' ? endOfCall(inside, i, 'tab') : undefined
        if (stop === undefined) continue
        const title =
          firstWord(words) || attribute(words, 'header') || attribute(words, 'name') || attribute(words, 'title')
        items.push({ title: title || 'Tab', lines: context.lines(inside.slice(i + 1, stop)) })
        i = stop
      }
      return items.length ? { lines: tabs(items, '', indent), next } : undefined
    }
    case 'notice':
    case 'hint':
    case 'alert':
    case 'callout':
    case 'admonition':
    case 'note':
    case 'warning':
    case 'tip':
    case 'caution':
    case 'info': {
      const named = attribute(rest, 'type') || attribute(rest, 'style') || attribute(rest, 'color') || firstWord(rest)
      const kind = isAlert(named) ? named : isAlert(name) ? name : 'note'
      return { lines: alert(kind, attribute(rest, 'title'), context.lines(inside), indent), next }
    }
    default:
      return undefined
  }
}

/** Shortcodes of Hugo. */
export const hugoRewrites: readonly Rewrite[] = [
  {
    name: 'a shortcode over several lines',
    tools: ['hugo'],
    from: '{{< figure\n  src="cat.png"\n  caption="A cat"\n>}}',
    to: '%--\nfigure:\n    source: cat.png\n    id: FigCat\n    caption: A cat\n--%',
    block(lines, at, context) {
      if (!/\{\{[<%](?!.*[%>]\}\})/.test(lines[at] ?? '')) return undefined
      let next = at + 1
      while (next < lines.length && next < at + 30 && !/[%>]\}\}/.test(lines[next] ?? '')) next++
      if (!/[%>]\}\}/.test(lines[next] ?? '')) return undefined
      const [first = '', ...rest] = lines.slice(at, next + 1)
      const joined = [first.trimEnd(), ...rest.map((line) => line.trim())].join(' ')
      return { lines: context.lines([joined]), next: next + 1 }
    },
  },
  {
    name: 'a shortcode',
    tools: ['hugo'],
    from: '{{< figure src="cat.png" alt="A cat" caption="A cat." >}}\n\n{{% notice tip %}}\nSave first.\n{{% /notice %}}',
    to: '%--\nfigure:\n    source: cat.png\n    id: FigCat\n    alt: A cat\n    caption: A cat.\n--%\n\n:::tip\nSave first.\n:::',
    block: call,
  },
  {
    name: 'a reference',
    tools: ['hugo'],
    from: 'See [cats]({{< relref "cats.md" >}}).',
    to: 'See [cats](cats.md).',
    inline: [
      {
        pattern: /\{\{[<%][ \t]*(?:rel)?ref[ \t]+"?([^"\s>%]+)"?[ \t]*[>%]\}\}/g,
        replace: ([, address = ''], context) => {
          const [path = '', hash = ''] = address.split('#')
          const made =
            context.link(/\.md$/.test(path) ? address : `${path}.md${hash ? `#${hash}` : ''}`) ?? context.link(address)
          return made ?? address
        },
      },
      { pattern: /\{\{<[ \t]*(?:br|cards|hint)[ \t]*\/?>\}\}/g, replace: () => '' },
    ],
  },
]
