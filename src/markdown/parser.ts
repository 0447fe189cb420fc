import Parser, { type MarkdownIt } from 'markdown-it'
import definitionLists from 'markdown-it-deflist'
import { abbreviationPlugin } from './abbreviations.ts'
import { alertPlugin } from './alerts.ts'
import { attributesPlugin } from './attributes.ts'
import { blockPlugin } from './block-rule.ts'
import { siteConstantRule } from './constants.ts'
import { definitionPlugin } from './definitions.ts'
import { doiRule } from './doi.ts'
import { fencePlugin } from './fences.ts'
import { footnotePlugin } from './footnotes.ts'
import { headingRule } from './headings.ts'
import { ignoreRule } from './ignore.ts'
import { inlinePlugin } from './inline.ts'
import { markdownElementPlugin } from './markdown-element.ts'
import { mathPlugin } from './math.ts'
import { referenceRule } from './references.ts'
import { scanningPlugin } from './scanning.ts'
import { tablePlugin } from './tables.ts'
import { tabsPlugin } from './tabs.ts'
import { taskPlugin } from './tasks.ts'
import { tocRule } from './toc.ts'
import { wordRule } from './words.ts'

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
