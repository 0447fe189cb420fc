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
  readonly blockParams?: readonly string[]
  readonly original?: unknown
  readonly value?: unknown
  /** Of a path: `@first` and the like. */
  readonly data?: boolean
  /** Of a path: how many `../` it begins with. */
  readonly depth?: number
}

/** Whether something is a node. */
export const isNode = (value: unknown): value is TemplateNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Visits a node and all below it. */
export function walk(value: unknown, visit: (node: TemplateNode) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  else if (isNode(value)) {
    visit(value)
    for (const [key, child] of Object.entries(value)) if (key !== 'loc' && typeof child === 'object') walk(child, visit)
  }
}
