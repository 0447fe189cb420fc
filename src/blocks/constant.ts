import { defineBlock } from '../markdown/blocks/block.ts'

export const constant = defineBlock({
  name: 'constant',
  doc: 'Texts for this page: `%name` is the text from there on.',
  open: true,
  fields: {},
  example: 'constant:\n  version: 1.2\n  editor: the *Rapunzel* editor',
  render(_values, context) {
    for (const [name, text] of context.entries) {
      if (/^\p{L}[\p{L}\p{N}_-]*$/u.test(name)) context.define(name, text.trim())
      else
        context.report('block/bad-id', `\`${name}\` cannot be the name of a constant.`, {
          key: name,
          hint: 'use letters, digits, `_` and `-`, with a letter first',
        })
    }
    return undefined
  },
})
