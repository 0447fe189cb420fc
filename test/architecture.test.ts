import fs from 'node:fs'
import path from 'node:path'
import { parseSync } from 'rolldown/utils'
import { describe, expect, test } from 'vitest'
import { isNode, type Node, walk } from './syntax-tree.ts'

/**
 * The rules of docs/architecture.md, checked on the syntax trees of all sources: a lower folder never imports a higher
 * one, types too; no cycles; the disk, the process and the console only behind their doors; no state in modules.
 */

const ranks: Readonly<Record<string, number>> = {
  diagnostics: 0,
  search: 0,
  exercises: 0,
  words: 0,
  files: 1,
  speed: 1,
  config: 1,
  notebook: 2,
  results: 2,
  markdown: 2,
  input: 3,
  blocks: 3,
  page: 3,
  site: 4,
  import: 4,
  layout: 5,
  publish: 5,
  incremental: 5,
  plugins: 5,
  cache: 6,
  output: 6,
  build: 7,
  workers: 8,
  'open-session.ts': 9,
  run: 9,
  verify: 9,
  serve: 10,
  cli: 11,
  'index.ts': 12,
}
/** What the browser's scripts are bundled from; of other folders they may know the types only. */
const CLIENT_ROOMS = new Set(['client', 'exercises', 'search', 'words'])
/**
 * The doors to the disk, the process and the console. `code-cache.ts` and `host-worker.ts` are bundled apart: the one runs before the
 * program is there, the other keeps plugins from its process.
 */
const DOORS = new Set(['files', 'serve', 'cli', 'run', 'verify', 'speed/code-cache.ts', 'plugins/host-worker.ts'])
const DOOR_MODULES = /^(?:node:)?(?:fs|process|net|http|https|http2|tls|child_process|tty|dgram)(?:\/|$)/
const DOOR_NAMES = new Set(['process', 'console'])
const FORBIDDEN_NAMES = /(?:^|\/)(?:util|utils|common|helper|helpers)(?:\/|\.ts$)|(?:^|\/)types\.ts$/

interface Source {
  /** Path below `src`. */
  readonly file: string
  readonly text: string
}

/** The names a node refers to, as values: not those of properties, `x.process`, nor of keys, `{ process: 1 }`. */
function namesIn(node: Node): Node[] {
  return Object.entries(node)
    .filter(([key]) => !((key === 'property' || key === 'key') && node.computed !== true))
    .flatMap(([, child]) => (Array.isArray(child) ? child : [child]))
    .filter(isNode)
    .filter((child) => child.type === 'Identifier')
}

/** What a node takes from `globalThis`, if that is what it does. */
function globalOf({ type, object, property }: Node): unknown {
  if (type !== 'MemberExpression' || !isNode(object) || object.name !== 'globalThis' || !isNode(property)) return
  return property.name ?? property.value
}

const isTypeOnly = (node: Node): boolean =>
  node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type'

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
    const { program, errors } = parseSync(file, text)
    for (const error of errors) faults.push(`${file}:1  cannot be parsed: ${error.message}`)
    const isDoor = DOORS.has(roomOf(file)) || DOORS.has(file)
    const targets: string[] = []
    for (const node of walk(program)) {
      const specifier = isNode(node.source) && typeof node.source.value === 'string' ? node.source.value : undefined
      const isImport = /^(?:(?:Import|ExportNamed|ExportAll)(?:Declaration|Expression)|TSImportType)$/.test(node.type)
      if (isImport && specifier !== undefined) {
        if (specifier.startsWith('.')) {
          const target = path.posix.join(path.posix.dirname(file), specifier)
          const [from, to] = [ranks[roomOf(file)], ranks[roomOf(target)]]
          if (target.startsWith('..')) continue
          // What stands in for something slower knows the types of that.
          if (!(isTypeOnly(node) && roomOf(file) === 'speed')) targets.push(target)
          if (roomOf(file) === 'client') {
            if (!isTypeOnly(node) && !CLIENT_ROOMS.has(roomOf(target)))
              tell(node, `client imports ${target}, and not just its types`)
          } else if (from !== undefined && to !== undefined && to > from)
            tell(node, `imports ${target}, which ranks higher`)
        } else if (DOOR_MODULES.test(specifier) && !isDoor)
          tell(node, `imports ${specifier}, which only files, serve and cli may`)
      }
      if (node.type === 'ExportDefaultDeclaration') tell(node, 'has a default export')
      if (node.type === 'ExportSpecifier' && isNode(node.exported) && node.exported.name === 'default')
        tell(node, 'has a default export')
      if (!isDoor) {
        for (const name of [globalOf(node), ...namesIn(node).map((reference) => reference.name)])
          if (typeof name === 'string' && DOOR_NAMES.has(name))
            tell(node, `uses ${name}, which only files, serve and cli may`)
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
  return [...faults, ...cyclesOf(imports), ...mutualRoomsOf(imports)]
}

/** Folders of one rank that import each other, be it by different files. */
function mutualRoomsOf(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const sideways = [...imports]
    .flatMap(([file, targets]) => targets.map((target) => ({ file, target, from: roomOf(file), to: roomOf(target) })))
    .filter(({ from, to }) => from !== to && ranks[from] !== undefined && ranks[from] === ranks[to])
  return sideways
    .filter(({ from, to }) => from < to && sideways.some((back) => back.from === to && back.to === from))
    .map(({ file, target, to }) => `${file}:1  imports ${target}, and ${to} imports it back`)
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
    [
      'its types of another module, named in place',
      [{ file: 'files/a.ts', text: "export type B = import('../page/b.ts').B" }],
      'files/a.ts:1  imports page/b.ts, which ranks higher',
    ],
    [
      'folders of one rank that import each other',
      [
        { file: 'blocks/a.ts', text: "import '../page/b.ts'" },
        { file: 'page/c.ts', text: "import '../blocks/d.ts'" },
      ],
      'blocks/a.ts:1  imports page/b.ts, and page imports it back',
    ],
    [
      'the disk by its old name',
      [{ file: 'page/a.ts', text: "import fs from 'fs'" }],
      'page/a.ts:1  imports fs, which only files, serve and cli may',
    ],
    [
      'the process, taken apart',
      [{ file: 'page/a.ts', text: 'const { env } = process' }],
      'page/a.ts:1  uses process, which only files, serve and cli may',
    ],
    [
      'the process as a global',
      [{ file: 'page/a.ts', text: 'globalThis.process.exit()' }],
      'page/a.ts:1  uses process, which only files, serve and cli may',
    ],
    [
      'a client that imports a value',
      [{ file: 'client/a.ts', text: "import { b } from '../page/b.ts'\nb()" }],
      'client/a.ts:1  client imports page/b.ts, and not just its types',
    ],
    [
      'a default export under another name',
      [{ file: 'site/a.ts', text: 'const a = 1\nexport { a as default }' }],
      'site/a.ts:2  has a default export',
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

  test('does not pass a file that it cannot read', () => {
    expect(faultsOf([{ file: 'site/a.ts', text: 'const a = (' }])).toEqual([
      expect.stringContaining('site/a.ts:1  cannot be parsed'),
    ])
  })

  test('lets folders of one rank import each other one way, and a client import types', () => {
    expect(
      faultsOf([
        { file: 'page/a.ts', text: "import '../blocks/b.ts'" },
        { file: 'client/a.ts', text: "import type { B } from '../page/b.ts'" },
      ]),
    ).toEqual([])
  })

  test('lets properties and keys of such names be', () => {
    expect(faultsOf([{ file: 'page/a.ts', text: 'export const a = { process: 1 }\na.process' }])).toEqual([])
  })

  test('lets words in comments and texts be', () => {
    expect(
      faultsOf([{ file: 'page/a.ts', text: "// console.log(process.env)\nexport const a = 'process.exit()'" }]),
    ).toEqual([])
  })
})
