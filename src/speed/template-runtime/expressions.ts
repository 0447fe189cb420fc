import { HELPERS, INNER_HELPERS, isExpression } from './nodes.ts'
import { type Frame, memberOf } from './values.ts'

/** Values that templates ask for. */

/** Something that is left to Handlebars. */
export class UnsupportedSyntax extends Error {}

/** A value that a template asks for. */
export type Value = (frame: Frame) => unknown

/** `lookup list name`, and `log …`, which says nothing. */
export function compileCall({
  path,
  params,
  hash,
}: Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash'>): Value {
  const helper = pathExpressionOf(path).original
  const [list, name, ...more] = params.map(compileExpression)
  if (helper === 'log') return () => ''
  if (helper !== 'lookup' || !list || !name || more.length || hash) throw new UnsupportedSyntax(helper)
  return (frame) => {
    const from = list(frame)
    return from ? memberOf(from, String(name(frame))) : from
  }
}

/** Makes what gives the value of an expression. */
export function compileExpression(node: hbs.AST.Expression): Value {
  if (!isExpression(node)) throw new UnsupportedSyntax(node.type)
  switch (node.type) {
    case 'PathExpression':
      return compilePath(node)
    case 'SubExpression':
      return compileCall(node)
    case 'UndefinedLiteral':
      return () => undefined
    case 'NullLiteral':
      return () => null
    default: {
      const { value } = node
      return () => value
    }
  }
}

/** Makes what gives the value that a path leads to. */
export function compilePath({ data, depth, parts, original }: hbs.AST.PathExpression): Value {
  const [first, ...rest] = parts
  if (data) {
    if (depth > 0 || first === undefined || first === 'partial-block') throw new UnsupportedSyntax(original)
    return (frame) => rest.reduce(memberOf, memberOf(frame.data, first))
  }
  const start: Value = (frame) => {
    let at: Frame | undefined = frame
    for (let i = 0; i < depth; i++) at = at?.above
    return at?.context
  }
  if (first === undefined) return depth === 0 ? (frame) => frame.context : start
  if (depth > 0) return (frame) => parts.reduce(memberOf, start(frame))
  const [second, ...more] = rest
  if (second === undefined) return (frame) => memberOf(frame.context, first)
  if (more.length === 0) return (frame) => memberOf(memberOf(frame.context, first), second)
  return (frame) => parts.reduce(memberOf, frame.context)
}

/** A path; names in quotes and numbers in its place are left to Handlebars. */
export function pathExpressionOf(node: hbs.AST.Expression): hbs.AST.PathExpression {
  if (!isExpression(node) || node.type !== 'PathExpression') throw new UnsupportedSyntax(node.type)
  return node
}

/** The text of a constant. */
export function constantOf(node: hbs.AST.Expression): string {
  if (!isExpression(node) || node.type !== 'StringLiteral') throw new UnsupportedSyntax(node.type)
  return node.value
}

/** Whether a path alone is a call: Handlebars calls its helpers wherever their names stand alone. */
export const isHelper = ({ parts: [name = '', ...more], depth, original }: hbs.AST.PathExpression): boolean =>
  more.length === 0 &&
  depth === 0 &&
  !/^this\b|^\./.test(original) &&
  (HELPERS.includes(name) || INNER_HELPERS.has(name))
