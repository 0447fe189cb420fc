import { inlineNamesOf, isNode, partialNamesOf, type TemplateNode, walk } from './nodes.ts'

/** Syntax trees of all templates, by name. */
export type Programs = ReadonlyMap<string, hbs.AST.Program>

/**
 * Says of which parts of templates the text is the same for the same context: they ask neither for what is around it nor
 * for its place in a list. A partial that a template makes for itself depends on who calls it.
 */
export function contextFreeParts(programs: Programs): (program: unknown) => boolean {
  const inline = new Set([...programs.values()].flatMap(inlineNamesOf))
  const isClosed = (program: unknown, seen: Set<string>): boolean => {
    let closed = true
    walk(program, (node) => {
      if (dependsOnMore(node)) closed = false
    })
    return (
      closed &&
      partialNamesOf(program).every((name) => {
        if (seen.has(name)) return true
        seen.add(name)
        return !inline.has(name) && programs.has(name) && isClosed(programs.get(name), seen)
      })
    )
  }
  return (program) => isClosed(program, new Set())
}

const dependsOnMore = (node: TemplateNode): boolean =>
  (node.type === 'PathExpression' && (node.data === true || (node.depth ?? 0) > 0)) ||
  (node.type === 'Program' && (node.blockParams?.length ?? 0) > 0) ||
  node.type === 'PartialBlockStatement' ||
  node.type === 'DecoratorBlock' ||
  node.type === 'Decorator' ||
  (node.type === 'PartialStatement' && !(isNode(node.name) && typeof node.name.original === 'string'))

/**
 * Names of the context that a closed part asks for; undefined where it asks for the context as a whole. What it asks of
 * entries of lists is not among them.
 */
export function namesAskedFor(program: hbs.AST.Program, programs: Programs): readonly string[] | undefined {
  const names = new Set<string>()
  const seen = new Set<string>()
  const isWhole = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(isWhole)
    if (!isNode(value)) return false
    if (value.type === 'PathExpression') return addPath(value)
    if (value.type === 'PartialStatement') return isWholePartial(value)
    const changes = value.type === 'BlockStatement' && isNode(value.path) && CHANGES.has(String(value.path.original))
    return Object.entries(value).some(([key, child]) => {
      if (key === 'loc' || (value.type === 'BlockStatement' && key === 'path') || (changes && key === 'program'))
        return false
      return isWhole(child)
    })
  }
  const addPath = ({ parts }: TemplateNode): boolean => {
    const [name] = parts ?? []
    if (name !== undefined) names.add(name)
    return name === undefined
  }
  const isWholePartial = ({ name, params = [], hash }: TemplateNode): boolean => {
    if (isNode(hash)) return true
    if (params.length) return isWhole(params)
    const called = isNode(name) ? String(name.original) : ''
    if (seen.has(called)) return false
    seen.add(called)
    return isWhole(programs.get(called))
  }
  return isWhole(program) ? undefined : [...names]
}

/** Helpers that change the context of what they enclose. */
const CHANGES = new Set(['each', 'with'])
