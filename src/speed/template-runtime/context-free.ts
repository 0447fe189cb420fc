import { inlineNamesOf, isNode, partialNamesOf, type TemplateNode, walk } from './nodes.ts'

/** Syntax trees of all templates, by name. */
export type Programs = ReadonlyMap<string, hbs.AST.Program>

/**
 * Says of which parts of templates the text is the same for the same context: they ask neither for what is around it nor
 * for its place in a list. A partial that a template makes for itself depends on who calls it.
 */
export function contextFreeParts(programs: Programs): (program: unknown) => boolean {
  const inline = new Set([...programs.values()].flatMap(inlineNamesOf))
  const isContextFree = (program: unknown, seen: Set<string>): boolean => {
    let contextFree = true
    walk(program, (node) => {
      if (dependsOnMore(node)) contextFree = false
    })
    return (
      contextFree &&
      partialNamesOf(program).every((name) => {
        if (seen.has(name)) return true
        seen.add(name)
        return !inline.has(name) && programs.has(name) && isContextFree(programs.get(name), seen)
      })
    )
  }
  return (program) => isContextFree(program, new Set())
}

const dependsOnMore = (node: TemplateNode): boolean =>
  (node.type === 'PathExpression' && (node.data === true || (node.depth ?? 0) > 0)) ||
  (node.type === 'Program' && (node.blockParams?.length ?? 0) > 0) ||
  node.type === 'PartialBlockStatement' ||
  node.type === 'DecoratorBlock' ||
  node.type === 'Decorator' ||
  (node.type === 'PartialStatement' && !(isNode(node.name) && typeof node.name.original === 'string'))
