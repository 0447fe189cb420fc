import Parser, { type MarkdownIt } from 'markdown-it'
import definitionLists from 'markdown-it-deflist'
import { scanningPlugin } from '../speed/scanning.ts'
import { definitionPlugin } from './block-rules/definitions.ts'
import { ignoreRule } from './block-rules/ignore.ts'
import { markdownElementPlugin } from './block-rules/markdown-element.ts'
import { tablePlugin } from './block-rules/tables.ts'
import { tabsPlugin } from './block-rules/tabs.ts'
import { blockPlugin } from './blocks/block-rule.ts'
import { abbreviationPlugin } from './core-rules/abbreviations.ts'
import { alertPlugin } from './core-rules/alerts.ts'
import { attributesPlugin } from './core-rules/attributes.ts'
import { fencePlugin } from './core-rules/fences.ts'
import { footnotePlugin } from './core-rules/footnotes.ts'
import { headingRule } from './core-rules/headings.ts'
import { inlinePlugin } from './core-rules/inline.ts'
import { taskPlugin } from './core-rules/tasks.ts'
import { tocRule } from './core-rules/toc.ts'
import { wordRule } from './core-rules/words.ts'
import { siteConstantRule } from './inline-rules/constants.ts'
import { doiRule } from './inline-rules/doi.ts'
import { mathPlugin } from './inline-rules/math.ts'
import { referenceRule } from './inline-rules/references.ts'

/** Our markdown-it. It holds no state of a page: one serves all. */
export function createParser(): MarkdownIt {
  const md = new Parser({ html: true, maxNesting: 100 })
  md.use(scanningPlugin).use(footnotePlugin).use(definitionLists).use(abbreviationPlugin)
  md.use(tablePlugin).use(fencePlugin).use(markdownElementPlugin).use(blockPlugin).use(mathPlugin)
  md.block.ruler.before('html_block', 'lectern_ignore', ignoreRule, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  md.inline.ruler.before('math', 'site_constant', siteConstantRule)
  md.inline.ruler.after('escape', 'reference', referenceRule)
  md.inline.ruler.push('doi', doiRule)
  md.use(tabsPlugin)
  md.use(definitionPlugin).use(inlinePlugin).use(taskPlugin).use(alertPlugin).use(attributesPlugin)
  md.core.ruler.push('words', wordRule)
  md.core.ruler.push('headings', headingRule)
  md.core.ruler.push('toc', tocRule)
  return md
}
