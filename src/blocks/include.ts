import { defineBlock } from '../markdown/blocks/block.ts'

export const include = defineBlock({
  name: 'include',
  doc: 'The Markdown of a file in place, itself with blocks.',
  shorthand: 'source',
  fields: {
    source: { type: 'path', doc: 'The file.', required: true },
  },
  example: 'include: part.md',
  render({ source }, context) {
    context.include(source, 'source')
    return undefined
  },
})
