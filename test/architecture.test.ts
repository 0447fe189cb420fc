import fs from 'node:fs'
import path from 'node:path'
import { parseSync } from 'rolldown/utils'
import { describe, expect, test } from 'vitest'

/**
 * The rules of docs/architecture.md, checked on the syntax trees of all sources: a lower folder never imports a higher
 * one, types too; no cycles; the disk, the process and the console only behind their doors; no state in modules.
 */

const ranks: Readonly<Record<string, number>> = {
  diagnostics: 0,
  files: 1,
  config: 1,
  markdown: 2,
  blocks: 3,
  page: 3,
  site: 4,
  layout: 5,
  build: 6,
  serve: 7,
  cli: 8,
  'index.ts': 9,
}
const DOORS = new Set(['files', 'serve', 'cli'])
const DOOR_MODULES = /^node:(?:fs|process|net|http|https|child_process|tty|dgram)(?:\/|$)/
const FORBIDDEN_NAMES = /(?:^|\/)(?:util|utils|common|helper|helpers)(?:\/|\.ts$)|(?:^|\/)types\.ts$/

interface Source {
  /** Path below `src`. */
  readonly file: string
  readonly text: string
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* walk(item)
  else if (isNode(value)) {
    yield value
    for (const child of Object.values(value)) if (typeof child === 'object') yield* walk(child)
  }
}

const roomOf = (file: string): string => file.split('/')[0] ?? file

/** What breaks the rules, each as `file:line  reason`. */
function faultsOf(sources: readonly Source[]): string[] {
  const faults: string[] = []
  const imports = new Map<string, string[]>()
  for (const { file, text } of sources) {
    const tell = (node: Node, reason: string): void => {
      faults.push(`${file}:${text.slice(0, node.start).split('\n').length}  ${reason}`)
    }
    if (FORBIDDEN_NAMES.test(file)) faults.push(`${file}:1  a name that says nothing`)
    if (ranks[roomOf(file)] === undefined && roomOf(file) !== 'client')
      faults.push(`${file}:1  a folder without a rank`)
    if (file.endsWith('.d.ts')) continue
    const { program } = parseSync(file, text)
    const isDoor = DOORS.has(roomOf(file))
    const targets: string[] = []
    for (const node of walk(program)) {
      const specifier = isNode(node.source) && typeof node.source.value === 'string' ? node.source.value : undefined
      const isImport = /^(?:Import|ExportNamed|ExportAll)(?:Declaration|Expression)$/.test(node.type)
      if (isImport && specifier !== undefined) {
        if (specifier.startsWith('.')) {
          const target = path.posix.join(path.posix.dirname(file), specifier)
          const [from, to] = [ranks[roomOf(file)], ranks[roomOf(target)]]
          if (target.startsWith('..')) continue
          targets.push(target)
          if (roomOf(file) === 'client') {
            if (node.importKind !== 'type') tell(node, `client imports ${target}, and not just its types`)
          } else if (from !== undefined && to !== undefined && to > from)
            tell(node, `imports ${target}, which ranks higher`)
        } else if (DOOR_MODULES.test(specifier) && !isDoor)
          tell(node, `imports ${specifier}, which only files, serve and cli may`)
      }
      if (node.type === 'ExportDefaultDeclaration') tell(node, 'has a default export')
      if (node.type === 'MemberExpression' && isNode(node.object) && node.object.type === 'Identifier' && !isDoor) {
        const name = node.object.name
        if (name === 'process' || name === 'console') tell(node, `uses ${name}, which only files, serve and cli may`)
      }
      if (node.type === 'Program' && Array.isArray(node.body)) {
        for (const statement of node.body) {
          const declaration = isNode(statement) && isNode(statement.declaration) ? statement.declaration : statement
          if (isNode(declaration) && declaration.type === 'VariableDeclaration' && declaration.kind !== 'const')
            tell(declaration, `has a module-level ${String(declaration.kind)}`)
        }
      }
    }
    imports.set(file, targets)
  }
  return [...faults, ...cyclesOf(imports)]
}

/** Cycles of imports, told once each. */
function cyclesOf(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const faults = new Set<string>()
  const done = new Set<string>()
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file)
    if (at >= 0) {
      const cycle = trail.slice(at)
      const first = cycle.indexOf([...cycle].sort()[0] ?? '')
      faults.add(
        `${cycle[first]}:1  imports itself: ${[...cycle.slice(first), ...cycle.slice(0, first), cycle[first]].join(' → ')}`,
      )
      return
    }
    if (done.has(file)) return
    for (const target of imports.get(file) ?? []) visit(target, [...trail, file])
    done.add(file)
  }
  for (const file of imports.keys()) visit(file, [])
  return [...faults]
}

const root = path.resolve(import.meta.dirname, '../src')
const sources = fs
  .readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file.endsWith('.ts'))
  .map((file): Source => ({ file, text: fs.readFileSync(path.join(root, file), 'utf8') }))

describe('the architecture', () => {
  test('holds in all sources', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(faultsOf(sources)).toEqual([])
  })

  test.each<[string, readonly Source[], string]>([
    [
      'a lower folder that imports a higher one',
      [{ file: 'files/a.ts', text: "import { b } from '../page/b.ts'\nb()" }],
      'files/a.ts:1  imports page/b.ts, which ranks higher',
    ],
    [
      'also just its types',
      [{ file: 'files/a.ts', text: "\nimport type { B } from '../page/b.ts'" }],
      'files/a.ts:2  imports page/b.ts, which ranks higher',
    ],
    [
      'also when it is needed only',
      [{ file: 'files/a.ts', text: "await import('../cli/b.ts')" }],
      'files/a.ts:1  imports cli/b.ts, which ranks higher',
    ],
    [
      'a cycle',
      [
        { file: 'page/a.ts', text: "import './b.ts'" },
        { file: 'page/b.ts', text: "import './a.ts'" },
      ],
      'page/a.ts:1  imports itself: page/a.ts → page/b.ts → page/a.ts',
    ],
    [
      'the disk outside of its door',
      [{ file: 'page/a.ts', text: "import fs from 'node:fs'" }],
      'page/a.ts:1  imports node:fs, which only files, serve and cli may',
    ],
    [
      'the console',
      [{ file: 'site/a.ts', text: "console.log('x')" }],
      'site/a.ts:1  uses console, which only files, serve and cli may',
    ],
    ['state of a module', [{ file: 'site/a.ts', text: 'export let count = 0' }], 'site/a.ts:1  has a module-level let'],
    ['a default export', [{ file: 'site/a.ts', text: 'export default 1' }], 'site/a.ts:1  has a default export'],
    [
      'a room without a meaning',
      [{ file: 'site/helpers.ts', text: '' }],
      'site/helpers.ts:1  a name that says nothing',
    ],
    ['a folder nobody ranked', [{ file: 'misc/a.ts', text: '' }], 'misc/a.ts:1  a folder without a rank'],
  ])('is broken by %s', (_, wrong, fault) => {
    expect(faultsOf(wrong)).toEqual([fault])
  })

  test('lets words in comments and texts be', () => {
    expect(
      faultsOf([{ file: 'page/a.ts', text: "// console.log(process.env)\nexport const a = 'process.exit()'" }]),
    ).toEqual([])
  })
})
