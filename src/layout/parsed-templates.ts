import { isNode } from '../speed/template-runtime/nodes.ts'

/** Gives the syntax tree of a template's text, where it is known. */
export type ParsedTemplates = (text: string) => hbs.AST.Program | undefined

/** Nothing is known. */
export const noneParsed: ParsedTemplates = () => undefined

/**
 * The templates of the theme as Handlebars parsed them when Lectern was compiled: `lib/templates.json`, a list of texts with
 * their trees. Parsing them takes a twentieth of a second of each build.
 */
export function readParsed(bytes: Uint8Array): ParsedTemplates {
  const list: unknown = JSON.parse(Buffer.from(bytes).toString())
  const trees = new Map<unknown, unknown>(Array.isArray(list) ? list : [])
  return (text) => {
    const tree = trees.get(text)
    return isProgram(tree) ? tree : undefined
  }
}

const isProgram = (value: unknown): value is hbs.AST.Program => isNode(value) && value.type === 'Program'
