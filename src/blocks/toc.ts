import { defineBlock } from '../markdown/blocks/block.ts'

export const toc = defineBlock({
  name: 'toc',
  doc: 'A table of contents of the page’s headings.',
  fields: {
    mindepth: { type: 'number', doc: 'The first level of headings.', default: 1 },
    maxdepth: { type: 'number', doc: 'The last level.', default: 3 },
    exclude: { type: 'list', doc: 'Headings to leave out, by their text.' },
  },
  example: 'toc:\n  mindepth: 2\n  maxdepth: 2\n  exclude: [References]',
  render({ mindepth, maxdepth, exclude }, context) {
    for (const [field, depth] of [
      ['mindepth', mindepth],
      ['maxdepth', maxdepth],
    ] as const) {
      if (!Number.isInteger(depth) || depth < 1 || depth > 6)
        context.report('block/wrong-type', `\`${field}\` must be a whole number from 1 to 6.`, { field })
    }
    context.toc({ from: mindepth, to: maxdepth, exclude: exclude ?? [] })
    return undefined
  },
})
