import type { HLJSApi, LanguageFn } from 'highlight.js'
import { didYouMean } from '../diagnostics/nearest.ts'
import { load } from '../files/load.ts'
import { createHighlighter } from '../speed/highlighter/highlighter.ts'
import { escapeHtml } from './text/html.ts'

// Languages are loaded one by one when a page first uses them: all of them would take longer than a small site.
const aliases: ReadonlyMap<string, string> = new Map([
  ['c++', 'cpp'],
  ['console', 'shell'],
  ['html', 'xml'],
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['md', 'markdown'],
  ['py', 'python'],
  ['rb', 'ruby'],
  ['rs', 'rust'],
  ['sh', 'bash'],
  ['svg', 'xml'],
  ['tex', 'latex'],
  ['toml', 'ini'],
  ['ts', 'typescript'],
  ['tsx', 'typescript'],
  ['yml', 'yaml'],
  ['zsh', 'bash'],
])

/** Names for code without a language, and for what others draw. */
const UNCOLOURED = new Set('text txt plain plaintext none output raw mermaid math csv tsv log'.split(' '))

/** What was found for names of languages: the name that highlight.js has, if it has one. */
const found = new Map<string, string | undefined>()

/** All of highlight.js, which alone knows the other names of languages: loaded for a name that is none of the above. */
const library = (): HLJSApi => load('highlight.js')

/** The name highlight.js has for a language; undefined where it has none. */
function languageOf(written: string): string | undefined {
  const name = aliases.get(written) ?? written
  if (UNCOLOURED.has(name)) return undefined
  if (found.has(name)) return found.get(name)
  const known = highlighter.has(name) ? name : otherName(name)
  found.set(name, known)
  return known
}

/** The language of this name, if highlight.js has a file of it. */
function definitionOf(name: string): LanguageFn | undefined {
  if (!/^[a-z0-9-]+$/.test(name)) return undefined
  try {
    const definition: unknown = load(`highlight.js/lib/languages/${name}`)
    return isDefinition(definition) ? definition : undefined
  } catch {
    // No file of that name.
    return undefined
  }
}

const isDefinition = (value: unknown): value is LanguageFn => typeof value === 'function'

const highlighter = createHighlighter(definitionOf)

/** The language that has `name` as another name: `dockerfile` for `docker`. */
function otherName(name: string): string | undefined {
  const all = library()
  const language = all.getLanguage(name)
  const own = language && all.listLanguages().find((item) => all.getLanguage(item) === language)
  return own !== undefined && highlighter.has(own) ? own : undefined
}

/** Whether code of this language is coloured. */
export const isKnownLanguage = (written: string): boolean =>
  UNCOLOURED.has(written.toLowerCase()) || languageOf(written.toLowerCase()) !== undefined

/** All names of languages, for suggestions. */
export function languageNames(): string[] {
  const all = library()
  const names = all.listLanguages().flatMap((name) => [name, ...(all.getLanguage(name)?.aliases ?? [])])
  return [...UNCOLOURED, ...aliases.keys(), ...names]
}

/** What to do about a name of a language that is not known. */
export const unknownLanguageHint = (written: string): string =>
  didYouMean(written.toLowerCase(), languageNames()) ??
  'write `text` where it is none; where it is one that cannot be coloured, say `<!-- lectern-ignore code/unknown-language -->` above it'

/** The HTML of some code, coloured by classes (`hljs-keyword`…) where its language is known. */
export function highlight(code: string, written: string): string {
  const name = languageOf(written.toLowerCase())
  return name === undefined ? escapeHtml(code) : highlighter.html(code, name)
}
