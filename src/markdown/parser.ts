import Parser, { type MarkdownIt, type RendererRule } from 'markdown-it'
import abbreviations from 'markdown-it-abbr'
import cjkFriendly from 'markdown-it-cjk-friendly'
import definitionLists from 'markdown-it-deflist'
import footnotes from 'markdown-it-footnote'
import { LineState, normalizeRule, textRule } from '../speed/scanning.ts'
import { containerRule } from './block-rules/containers.ts'
import { definitionRule } from './block-rules/definitions.ts'
import { htmlBlockRule } from './block-rules/html-block.ts'
import { ignoreRule } from './block-rules/ignore.ts'
import { markdownElementRule } from './block-rules/markdown-element.ts'
import { mathBlockRule } from './block-rules/math-block.ts'
import { mathEnvironmentRule } from './block-rules/math-environment.ts'
import { notebookFenceRule } from './block-rules/notebook-fence.ts'
import { rawElementRule } from './block-rules/raw-element.ts'
import { tableRule } from './block-rules/tables.ts'
import { tabsRule } from './block-rules/tabs.ts'
import { blockRule, renderFragment } from './blocks/block-rule.ts'
import { abbreviationRule } from './core-rules/abbreviations.ts'
import { alertRule, renderAlert } from './core-rules/alerts.ts'
import { attributesRule } from './core-rules/attributes.ts'
import { codeNoteRule } from './core-rules/code-notes.ts'
import { diagramRule } from './core-rules/diagrams.ts'
import { fenceRule, renderCodeBlock, renderFence } from './core-rules/fences.ts'
import {
  footnoteRule,
  renderFootnoteBack,
  renderFootnoteReference,
  renderFootnotesStart,
} from './core-rules/footnotes.ts'
import { glossaryRule } from './core-rules/glossary.ts'
import { headingRule } from './core-rules/headings.ts'
import { inlinePass } from './core-rules/inline-pass.ts'
import { notebookRule } from './core-rules/notebook.ts'
import { runRule } from './core-rules/runs.ts'
import { alignRule, cornerRule, renderTableEnd, renderTableStart } from './core-rules/tables.ts'
import { renderListItem, taskRule } from './core-rules/tasks.ts'
import { termRule } from './core-rules/terms.ts'
import { tocRule } from './core-rules/toc.ts'
import { wordRule } from './core-rules/words.ts'
import { inlineAttributesRule } from './inline-rules/attributes.ts'
import { inlineBlockRule } from './inline-rules/blocks.ts'
import { doiRule } from './inline-rules/doi.ts'
import { equationReferenceRule } from './inline-rules/equation-references.ts'
import { imageRule, renderImage } from './inline-rules/images.ts'
import { keysRule } from './inline-rules/keys.ts'
import { autolinkRule, linkRule } from './inline-rules/links.ts'
import { mathRule } from './inline-rules/math.ts'
import { rawHtmlRule } from './inline-rules/raw-html.ts'
import { referenceRule } from './inline-rules/references.ts'
import { siteConstantRule } from './inline-rules/site-constants.ts'
import { unknownFootnoteRule } from './inline-rules/unknown-footnotes.ts'
import { type BlockRule, type CoreRule, type InlineRule, installRules, type RuleRow } from './rule-rows.ts'

const EVERYTHING = ['paragraph', 'reference', 'blockquote', 'list'] as const

/** All rules for blocks, in the order in which they are tried. */
export const blockRules: readonly RuleRow<BlockRule>[] = [
  { name: 'lectern_block', add: blockRule, interrupts: EVERYTHING },
  { name: 'table', replace: tableRule, interrupts: ['paragraph', 'reference'] },
  { name: 'code', of: 'markdown-it' },
  { name: 'math_block', add: mathBlockRule, interrupts: EVERYTHING },
  { name: 'math_environment', add: mathEnvironmentRule, interrupts: EVERYTHING },
  { name: 'tabs', add: tabsRule, interrupts: EVERYTHING },
  { name: 'container', add: containerRule, interrupts: EVERYTHING },
  { name: 'fence', wrap: notebookFenceRule, interrupts: EVERYTHING },
  { name: 'blockquote', of: 'markdown-it', interrupts: EVERYTHING },
  { name: 'hr', of: 'markdown-it', interrupts: EVERYTHING },
  { name: 'list', of: 'markdown-it', interrupts: ['paragraph', 'reference', 'blockquote'] },
  { name: 'footnote_def', of: 'markdown-it-footnote', interrupts: ['paragraph', 'reference'] },
  { name: 'abbr_def', of: 'markdown-it-abbr', interrupts: ['paragraph', 'reference'] },
  { name: 'reference', of: 'markdown-it' },
  { name: 'unbalanced_definition', add: definitionRule },
  { name: 'markdown_element', add: markdownElementRule, interrupts: EVERYTHING },
  { name: 'raw_element', add: rawElementRule, interrupts: EVERYTHING },
  { name: 'lectern_ignore', add: ignoreRule, interrupts: EVERYTHING },
  { name: 'html_block', wrap: htmlBlockRule, interrupts: ['paragraph', 'reference', 'blockquote'] },
  { name: 'heading', of: 'markdown-it', interrupts: ['paragraph', 'reference', 'blockquote'] },
  { name: 'lheading', of: 'markdown-it' },
  { name: 'deflist', of: 'markdown-it-deflist', interrupts: ['paragraph', 'reference', 'blockquote'] },
  { name: 'paragraph', of: 'markdown-it' },
]

/** All rules for inline text, in the order in which they are tried at a character. */
export const inlineRules: readonly RuleRow<InlineRule>[] = [
  { name: 'text', replace: textRule },
  { name: 'linkify', of: 'markdown-it' },
  { name: 'newline', of: 'markdown-it' },
  { name: 'equation_reference', add: equationReferenceRule },
  { name: 'escape', of: 'markdown-it' },
  { name: 'inline_block', add: inlineBlockRule },
  { name: 'reference', add: referenceRule },
  // Before formulas: `$name$` is both.
  { name: 'site_constant', add: siteConstantRule },
  { name: 'math', add: mathRule },
  { name: 'backticks', of: 'markdown-it' },
  { name: 'strikethrough', of: 'markdown-it' },
  { name: 'emphasis', of: 'markdown-it' },
  { name: 'link', wrap: linkRule },
  { name: 'image', wrap: imageRule },
  { name: 'footnote_inline', of: 'markdown-it-footnote' },
  { name: 'footnote_ref', of: 'markdown-it-footnote' },
  { name: 'unknown_footnote', add: unknownFootnoteRule },
  { name: 'autolink', wrap: autolinkRule },
  { name: 'html_inline', wrap: rawHtmlRule },
  { name: 'entity', of: 'markdown-it' },
  { name: 'doi', add: doiRule },
  { name: 'keys', add: keysRule },
  { name: 'attribute_list', add: inlineAttributesRule },
]

/** All passes over a page, in the order in which they run. */
export const coreRules: readonly RuleRow<CoreRule>[] = [
  { name: 'normalize', replace: normalizeRule },
  { name: 'block', of: 'markdown-it' },
  { name: 'attribute_lists', add: attributesRule },
  { name: 'alerts', add: alertRule },
  { name: 'tasks', add: taskRule },
  { name: 'notebook', add: notebookRule },
  { name: 'runs', add: runRule },
  { name: 'fences', add: fenceRule },
  { name: 'code_notes', add: codeNoteRule },
  { name: 'diagrams', add: diagramRule },
  { name: 'glossary', add: glossaryRule },
  { name: 'table_corner', add: cornerRule },
  { name: 'table_align', add: alignRule },
  { name: 'strip_references', of: 'markdown-it' },
  { name: 'inline', replace: inlinePass },
  { name: 'footnote_tail', replace: footnoteRule },
  { name: 'linkify', of: 'markdown-it' },
  { name: 'abbr_replace', replace: abbreviationRule },
  { name: 'replacements', of: 'markdown-it' },
  { name: 'smartquotes', of: 'markdown-it' },
  { name: 'text_join', of: 'markdown-it' },
  { name: 'terms', add: termRule },
  { name: 'words', add: wordRule },
  { name: 'headings', add: headingRule },
  { name: 'toc', add: tocRule },
]

/** What makes HTML of a token, by its type, where markdown-it would make another or none. */
const renderers: Readonly<Record<string, RendererRule>> = {
  alert_open: renderAlert,
  code_block: renderCodeBlock,
  fence: renderFence,
  footnote_anchor: renderFootnoteBack,
  footnote_block_open: renderFootnotesStart,
  footnote_ref: renderFootnoteReference,
  fragment: renderFragment,
  html_block: renderFragment,
  image: renderImage,
  list_item_open: renderListItem,
  table_open: renderTableStart,
  table_close: renderTableEnd,
}

/** How deep blocks stand in each other at most; what is deeper is left out, and told. */
export const MOST_LEVELS = 100

/** Our markdown-it. It holds no state of a page: one serves all. */
export function createParser(): MarkdownIt {
  const md = new Parser({ html: true, maxNesting: MOST_LEVELS })
    .use(footnotes)
    .use(definitionLists)
    .use(abbreviations)
    .use(cjkFriendly)
  const spare = new Parser()
  installRules(md.block.ruler, spare.block.ruler, blockRules)
  installRules(md.inline.ruler, spare.inline.ruler, inlineRules)
  installRules(md.core.ruler, spare.core.ruler, coreRules)
  Object.assign(md.renderer.rules, renderers)
  md.block.State = LineState
  // Addresses are kept as written until `resolveHref` has seen them; those that would run scripts are told then, and lead nowhere.
  md.normalizeLink = (address) => address
  md.validateLink = () => true
  return md
}
