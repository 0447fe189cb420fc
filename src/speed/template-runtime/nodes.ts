/** A node of Handlebars' syntax tree, as far as it matters here. */
export interface TemplateNode {
  readonly type: string
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } }
  readonly name?: unknown
  readonly path?: unknown
  readonly params?: readonly unknown[]
  readonly hash?: unknown
  readonly pairs?: unknown
  readonly program?: unknown
  readonly inverse?: unknown
  readonly body?: unknown
  readonly blockParams?: readonly string[]
  readonly original?: unknown
  readonly value?: unknown
  /** Of a path: its names. */
  readonly parts?: readonly string[]
  /** Of a path: `@first` and the like. */
  readonly data?: boolean
  /** Of a path: how many `../` it begins with. */
  readonly depth?: number
}

/** Helpers that every template has: those of Handlebars itself. */
export const HELPERS = ['if', 'unless', 'each', 'with', 'lookup', 'log']
/** What Handlebars itself calls where a name means nothing; templates may not. */
export const INNER_HELPERS: ReadonlySet<string> = new Set(['blockHelperMissing', 'helperMissing'])

/** Whether something is a node. */
export const isNode = (value: unknown): value is TemplateNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Where nodes have others. */
const BELOW = ['body', 'path', 'name', 'params', 'hash', 'pairs', 'value', 'program', 'inverse'] as const

/** Visits a node and all below it. */
export function walk(value: unknown, visit: (node: TemplateNode) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  else if (isNode(value)) {
    visit(value)
    for (const name of BELOW) {
      const child = value[name]
      if (typeof child === 'object') walk(child, visit)
    }
  }
}

/** What a template is made of. */
export type Statement =
  | hbs.AST.ContentStatement
  | hbs.AST.CommentStatement
  | hbs.AST.MustacheStatement
  | hbs.AST.BlockStatement
  | hbs.AST.PartialStatement
  | hbs.AST.PartialBlockStatement
  | (Omit<hbs.AST.DecoratorBlock, 'type'> & { readonly type: 'DecoratorBlock' })

/** What a value is made of. */
export type Expression =
  | hbs.AST.PathExpression
  | hbs.AST.SubExpression
  | hbs.AST.StringLiteral
  | hbs.AST.NumberLiteral
  | hbs.AST.BooleanLiteral
  | hbs.AST.UndefinedLiteral
  | hbs.AST.NullLiteral

const STATEMENTS: ReadonlySet<string> = new Set<Statement['type']>([
  'ContentStatement',
  'CommentStatement',
  'MustacheStatement',
  'BlockStatement',
  'PartialStatement',
  'PartialBlockStatement',
  'DecoratorBlock',
])

const EXPRESSIONS: ReadonlySet<string> = new Set<Expression['type']>([
  'PathExpression',
  'SubExpression',
  'StringLiteral',
  'NumberLiteral',
  'BooleanLiteral',
  'UndefinedLiteral',
  'NullLiteral',
])

/** Whether a node is a statement that is known here. */
export const isStatement = (node: hbs.AST.Node): node is Statement => STATEMENTS.has(node.type)

/** Whether a node is an expression that is known here. */
export const isExpression = (node: hbs.AST.Node): node is Expression => EXPRESSIONS.has(node.type)

/** Names of the partials that a template makes for itself. */
export function inlineNamesOf(program: unknown): readonly string[] {
  const names: string[] = []
  walk(program, (node) => {
    const name = node.type === 'DecoratorBlock' ? node.params?.[0] : undefined
    if (isNode(name) && typeof name.value === 'string') names.push(name.value)
  })
  return names
}

/** Names of the partials that a template calls, as far as they are written in it. */
export function partialNamesOf(program: unknown): readonly string[] {
  const names: string[] = []
  walk(program, ({ type, name }) => {
    if (type !== 'PartialStatement' && type !== 'PartialBlockStatement') return
    if (isNode(name) && typeof name.original === 'string') names.push(name.original)
  })
  return names
}
