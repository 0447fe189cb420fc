import type { ToolId } from '../tool.ts'
import { attribute } from './alerts.ts'
import { emojis } from './emojis.ts'
import { indented } from './lines.ts'
import { videoBlock } from './quarto.ts'
import type { Rewrite } from './rewrite.ts'

const ALL: readonly ToolId[] = [
  'mkdocs',
  'mdbook',
  'docusaurus',
  'vitepress',
  'starlight',
  'quarto',
  'jupyter-book',
  'carpentries',
  'jekyll',
  'hugo',
]

/** Attributes that Lectern takes from a list in braces; others are left out, and the text for those who do not see is put where it belongs. */
const KEPT = /^(?:[.#][\w-]+|(?:width|height|lang|title|data-[\w-]+)=.*)$/

function attributesOf(written: string): { readonly list: string; readonly alt: string } {
  const parts = written.match(/[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"']+)|[.#][\w-]+/g) ?? []
  const alt = parts
    .map((part) => /^(?:fig-)?alt=["']?([\s\S]*?)["']?$/.exec(part)?.[1])
    .find((text) => text !== undefined)
  const list = parts
    .filter((part) => KEPT.test(part))
    .map((part) => part.replace(/^(width|height)=["']([^"']*)["']$/, '$1=$2'))
  return { list: list.length ? `{${list.join(' ')}}` : '', alt: alt ?? '' }
}

const VARIABLE = /\{\{-?[ \t]*((?:site|page|\$frontmatter)\.[\w.-]+?)[ \t]*-?\}\}/g

/** What stands in text. Links come last: others have made what they lead to. */
export const textRewrites: readonly Rewrite[] = [
  {
    name: 'a table of contents',
    tools: ALL,
    from: '[[toc]]',
    to: '[TOC]',
    block(lines, at) {
      const line = (lines[at] ?? '').trim()
      if (/^(?:\[\[_?toc_?\]\]|\[toc\]|\$\{toc\}|<!--\s*toc\s*-->)$/i.test(line) && line !== '[TOC]')
        return { lines: ['[TOC]'], next: at + 1 }
      // Of kramdown: an item of a list, and what makes it a table.
      if (/^(?:[*-]|1\.)[ \t]+\S.*$/.test(line) && /^\{:[ \t]*toc[ \t]*\}$/.test((lines[at + 1] ?? '').trim()))
        return { lines: ['[TOC]'], next: at + 2 }
      return undefined
    },
  },
  {
    name: 'a definition of a link right below text',
    tools: ['mkdocs', 'pelican', 'quarto', 'carpentries'],
    from: 'See [more].\n[more]: cats.md',
    to: 'See [more].\n\n[more]: cats.md',
    block(lines, at, context) {
      const isDefinition = (line: string): boolean => /^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S/.test(line)
      const before = lines[at - 1] ?? ''
      if (!isDefinition(lines[at] ?? '') || before.trim() === '' || isDefinition(before)) return undefined
      let next = at + 1
      while (isDefinition(lines[next] ?? '')) next++
      return { lines: ['', ...lines.slice(at, next).map(context.inline)], next }
    },
  },
  {
    name: 'an id of a rule',
    tools: ['mdbook'],
    from: 'r[loops.intro]\n\nLoops.',
    to: '<a id="r-loops.intro"></a>\n\nLoops.',
    block(lines, at) {
      const [, id] = /^r\[([a-z][\w-]*(?:\.[\w-]+)*)\][ \t]*$/.exec(lines[at] ?? '') ?? []
      return id === undefined ? undefined : { lines: [`<a id="r-${id}"></a>`], next: at + 1 }
    },
  },
  {
    name: 'a name of an emoji',
    tools: ['mkdocs', 'docusaurus', 'vitepress', 'jekyll', 'hugo', 'carpentries', 'mdbook'],
    from: 'Well done :tada:',
    to: 'Well done 🎉',
    inline: [
      {
        pattern: /(?<![\p{L}\p{N}_:/.\\]):([+a-z-][\w+-]*):(?![\p{L}\p{N}_:`])/gu,
        replace: ([, name = '']) => emojis.get(name),
      },
    ],
  },
  {
    name: 'an icon',
    tools: ['mkdocs'],
    from: 'A step :material-check:{ .done }',
    to: 'A step',
    inline: [
      {
        pattern: /[ \t]*:(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^{}\n]*\})?/g,
        replace: () => '',
      },
    ],
  },
  {
    name: 'a language of code in a line',
    tools: ['mkdocs'],
    from: 'Call `#!py3 print(1)`.',
    to: 'Call `print(1)`.',
    role(name, content) {
      const plain = name === '' ? /^#![\w+-]+[ \t]+([\s\S]+)$/.exec(content)?.[1] : undefined
      return plain === undefined || plain.includes('`') ? undefined : `\`${plain}\``
    },
  },
  {
    name: 'a text of the site or of the page',
    tools: ['jekyll', 'vitepress'],
    from: '# {{ page.title }}',
    to: '# Page',
    block(lines, at, context) {
      // Headings are given the ids of their own words.
      const line = lines[at] ?? ''
      if (!/^#{1,6}[ \t].*\{\{/.test(line)) return undefined
      const made = line.replace(VARIABLE, (whole, name: string) => context.variable(name) ?? whole)
      return made === line ? undefined : { lines: [context.inline(made)], next: at + 1 }
    },
    inline: [{ pattern: VARIABLE, replace: ([, name = ''], context) => context.variable(name) }],
  },
  {
    name: 'marked, inserted, and small text',
    tools: ['mkdocs'],
    from: '==marked== ^^inserted^^ H~2~O x^2^',
    to: '<mark>marked</mark> <ins>inserted</ins> H<sub>2</sub>O x<sup>2</sup>',
    inline: [
      {
        pattern: /(?<![=\w])==(?![=\s])([^=\n]*[^=\s])==(?![=\w])/g,
        replace: ([, text = '']) => `<mark>${text}</mark>`,
      },
      { pattern: /\^\^(?!\s)([^^\n]*[^^\s])\^\^/g, replace: ([, text = '']) => `<ins>${text}</ins>` },
      {
        pattern: /(?<=[\p{L}\p{N})])(?<!~)~([\p{L}\p{N}+-]{1,12})~(?!~)/gu,
        replace: ([, text = '']) => `<sub>${text}</sub>`,
      },
      { pattern: /(?<=[\p{L}\p{N})])\^([\p{L}\p{N}+-]{1,12})\^/gu, replace: ([, text = '']) => `<sup>${text}</sup>` },
    ],
  },
  {
    name: 'small and raised text',
    tools: ['quarto', 'carpentries'],
    from: 'H~2~O x^2^',
    to: 'H<sub>2</sub>O x<sup>2</sup>',
    inline: [
      {
        pattern: /(?<=[\p{L}\p{N})])(?<!~)~([\p{L}\p{N}+-]{1,12})~(?!~)/gu,
        replace: ([, text = '']) => `<sub>${text}</sub>`,
      },
      { pattern: /(?<=[\p{L}\p{N})])\^([\p{L}\p{N}+-]{1,12})\^/gu, replace: ([, text = '']) => `<sup>${text}</sup>` },
    ],
  },
  {
    name: 'a formula',
    tools: ['mkdocs', 'mdbook', 'jekyll', 'hugo'],
    from: 'The area \\\\(\\pi r^2\\\\).',
    to: 'The area $\\pi r^2$.',
    inline: [
      {
        pattern: /\\?\\\(((?:(?!\\[()]|\n\n)[\s\S])+?)\\?\\\)/g,
        replace: ([, tex = '']) => (/[\\^_=<>+]|^\s*[a-zA-Z]\s*$/.test(tex) ? `$${tex.trim()}$` : undefined),
      },
      {
        pattern: /\\?\\\[((?:(?!\\[[\]]|\n\n)[\s\S])+?)\\?\\\]/g,
        replace: ([, tex = '']) => (/[\\^_=]/.test(tex) ? `$$\n${tex.trim()}\n$$` : undefined),
      },
    ],
  },
  {
    name: 'a break of a page',
    tools: ALL,
    from: '\\newpage',
    to: '',
    block: (lines, at) =>
      /^[ \t]*\\(?:newpage|pagebreak|clearpage)[ \t]*$/.test(lines[at] ?? '')
        ? { lines: [''], next: at + 1 }
        : undefined,
  },
  {
    name: 'a heading without a number',
    tools: ['quarto', 'jekyll', 'carpentries'],
    from: '## Sources {.unnumbered}\n\n## More {-}',
    to: '## Sources\n\n## More',
    block(lines, at, context) {
      const [, heading, list] =
        /^(#{1,6}[ \t].*?)[ \t]*\{((?:-|\.unnumbered|\.unlisted|[ \t])+)\}[ \t]*$/.exec(lines[at] ?? '') ?? []
      return heading === undefined || list === undefined
        ? undefined
        : { lines: [context.inline(heading)], next: at + 1 }
    },
  },
  {
    name: 'an id of a heading',
    tools: ['docusaurus', 'vitepress', 'mdbook', 'hugo', 'jekyll', 'starlight'],
    from: '## Loops {/* #loops-1 */}',
    to: '## Loops {#loops-1}',
    block(lines, at, context) {
      const [, heading, id] =
        /^(#{1,6}[ \t].*?)[ \t]*\{\/\*[ \t]*#([\w-]+)[ \t]*\*\/\}[ \t]*$/.exec(lines[at] ?? '') ?? []
      return heading === undefined ? undefined : { lines: [`${context.inline(heading)} {#${id}}`], next: at + 1 }
    },
  },
  {
    name: 'a frame with a video',
    tools: ALL,
    from: '<iframe width="560" height="315" src="https://www.youtube.com/embed/aqz-KE-bpKQ" title="Bunny" allowfullscreen></iframe>',
    to: '%--\nvideo:\n    source: youtube\n    id: VidAqzKEBpKQ\n    videoid: aqz-KE-bpKQ\n    caption: Bunny\n--%',
    block(lines, at, context) {
      const [, indent = '', attributes] = /^([ \t]*)<iframe([^>]*)>[ \t]*<\/iframe>[ \t]*$/.exec(lines[at] ?? '') ?? []
      if (attributes === undefined) return undefined
      const title = attribute(attributes, 'title')
      const made = videoBlock(
        attribute(attributes, 'src'),
        context.id,
        /^(?:YouTube|Vimeo) video/i.test(title) ? '' : title,
      )
      return made && { lines: indented(made, indent), next: at + 1 }
    },
  },
  {
    name: 'attributes of a link or picture',
    tools: ALL,
    from: "![A plot](fig/plot.svg){alt='Rising line' width='50%' loading=lazy}",
    to: '![Rising line](fig/plot.svg){width=50%}',
    inline: [
      {
        pattern:
          /(!?)\[((?:[^\][]|\[[^\][]*\])*)\]\(((?:[^()\s]|\([^()\s]*\))+|<[^<>\n]+>)((?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?)\)[ \t]?\{:?[ \t]*((?:[\w-]+=(?:"[^"{}]{0,2000}"|'[^'{}]{0,2000}'|[^\s"'{}]+)(?=[\s}])|[.#][\w-]+(?=[\s.#}])|\s)+)\}/g,
        replace: ([, bang = '', text = '', address = '', title = '', attributes = ''], context) => {
          const { list, alt } = attributesOf(attributes)
          const target = linked(address, context.link)
          const words = bang === '' ? context.inline(text) : alt === '' ? text : alt
          return `${bang}[${words}](${target}${title})${list}`
        },
      },
    ],
  },
  {
    name: 'words with an id or a class',
    tools: ['quarto', 'carpentries', 'jupyter-book'],
    from: '[seed]{#seed} and [small]{.smallcaps}',
    to: '<span id="seed">seed</span> and <span class="smallcaps">small</span>',
    inline: [
      {
        pattern:
          /(?<![\]!\\])\[((?:[^\][]|\[[^\][]*\])*)\]\{[ \t]*((?:[.#][\w-]+[ \t]*)+)(?:[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)[ \t]*)*\}/g,
        replace: ([, words = '', attributes = ''], context) => {
          const id = /#([\w-]+)/.exec(attributes)?.[1]
          const classes = [...attributes.matchAll(/\.([\w-]+)/g)].map(([, name]) => name).join(' ')
          return `<span${id === undefined ? '' : ` id="${id}"`}${classes === '' ? '' : ` class="${classes}"`}>${context.inline(words)}</span>`
        },
      },
    ],
  },
  {
    name: 'an address of Pelican',
    tools: ['pelican'],
    from: '[more]({filename}cats.md#food)',
    to: '[more](cats.md#food)',
    inline: [
      {
        pattern: /\]\((\s*)([{|](?:filename|static|attach|page)[}|][^\s()]*)/g,
        replace: ([, before = '', address = ''], context) => `](${before}${linked(address, context.link)}`,
      },
      {
        pattern: /(\s(?:href|src)=["'])([{|](?:filename|static|attach|page)[}|][^"'\s]*)/g,
        replace: ([, before = '', address = ''], context) => before + linked(address, context.link),
      },
    ],
  },
  {
    name: 'a link of a wiki',
    tools: ['mkdocs', 'jekyll', 'hugo', 'docusaurus', 'vitepress'],
    from: '[[cats|All cats]]',
    to: '[All cats](cats.md)',
    inline: [
      {
        pattern: /(?<![\w\])])(!?)\[\[([^\][|\n]+)(?:\|([^\][\n]+))?\]\](?![([])/g,
        replace: ([, bang = '', name = '', text = ''], context) => {
          if (/^_?toc_?$/i.test(name)) return undefined
          const address =
            context.page(`${name.trim()}.md`) ?? context.page(`${name.trim().toLowerCase().replaceAll(' ', '-')}.md`)
          if (bang !== '') return `![${text || name}](${name.includes(' ') ? `<${name}>` : name})`
          return address && `[${text || name.trim()}](${address.address})`
        },
      },
    ],
  },
  {
    name: 'a link',
    tools: ALL,
    from: '[more](cats.mdx#food)',
    to: '[more](cats.md#food)',
    inline: [
      {
        pattern: /\]\((\s*)((?:[^()\s<>]|\([^()\s]*\))+|<[^<>\n]+>)((?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*)\)/g,
        replace: ([, before = '', address = '', title = ''], context) =>
          `](${before}${linked(address, context.link)}${title})`,
      },
      {
        pattern: /^([ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(<[^<>\n]+>|\S+)/gm,
        replace: ([, before = '', address = ''], context) => `${before}${linked(address, context.link)}`,
      },
      {
        pattern: /(<(?:a|img|source|video|audio)\b[^<>]*?\s(?:href|src|poster)=)(["'])([^"'<>]*)\2/g,
        replace: ([, before = '', quote = '', address = ''], context) =>
          `${before}${quote}${context.link(address) ?? address}${quote}`,
      },
    ],
  },
]

function linked(written: string, link: (address: string) => string | undefined): string {
  const inner = written.startsWith('<') ? written.slice(1, -1) : written
  const made = link(inner)
  return made === undefined ? written : /[\s()]/.test(made) ? `<${made}>` : made
}
