import { defineBlock } from '../markdown/blocks/block.ts'
import { withoutDirective } from '../markdown/text/code-lines.ts'

export const python = defineBlock({
  name: 'python',
  doc: 'Python code as a listing; it is shown, and not run.',
  shorthand: 'code',
  fields: {
    code: { type: 'code', doc: 'The code, indented below `python: |`.', required: true },
  },
  example: 'python: |\n  for i in range(3):\n      print(i)',
  render({ code }, context) {
    context.report('block/not-run', 'Python code is shown, and not run: what it prints is not on the page.', {
      hint: 'put what it prints below it, in a fence; to be told no more, write `rules: {block/not-run: off}` into `site.yaml`',
    })
    return context.highlight(`${withoutDirective(code).replace(/\s+$/, '')}\n`, 'python')
  },
})
