import type { StateCore, Token } from 'markdown-it'
import { type Compilation, compilationOf, report } from '../compilation.ts'
import { uniqueId } from '../heading.ts'
import { type NotedCode, readNotes } from '../text/code-notes.ts'
import { readFence } from '../text/fence-info.ts'
import { isSource, regionOf } from '../text/origin.ts'

/**
 * Annotated code: comments with numbers, and the list of what they mean directly below.
 *
 *     ~~~python
 *     total = sum(heights)  # (1)
 *     ~~~
 *
 *     1. All of them.
 */

/** What a fence keeps for its HTML. */
export interface FenceNotes extends NotedCode {
  /** Ids of the items of the list, by number. */
  readonly ids: ReadonlyMap<number, string>
}

/** Whether what a token holds are the notes of its code. */
export const isFenceNotes = (value: unknown): value is FenceNotes =>
  typeof value === 'object' && value !== null && 'notes' in value && 'ids' in value

/** Core rule: links the marks of code to the items of the list below it. */
export function codeNoteRule(state: StateCore): void {
  const { tokens } = state
  const compilation = compilationOf(state.env)
  let source = compilation.source
  tokens.forEach((fence, i) => {
    if (isSource(fence.meta?.source)) source = fence.meta.source
    const list = tokens[i + 1]
    if (fence.type !== 'fence' || list?.type !== 'ordered_list_open') return
    const noted = readNotes(fence.content, readFence(fence.info).language)
    if (!noted) return
    const items = itemsOf(tokens, i + 1)
    const first = Number(list.attrGet('start') ?? 1)
    const ids = new Map<number, string>()
    const used = new Set(Array.from(noted.notes.values(), ({ number }) => number))
    if (![...used].some((number) => number >= first && number < first + items.length)) return
    compilation.hasComponents = true
    list.attrJoin('class', 'code-notes')
    items.forEach((item, n) => {
      const id = uniqueId(`code-note-${first + n}`, compilation.anchors)
      compilation.anchors.add(id)
      ids.set(first + n, id)
      if (item.attrGet('id') === null) item.attrSet('id', id)
      else ids.set(first + n, String(item.attrGet('id')))
    })
    fence.meta = { ...fence.meta, fenceNotes: { ...noted, ids } }
    for (const fault of faultsOf(used, ids)) tell(compilation, source, fence, fault)
  })
}

/** The items of the list that begins at a token, without those of lists in it. */
function itemsOf(tokens: readonly Token[], at: number): readonly Token[] {
  const { level = 0 } = tokens[at] ?? {}
  const items: Token[] = []
  for (let i = at + 1; i < tokens.length; i++) {
    const token = tokens[i]
    if (!token || (token.type === 'ordered_list_close' && token.level === level)) break
    if (token.type === 'list_item_open' && token.level === level + 1) items.push(token)
  }
  return items
}

function* faultsOf(used: ReadonlySet<number>, ids: ReadonlyMap<number, string>): Generator<string> {
  for (const number of used)
    if (!ids.has(number)) yield `The code has a mark \`(${number})\`, and the list below it no item ${number}.`
  for (const number of ids.keys())
    if (!used.has(number)) yield `The list below the code has an item ${number}, and the code no mark \`(${number})\`.`
}

function tell(compilation: Compilation, source: Compilation['source'], { map }: Token, fault: string): void {
  const [line = 0] = map ?? []
  const { start, end } = regionOf({ source, lines: [line, line + 1] })
  report(compilation, 'code/bad-notes', fault, {
    span: { path: source.path, start, end: Math.max(end, start + 1) },
    hint: 'write a comment such as `# (1)` at the end of a line for each item of the list; text between the code and the list parts them',
  })
}
