import fs from 'node:fs'
import path from 'node:path'
import { parseSync } from 'rolldown/utils'
import { describe, expect, test } from 'vitest'

/**
 * One word for one thing, and one thing for one word: no two exports of the sources have one name, and no export and no file
 * is called by a word that CONTRIBUTING.md gives up. The list stands there alone.
 */

const root = path.resolve(import.meta.dirname, '..')

interface Source {
  /** Path below `src`. */
  readonly file: string
  readonly text: string
}

interface Export {
  readonly name: string
  readonly file: string
}

const sources = fs
  .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .sort()
  .map((file): Source => ({ file, text: fs.readFileSync(path.join(root, 'src', file), 'utf8') }))

/** What a file declares and exports; what it hands on from another is that one's. */
function exportsOf({ file, text }: Source): Export[] {
  return parseSync(file, text).program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return []
    const { declaration } = statement
    const names = 'declarations' in declaration ? declaration.declarations.map(({ id }) => id) : [declaration.id]
    return names.flatMap((id) => (id?.type === 'Identifier' ? [{ name: id.name, file }] : []))
  })
}

/** Names that are exported by several files, each with these. */
function sharedNames(all: readonly Source[]): string[] {
  const files = new Map<string, Set<string>>()
  for (const { name, file } of all.flatMap(exportsOf)) files.set(name, (files.get(name) ?? new Set()).add(file))
  return [...files]
    .filter(([, { size }]) => size > 1)
    .map(([name, where]) => `${name}: ${[...where].join(', ')}`)
    .sort()
}

/** The words of a name: `keptPage`, `KEPT_PAGE` and `kept-page.ts` have two, and plurals count as what they are plurals of. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/\.ts$/, '')
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
    .map((word) => word.toLowerCase())
    .flatMap((word) => [word, word.replace(/s$/, '')])

/** The last column of the word list, each word with the one that is said instead. */
function givenUp(contributing: string): Map<string, string> {
  const [, list = ''] = contributing.split('## One word for one thing\n')
  const rows = (list.split('\n## ')[0] ?? '').matchAll(/^\| (?!word |-)([^|]+) \|[^|]+\| ([^|]*)\|$/gm)
  return new Map(
    [...rows].flatMap(([, word = '', not = '']) =>
      not
        .split(',')
        .map((old): [string, string] => [old.trim(), word.trim()])
        .filter(([old]) => old !== ''),
    ),
  )
}

/** Exports and files whose name has a word that was given up. */
function oldWords(all: readonly Source[], words: ReadonlyMap<string, string>): string[] {
  const names = all.flatMap((source) => [
    ...source.file.split('/').map((name) => ({ name, file: source.file })),
    ...exportsOf(source),
  ])
  const told = names.flatMap(({ name, file }) =>
    wordsOf(name)
      .filter((word) => words.has(word))
      .map((word) => `${file}: ${name} says “${word}” for “${words.get(word)}”`),
  )
  return [...new Set(told)].sort()
}

describe('every exported name', () => {
  test('stands for one thing', () => {
    // Scripts of pages share nothing with the program; its API has the users' words.
    const core = sources.filter(({ file }) => !file.startsWith('client/') && file !== 'index.ts')
    expect(core.flatMap(exportsOf).length).toBeGreaterThan(400)
    expect(sharedNames(core)).toEqual([])
  })

  test('is told where it stands for two', () => {
    const shared = sharedNames([
      { file: 'a.ts', text: 'export const one = 1\nexport interface Two {}\nexport { three } from "./b.ts"' },
      { file: 'b.ts', text: 'export function one() {}\nexport type Two = 1\nexport const three = 3' },
      { file: 'c.ts', text: 'export function four(): void\nexport function four(n?: number) {}\nconst one = 1' },
    ])
    expect(shared).toEqual(['Two: a.ts, b.ts', 'one: a.ts, b.ts'])
  })
})

describe('a word that was given up', () => {
  const words = givenUp(fs.readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8'))

  test('names no export and no file', () => {
    expect(words.size).toBeGreaterThan(10)
    expect(oldWords(sources, words)).toEqual([])
  })

  test('is told where it comes back, and not where it is a part of another word', () => {
    const told = oldWords(
      [
        { file: 'late/kept-pages.ts', text: 'export const PRINT_ALL = 1\nexport const templates = 2' },
        { file: 'page/a.ts', text: 'export function printsOf() {}\nexport const generated = 1\nconst world = 1' },
      ],
      givenUp(
        '## One word for one thing\n\n| word | is | not |\n| --- | --- | --- |\n| **x** | y | print, late, kept, era, world |\n',
      ),
    )
    expect(told).toEqual([
      'late/kept-pages.ts: PRINT_ALL says “print” for “**x**”',
      'late/kept-pages.ts: kept-pages.ts says “kept” for “**x**”',
      'late/kept-pages.ts: late says “late” for “**x**”',
      'page/a.ts: printsOf says “print” for “**x**”',
    ])
  })
})
