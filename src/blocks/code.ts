import { extensionOf } from '../files/paths.ts'
import { defineBlock } from '../markdown/block.ts'
import { html } from '../markdown/html.ts'

const LINES = /^(\d+)(?:\s*-\s*(\d+))?$/

export const code = defineBlock({
  name: 'code',
  doc: 'A numbered, highlighted listing of a file.',
  numbered: 'listing',
  fields: {
    source: { type: 'path', doc: 'The file.', required: true },
    id: { type: 'string', doc: 'Its label; refer to it with `%id`.', required: true },
    syntax: { type: 'string', doc: 'The language, where the file’s ending does not tell it.' },
    caption: { type: 'inline', doc: 'Inline Markdown above the listing.' },
    lines: { type: 'string', doc: 'The lines to show, as in `3-12`.' },
  },
  example: 'code:\n  source: loop.py\n  id: LstLoop\n  caption: A loop.\n  lines: 1-2',
  render({ source, syntax, caption, lines }, context) {
    const found = context.text(source, 'source')
    if (!found) return undefined
    const all = found.file.text.replace(/\n+$/, '').split('\n')
    const range = lines === undefined ? undefined : LINES.exec(lines.trim())
    const from = Number(range?.[1] ?? 1)
    const to = Number(range?.[2] ?? range?.[1] ?? all.length)
    if ((lines !== undefined && !range) || from < 1 || from > to || to > all.length) {
      context.report('code/bad-lines', `\`${source}\` has no lines \`${lines}\`: it has ${all.length}.`, {
        field: 'lines',
        hint: 'write the first and the last line, as in `3-12`',
      })
      return undefined
    }
    const language = syntax ?? extensionOf(found.source.path).slice(1)
    const listing = context.highlight(`${all.slice(from - 1, to).join('\n')}\n`, language)
    return html`<figure class="listing" id="${context.labelId}"><figcaption>${context.label}${caption && html` ${caption}`}</figcaption>${listing}</figure>`
  },
})
