import fs from 'node:fs'
import path from 'node:path'
import { parseSync } from 'rolldown/utils'
import { expect, test } from 'vitest'
import { isNode, type Node, walk } from './syntax-tree.ts'

/** The types that the program exports say all that they refer to: what a caller meets has a name and a description. */

const source = path.resolve(import.meta.dirname, '../src')

const nameOf = (node: unknown): string => (isNode(node) && typeof node.name === 'string' ? node.name : '')
const list = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : [])

/** The names that a file brings in, by file, and what it declares. */
function read(file: string) {
  const text = fs.readFileSync(path.join(source, file), 'utf8')
  const { program } = parseSync(file, text)
  const imports = new Map<string, string>()
  const declared = new Map<string, { readonly node: Node; readonly documented: boolean }>()
  for (const statement of list(program.body)) {
    const from = isNode(statement.source) && typeof statement.source.value === 'string' ? statement.source.value : ''
    const at = path.posix.join(path.posix.dirname(file), from)
    for (const item of from.startsWith('.') ? list(statement.specifiers) : []) {
      const name = nameOf(item.local)
      if (name !== '') imports.set(name, at)
    }
    const declaration = isNode(statement.declaration) ? statement.declaration : statement
    const documented = /\*\/\s*$/.test(text.slice(0, statement.start))
    const names = [declaration.id, ...list(declaration.declarations).map(({ id }) => id)].map(nameOf)
    for (const name of names) if (name !== '') declared.set(name, { node: declaration, documented })
  }
  return { imports, declared }
}

/** Types that are referred to in a declaration: of a function, in what it takes and gives. */
function typesIn(declaration: Node): readonly string[] {
  const own = new Set<string>()
  const used: string[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    if (!isNode(value) || value.type === 'BlockStatement') return
    if (value.type === 'TSTypeParameter') own.add(nameOf(value.name))
    if (value.type === 'TSTypeReference') used.push(nameOf(value.typeName))
    if (value.type === 'TSInterfaceHeritage' || value.type === 'TSClassImplements') used.push(nameOf(value.expression))
    for (const child of Object.values(value)) if (typeof child === 'object') visit(child)
  }
  visit(declaration)
  return used.filter((name) => name !== '' && !own.has(name))
}

test('every type that an exported one refers to is exported, and has a description', () => {
  const index = read('index.ts')
  const exported = new Map([...index.imports, ...[...index.declared.keys()].map((name) => [name, 'index.ts'] as const)])
  // What it needs itself is no export.
  const text = fs.readFileSync(path.join(source, 'index.ts'), 'utf8')
  const { program } = parseSync('index.ts', text)
  const given = new Set<string>()
  for (const node of walk(program)) {
    if (node.type === 'ExportSpecifier') given.add(nameOf(node.exported))
    if (node.type === 'ExportNamedDeclaration' && isNode(node.declaration))
      for (const at of [node.declaration.id, ...list(node.declaration.declarations).map(({ id }) => id)])
        given.add(nameOf(at))
  }
  const faults: string[] = []
  for (const name of given) {
    const file = exported.get(name) ?? 'index.ts'
    const { declared, imports } = read(file)
    const found = declared.get(name)
    if (!found) continue
    if (!found.documented) faults.push(`${name} of ${file} has no description`)
    for (const type of typesIn(found.node))
      if ((declared.has(type) || imports.has(type)) && !given.has(type))
        faults.push(`${name} of ${file} refers to ${type}`)
  }
  expect([...new Set(faults)].sort()).toEqual([])
  expect(given.size).toBeGreaterThan(30)
})
