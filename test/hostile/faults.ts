import { build } from '../../src/build/build.ts'
import { textOf } from '../../src/build/session.ts'
import { isCode } from '../../src/diagnostics/codes.ts'
import type { Span } from '../../src/diagnostics/diagnostic.ts'
import { githubCommands, githubSummary } from '../../src/diagnostics/github.ts'
import { jsonReport } from '../../src/diagnostics/json.ts'
import { locateAll } from '../../src/diagnostics/located.ts'
import { prettyAll } from '../../src/diagnostics/pretty.ts'
import { sarifReport } from '../../src/diagnostics/sarif.ts'
import { bareTheme, memorySite, textsOf } from '../memory-site.ts'
import { dangersOf } from './dangers.ts'
import type { Files } from './inputs.ts'

/** Marks that no text of an author has: what `undefined` and `[object Object]` in a message come from. */
const NONSENSE = /\bundefined\b|\[object \w+\]|\bNaN\b/

/** What a site may be larger than what it is made of, whatever stands in it: the bound of src/markdown/growth.ts, and markup. */
const MOST_GROWN = 12_000_000

/** A site, built anew: what it told and wrote. */
function outcomeOf(files: Files, theme: Files) {
  const { session, output } = memorySite(files, { theme: theme as Readonly<Record<string, string>> })
  const { diagnostics, pages } = build(session, { keepGoing: true })
  const text = textOf(session)
  return { diagnostics, pages, text, printed: prettyAll(diagnostics, text).join('\n\n'), written: textsOf(output) }
}

const printable = (files: Files): string =>
  Object.values(textsOf({ contents: new Map(Object.entries(files)) })).join('\n')

/**
 * What is wrong with the program, shown by a site: nothing, whatever the site. It throws nothing; each diagnostic has a code
 * of the table, words, and places in files; the same site gives the same bytes; no mark of a hole is left in a page; and with
 * `safe: true` no page runs what its author wrote.
 */
export function faultsOf(files: Files, theme: Files): readonly string[] {
  const faults: string[] = []
  const { diagnostics, pages, text, printed, written } = outcomeOf(files, theme)
  for (const { code, message, hint, span, related = [], fix } of diagnostics) {
    if (!isCode(code)) faults.push(`no code of the table: ${code}`)
    if (message === '' || (NONSENSE.test(`${message} ${hint ?? ''}`) && !NONSENSE.test(printable(files))))
      faults.push(`says nothing: ${code} ${message} ${hint}`)
    if (message.includes('\0')) faults.push(`a mark in a message: ${code}`)
    for (const place of [span, fix?.span, ...related.map((item) => item.span)])
      if (place && !isInside(place, text(place.path))) faults.push(`no place: ${code} ${JSON.stringify(place)}`)
  }
  const located = locateAll(diagnostics, text)
  const facts = { generator: 'Lectern', version: '0.0.0', folder: '.', pages }
  JSON.parse(jsonReport(located, facts))
  JSON.parse(sarifReport(located, facts))
  githubCommands(located)
  githubSummary(located, pages)
  for (const [path, content] of Object.entries(written)) {
    if (/\.(?:html|xml|txt|md|json)$/.test(path) && content.includes('\0') && !isCopied(path, content, files))
      faults.push(`a mark in ${path}`)
    if (/(?:^|\/)\.\.(?:\/|$)|^\/|^\.git(?:\/|$)/.test(path)) faults.push(`written outside: ${path}`)
  }
  // Themes have scripts of their own.
  if (theme === bareTheme && /^safe: true$/m.test(String(files['site.yaml'])))
    for (const [path, content] of Object.entries(written))
      if (path.endsWith('index.html'))
        // A formula of Lectern’s own makes this element.
        for (const danger of dangersOf(content).filter((item) => item !== '<math>')) faults.push(`not safe: ${danger}`)
  const [given, made] = [files, written].map((all) => Object.values(all).reduce((sum, { length }) => sum + length, 0))
  if (theme === bareTheme && made !== undefined && given !== undefined && made > MOST_GROWN + 50 * given)
    faults.push(`grows: ${made} characters are made of ${given}`)
  const again = outcomeOf(files, theme)
  if (again.printed !== printed) faults.push('other words the second time')
  if (JSON.stringify(again.written) !== JSON.stringify(written)) faults.push('other bytes the second time')
  return faults
}

/** A file that is published as its author wrote it. */
const isCopied = (path: string, content: string, files: Files): boolean =>
  Object.entries(files).some(([source, own]) => source.endsWith(path) && printable({ own }) === content)

const isInside = ({ path, start, end }: Span, text: string | undefined): boolean =>
  path !== '' &&
  start >= 0 &&
  end > start &&
  (text === undefined || (start <= text.length && end <= Math.max(text.length, start + 1)))
