import type { Ruler, StateBlock, StateCore, StateInline } from 'markdown-it'

/** A rule that reads blocks; `silent` asks only whether one begins there. */
export type BlockRule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean

/** A rule that reads inline text; `silent` asks only where it ends. */
export type InlineRule = (state: StateInline, silent: boolean) => boolean

/** A pass over all of a page. */
export type CoreRule = (state: StateCore) => void

/** A block that may be ended by the beginning of another. */
type Interrupted = 'paragraph' | 'reference' | 'blockquote' | 'list'

/** A rule in its place: one that Lectern adds, one that it puts in the place of another or around it, or that of a package. */
export type RuleRow<Rule> = {
  readonly name: string
  /** Blocks that end where this one begins, without a blank line between. */
  readonly interrupts?: readonly Interrupted[]
} & (
  | { readonly add: Rule }
  | { readonly replace: Rule }
  | { readonly wrap: (original: Rule) => Rule }
  | { readonly of: 'markdown-it' | 'markdown-it-footnote' | 'markdown-it-deflist' | 'markdown-it-abbr' }
)

/** Puts the rules of Lectern into a ruler. `spare` is the same ruler as markdown-it has it, and of no use afterwards. */
export function installRules<Args extends unknown[], Result>(
  ruler: Ruler<Args, Result>,
  spare: Ruler<Args, Result>,
  rows: readonly RuleRow<(...args: Args) => Result>[],
): void {
  // From the last one on, so that what a rule stands before is there already.
  for (const [i, row] of [...rows.entries()].reverse()) {
    const options = { alt: [...(row.interrupts ?? [])] }
    const next = rows[i + 1]
    if ('replace' in row) ruler.at(row.name, row.replace, options)
    else if ('wrap' in row) ruler.at(row.name, row.wrap(onlyRule(spare, row.name)), options)
    else if ('add' in row && next) ruler.before(next.name, row.name, row.add, options)
    else if ('add' in row) ruler.push(row.name, row.add, options)
  }
}

/** The rule of a name: with all others off, it is the only one that the ruler gives. */
function onlyRule<Args extends unknown[], Result>(ruler: Ruler<Args, Result>, name: string): (...args: Args) => Result {
  ruler.enableOnly(name)
  const [rule] = ruler.getRules('')
  if (!rule) throw new Error(`markdown-it has no rule ${name}.`)
  return rule
}
