import { expect } from 'vitest'
import { type BuildRequest, type BuildResult, build } from '../src/build/build.ts'
import { type Session, textOf } from '../src/build/session.ts'
import type { DiagnosticCode } from '../src/diagnostics/codes.ts'
import { prettyAll } from '../src/diagnostics/pretty.ts'
import type { MemoryFiles } from '../src/files/memory.ts'
import { isWithin } from '../src/files/paths.ts'
import { MANIFEST } from '../src/output/manifest.ts'
import { type MemorySiteOptions, memorySite, textsOf } from './memory-site.ts'

export { bareTheme } from './memory-site.ts'

/**
 * A site in memory, told as a story:
 *
 *     site({ 'content/a.md': '# A' }).build().expect('a/index.html', '<h1>A').edit('content/a.md', '# B').build().rebuilt('content/a.md')
 */
export interface TestSite {
  readonly files: MemoryFiles
  readonly output: MemoryFiles
  readonly session: Session
  build(request?: BuildRequest): TestSite
  /** The result of the last build. */
  result(): BuildResult
  /** What `<main>` of a page holds after the last build: the content itself, since test sites have a bare template. */
  page(path: string): string
  /** A page has this text in it. */
  expect(path: string, ...parts: readonly (string | RegExp)[]): TestSite
  expectNot(path: string, ...parts: readonly (string | RegExp)[]): TestSite
  /** The last build told just these codes, in this order. */
  expectCodes(...codes: readonly DiagnosticCode[]): TestSite
  /** All diagnostics of the last build as they are printed. */
  printed(): string
  edit(path: string, content: string | Uint8Array): TestSite
  remove(path: string): TestSite
  rename(from: string, to: string): TestSite
  /** The last build compiled just these pages; and linked just those of `relinked`. */
  rebuilt(...paths: readonly string[]): TestSite
  relinked(...paths: readonly string[]): TestSite
  /** Every file of the output, in order, without the manifest. */
  outputs(): Record<string, string>
  /** Paths of the output, in order, without what is made for machines of every site. */
  paths(): readonly string[]
}

/** Codes that are advice on any page; tests of other things are not about them. */
export const advice: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'code/unknown-language',
  'constant/unused',
  'heading/skipped-level',
  'link/vague-text',
  'nav/unlisted-page',
  'picture/no-alt',
  'table/no-header',
])

export interface TestSiteOptions extends MemorySiteOptions {
  /** Advice is told too. */
  readonly advice?: boolean
}

/** Makes a site of files by path from its root. */
export function site(files: Readonly<Record<string, string | Uint8Array>>, options: TestSiteOptions = {}): TestSite {
  const { files: memory, output, session } = memorySite(files, options)
  const state: { result: BuildResult | undefined } = { result: undefined }
  const result = (): BuildResult => {
    if (!state.result) throw new Error('Build the site first.')
    return state.result
  }
  const page = (path: string): string => {
    const bytes = output.read(path)
    if (!bytes)
      throw new Error(`There is no ${path}; there are ${[...output.contents.keys()].join(', ')}\n${self.printed()}`)
    return new TextDecoder().decode(bytes)
  }
  const self: TestSite = {
    files: memory,
    output,
    session,
    result,
    page,
    build(request = {}) {
      const built = build(session, request)
      state.result = options.advice
        ? built
        : { ...built, diagnostics: built.diagnostics.filter((item) => !advice.has(item.code)) }
      return self
    },
    expect(path, ...parts) {
      for (const part of parts) expect(page(path)).toMatch(part)
      return self
    },
    expectNot(path, ...parts) {
      for (const part of parts) expect(page(path)).not.toMatch(part)
      return self
    },
    expectCodes(...codes) {
      expect(
        result().diagnostics.map((item) => item.code),
        self.printed(),
      ).toEqual(codes)
      return self
    },
    printed: () => prettyAll(result().diagnostics, textOf(session)).join('\n\n'),
    edit(path, content) {
      memory.contents.set(path, content)
      return self
    },
    remove(path) {
      for (const file of [...memory.contents.keys()]) if (isWithin(file, path)) memory.contents.delete(file)
      return self
    },
    rename(from, to) {
      const content = memory.contents.get(from)
      if (content === undefined) throw new Error(`There is no ${from}.`)
      memory.contents.delete(from)
      memory.contents.set(to, content)
      return self
    },
    rebuilt(...paths) {
      expect([...result().compiled].sort()).toEqual([...paths].sort())
      return self
    },
    relinked(...paths) {
      expect([...result().linked].sort()).toEqual([...paths].sort())
      return self
    },
    paths: () =>
      Object.keys(self.outputs())
        .filter(
          (path) => !/^(?:robots|llms)\.txt$|\.html\.md$|^lectern\/(?:search\/|speculation-rules\.json$)/.test(path),
        )
        .sort(),
    outputs() {
      const { [MANIFEST]: _, ...files } = textsOf(output)
      return files
    },
  }
  return self
}

/** The HTML of one page's text, built without a fault. */
export function render(markdown: string, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const built = site({ ...files, 'content/page.md': `title: Page\n\n${markdown}` }).build()
  expect(built.printed()).toBe('')
  return built.page('page/index.html').trim()
}
