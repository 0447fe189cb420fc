import type Handlebars from 'handlebars'
import { isNode, type TemplateNode, walk } from './template-nodes.ts'

/**
 * Entries of lists that many pages show alike, such as those of the navigation, are rendered once:
 *
 *     {{#each items}} … {{/each}}   becomes   {{#lectern-each items list=3}} … {{/lectern-each}}
 *
 * where what stands between asks for nothing but the entry: then the same entry gives the same text. Only entries that
 * were marked as lasting are remembered, since all others are made for one page.
 */

const HELPER = 'lectern-each'

/** Entries that many pages show; they never change. */
const lasting = new WeakSet<object>()

/** Marks an entry that many pages show. */
export function markLasting<Entry extends object>(entry: Entry): Entry {
  lasting.add(entry)
  return entry
}

/** Rewrites the lists of all templates that allow it; `programs` by the names of the templates. */
export function rememberEntries(environment: typeof Handlebars, programs: ReadonlyMap<string, TemplateNode>): void {
  const inline = new Set<string>()
  const lists: TemplateNode[] = []
  for (const program of programs.values())
    walk(program, (node) => {
      const name = node.type === 'DecoratorBlock' ? node.params?.[0] : undefined
      if (isNode(name) && typeof name.value === 'string') inline.add(name.value)
      if (isPlainEach(node) && isNode(node.program) && asksForEntryOnly(node.program, programs, new Set()))
        lists.push(node)
    })
  // A partial that takes the place of a template in one page only: what a list shows then depends on the page.
  if ([...inline].some((name) => programs.has(name))) return
  lists.forEach((node, i) => {
    const { loc } = node
    const value = { type: 'NumberLiteral', value: i, original: i, loc }
    Object.assign(node, {
      path: { type: 'PathExpression', data: false, depth: 0, parts: [HELPER], original: HELPER, loc },
      hash: { type: 'Hash', pairs: [{ type: 'HashPair', key: 'list', value, loc }], loc },
    })
  })
  const texts = new WeakMap<object, string[]>()
  environment.registerHelper(
    HELPER,
    function each(this: unknown, items: unknown, options: Handlebars.HelperOptions): string {
      const isList = Array.isArray(items) && items.length > 0 && items.every((item) => isObject(item))
      if (!isList) return String(environment.helpers.each?.call(this, items, { ...options, hash: {} }) ?? '')
      const list = Number(options.hash.list)
      let text = ''
      for (const item of items) {
        if (!lasting.has(item)) {
          text += options.fn(item, { data: options.data })
          continue
        }
        let known = texts.get(item)
        if (!known) {
          known = []
          texts.set(item, known)
        }
        const entry = known[list] ?? inOnePiece(options.fn(item, { data: options.data }))
        known[list] = entry
        text += entry
      }
      return text
    },
  )
}

/** A text that was put together, as one string: kept as its many pieces, it would take several times the memory. */
const inOnePiece = (text: string): string => {
  text.charCodeAt(0)
  return text
}

/** What `knownHelpers` of Handlebars wants. */
export const entryHelper: Readonly<Record<string, true>> = { [HELPER]: true }

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const isPlainEach = (node: TemplateNode): boolean =>
  node.type === 'BlockStatement' &&
  isNode(node.path) &&
  node.path.original === 'each' &&
  node.params?.length === 1 &&
  node.hash === undefined

/** Whether a program is the same text for the same context: it asks neither for what is around it nor for its place. */
function asksForEntryOnly(
  program: TemplateNode,
  programs: ReadonlyMap<string, TemplateNode>,
  seen: Set<string>,
): boolean {
  let closed = true
  walk(program, (node) => {
    if (node.type === 'PathExpression' && (node.data === true || (node.depth ?? 0) > 0)) closed = false
    else if (node.type === 'Program' && (node.blockParams?.length ?? 0) > 0) closed = false
    else if (node.type === 'PartialBlockStatement' || node.type === 'DecoratorBlock' || node.type === 'Decorator')
      closed = false
    else if (node.type === 'PartialStatement') {
      const name = isNode(node.name) && typeof node.name.original === 'string' ? node.name.original : ''
      const partial = programs.get(name)
      if (seen.has(name)) return
      seen.add(name)
      if (!partial || !asksForEntryOnly(partial, programs, seen)) closed = false
    }
  })
  return closed
}
