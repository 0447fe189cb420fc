import { defineBlock } from '../markdown/blocks/block.ts'
import type { OwnBlock } from '../markdown/blocks/own-block.ts'
import { readDirectives, withoutLines } from '../markdown/runs/read-code.ts'

const listing = defineBlock({
  name: 'python',
  doc: 'Python code as a listing; `lectern run` runs it, and what it prints and the figure that it makes stand below it.',
  shorthand: 'code',
  numbered: 'figure',
  fields: {
    code: { type: 'code', doc: 'The code, indented below `code: |`.', required: true },
    id: { type: 'string', doc: 'The label of the figure that the code makes; refer to it with `%id`.' },
    caption: { type: 'inline', doc: 'Inline Markdown below the figure.' },
    alt: { type: 'string', doc: 'What the figure shows, for those who cannot see it.' },
    hide: { type: 'string', doc: '`code`, `output` or `all`: it runs, and is not shown.' },
    fold: { type: 'string', doc: '`code`, `output` or `all`: shown when it is opened.' },
    should_raise: { type: 'string', doc: '`yes`, or the name of the exception that the code must raise.' },
    value: { type: 'string', doc: '`yes` shows the value of the last line, too: as text, or a data frame as a table.' },
    limit: { type: 'number', doc: 'Seconds that the code may take, if not those of the settings.' },
    run: { type: 'string', doc: '`no`: the code is only shown.' },
  },
  example: 'python: |\n  for i in range(3):\n      print(i)',
  render({ code }, context) {
    return context.highlight(`${withoutLines(code, readDirectives(code).lines).replace(/\s+$/, '')}\n`, 'python')
  },
})

export const python: OwnBlock = { ...listing, runs: true }
