import type { Token } from 'markdown-it'
import type { Span } from '../diagnostics/diagnostic.ts'
import { type Compilation, report } from './compilation.ts'

/**
 * What lists become between lines of colons; without Lectern they are lists as any other:
 *
 *     :::steps                :::tree                    :::cards
 *     1. Open the file.       - data/                    - [Loops](loops.md)
 *     2. Save it.                 - heights.csv  120 rows      Do it again.
 *     :::                     :::                        :::
 */
export interface Component {
  readonly name: string
  /** The lists that it is made of. */
  readonly lists: readonly string[]
  /** What it wants, for messages. */
  readonly wanted: string
  readonly hint: string
}

const components: ReadonlyMap<string, Component> = new Map(
  [
    {
      name: 'steps',
      lists: ['ordered_list_open'],
      wanted: 'a numbered list',
      hint: 'write each step as `1. Open the file.`, with what belongs to it indented below',
    },
    {
      name: 'tree',
      lists: ['bullet_list_open'],
      wanted: 'a list of names',
      hint: 'write each file as `- name`, indented below its folder; a drawing of a tree stands in a fence, as in `~~~text`',
    },
    {
      name: 'cards',
      lists: ['bullet_list_open', 'ordered_list_open'],
      wanted: 'a list',
      hint: 'write each card as `- [Title](page.md)`, with its text indented below',
    },
  ].map((component) => [component.name, component]),
)

/** Names of the components. */
export const componentNames: readonly string[] = [...components.keys()]

/** The component of that name, in lower case. */
export const componentOf = (name: string): Component | undefined => components.get(name)

/** Makes the list in a component what that says. `tokens` are those between its beginning and its end, those of level `level` stand in nothing else. */
export function fillComponent(
  compilation: Compilation,
  component: Component,
  tokens: readonly Token[],
  level: number,
  span: Span,
  TokenOf: typeof Token,
): void {
  compilation.hasComponents = true
  const blocks = tokens.filter((token) => token.level === level && token.nesting >= 0 && token.type !== 'fragment')
  const lists = blocks.filter(({ type }) => component.lists.includes(type))
  const { name, wanted, hint } = component
  const fault =
    blocks.length === 0
      ? `This \`:::${name}\` is empty.`
      : lists.length === 0
        ? `In this \`:::${name}\` stands no ${wanted.replace(/^an? /, '')}.`
        : lists.length > 1
          ? `In this \`:::${name}\` stand ${lists.length} lists.`
          : blocks.length > 1
            ? `In this \`:::${name}\` stands more than ${wanted}.`
            : undefined
  if (fault !== undefined)
    report(compilation, 'component/bad', fault, {
      span,
      hint:
        blocks.length > 1 && lists.length === 1
          ? 'put what else is there above or below it, or indent it below an item of the list'
          : lists.length > 1
            ? 'make one list of them: a list goes on where no other text stands between its items'
            : hint,
    })
  if (name === 'tree') nameEntries(compilation, tokens, span, TokenOf)
}

/** What begins markup: there the author says what the name is. */
const MARKUP = /^[`*[<!\\]/

/** Makes the first word of each entry of a tree its name: of `__init__.py`, nothing is emphasis. */
function nameEntries(compilation: Compilation, tokens: readonly Token[], span: Span, TokenOf: typeof Token): void {
  tokens.forEach((item, i) => {
    if (item.type !== 'list_item_open') return
    const inline = tokens[i + 2]
    if (tokens[i + 1]?.type !== 'paragraph_open' || inline?.type !== 'inline') {
      report(compilation, 'component/bad', 'An entry of this `:::tree` has no name.', {
        span,
        hint: 'write `- name` for each file and folder',
      })
      return
    }
    const [name = ''] = /^\S+/.exec(inline.content) ?? []
    if (name === '...' || name === '…') item.attrJoin('class', 'more')
    if (/\/[`*\]]*$/.test(name)) item.attrJoin('class', 'folder')
    if (MARKUP.test(name)) return
    const code = new TokenOf('code_inline', 'code', 0)
    code.content = name
    inline.children = [code]
    inline.content = inline.content.slice(name.length)
  })
}
