import { extensionOf } from '../files/paths.ts'
import { defineBlock } from '../markdown/blocks/block.ts'
import { isKnownLanguage, unknownLanguageHint } from '../markdown/highlight.ts'
import { type CodeOptions, NO_OPTIONS, readRanges } from '../markdown/text/code-lines.ts'
import { html } from '../markdown/text/html.ts'

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
    mark: { type: 'string', doc: 'Lines to mark, as in `4,7-9`, counted in the file.' },
    ins: { type: 'string', doc: 'Lines to show as put in.' },
    del: { type: 'string', doc: 'Lines to show as taken out.' },
    title: { type: 'string', doc: 'A title above the code, such as the name of the file.' },
    numbers: { type: 'string', doc: '`yes` shows the numbers that the lines have in the file.', default: 'no' },
  },
  example: 'code:\n  source: loop.py\n  id: LstLoop\n  caption: A loop.\n  lines: 1-2',
  render({ source, syntax, caption, lines, mark, ins, del, title, numbers }, context) {
    const found = context.text(source, 'source')
    if (!found) return undefined
    const all = found.text.replace(/\n+$/, '').split('\n')
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
    const language = syntax ?? extensionOf(found.path).slice(1)
    if (syntax !== undefined && syntax !== '' && !isKnownLanguage(syntax.toLowerCase()))
      context.report('code/unknown-language', `\`${syntax}\` is not a language that can be coloured.`, {
        field: 'syntax',
        hint: unknownLanguageHint(syntax),
      })
    const linesOf = (field: 'mark' | 'ins' | 'del', written: string | undefined): ReadonlySet<number> => {
      const named = written === undefined ? NO_OPTIONS.marked : readRanges(written)
      if (named && [...named].every((line) => line >= from && line <= to))
        return new Set([...named].map((line) => line - from + 1))
      context.report('code/bad-marks', `The lines \`${written}\` are not in the listing: it shows ${from} to ${to}.`, {
        field,
        hint: 'write lines and ranges of them, as in `4,7-9`, counted in the file',
      })
      return NO_OPTIONS.marked
    }
    const options: CodeOptions = {
      ...NO_OPTIONS,
      marked: linesOf('mark', mark),
      ins: linesOf('ins', ins),
      del: linesOf('del', del),
      title,
      firstNumber: /^(?:yes|true)$/i.test(numbers) ? from : undefined,
    }
    const listing = context.highlight(`${all.slice(from - 1, to).join('\n')}\n`, language, options)
    return html`<figure class="listing" id="${context.labelId}"><figcaption>${context.label}${caption && html` ${caption}`}</figcaption>${listing}</figure>`
  },
})
