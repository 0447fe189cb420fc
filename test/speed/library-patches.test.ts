import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import highlighter, { type HLJSApi } from 'highlight.js'
import MarkdownIt from 'markdown-it'
import { type Plugin, rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeSoup } from './code-soup.ts'
import { freshHighlighter } from './fresh-highlighter.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = fs.mkdtempSync(path.join(root, 'node_modules', '.patched-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const { libraryPatches }: { readonly libraryPatches: Plugin } = await import(
  /* @vite-ignore */ pathToFileURL(path.join(root, 'scripts/library-patches.mjs')).href
)

/** A library as it is bundled into the program. */
async function patched(library: string): Promise<unknown> {
  const bundle = await rolldown({ input: library, cwd: root, platform: 'node', plugins: [libraryPatches] })
  const file = path.join(folder, `${library.replace(/\W/g, '-')}.mjs`)
  await bundle.write({ file, format: 'esm' })
  const module: { default?: unknown } = await import(/* @vite-ignore */ pathToFileURL(file).href)
  return module.default
}

const isHighlighter = (value: unknown): value is HLJSApi =>
  typeof value === 'object' && value !== null && 'newInstance' in value
const isParser = (value: unknown): value is typeof MarkdownIt => typeof value === 'function'

const libraries = { core: highlighter.newInstance(), Parser: MarkdownIt }
const original = highlighter.newInstance()
beforeAll(async () => {
  const all = freshHighlighter()
  const [core, parser] = await Promise.all([patched('highlight.js/lib/core'), patched('markdown-it')])
  if (!isHighlighter(core) || !isParser(parser)) throw new Error('A library is another one now.')
  Object.assign(libraries, { core, Parser: parser })
  for (const name of all.listLanguages()) {
    const definition = all.getLanguage(name)?.rawDefinition
    if (!definition) continue
    original.registerLanguage(name, definition)
    core.registerLanguage(name, definition)
  }
})

test('highlight.js writes the same in each of its languages', () => {
  expect(original.listLanguages().length).toBeGreaterThan(180)
  for (const language of original.listLanguages())
    for (const code of codeSoup(original, language, 3))
      expect(libraries.core.highlight(code, { language }).value, language).toBe(
        original.highlight(code, { language }).value,
      )
})

test('markdown-it reads the same', () => {
  const [own, theirs] = [new libraries.Parser({ html: true }), new MarkdownIt({ html: true })]
  const piece = fc.constantFrom(
    ...[' ', '  ', '\t', '\n', '\n\n', 'a', 'b c', '1. ', '- ', '> ', '# ', '*', '**', '_', '`', '```', '|', '|-|'],
    ...['[', ']', '(x)', '[a]: b', '!', '<b>', '<!--', '&lt;', '\\', ':', 'é'],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const tokens: unknown = JSON.parse(JSON.stringify(own.parse(pieces.join(''), {})))
      expect(tokens).toEqual(JSON.parse(JSON.stringify(theirs.parse(pieces.join(''), {}))))
    }),
    { seed: 2026, numRuns: Number(process.env.LECTERN_RUNS ?? 400) },
  )
})
