import type { HLJSApi, Language } from 'highlight.js'
import highlighter from 'highlight.js/lib/core'
import { load } from '../files/load.ts'
import { isCompiled } from '../speed/highlighter/compiled.ts'
import { Grammar } from '../speed/highlighter/grammar.ts'
import { colour, type Languages } from '../speed/highlighter/reader.ts'
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

/** What was found for names that are no file of highlight.js. */
const found = new Map<string, string | undefined>()

/** All of highlight.js, which alone knows the other names of languages: loaded for a name that is none of the above. */
const library = (): HLJSApi => load('highlight.js')

/** The name highlight.js has for a language; undefined where it has none. */
function languageOf(written: string): string | undefined {
  const name = aliases.get(written) ?? written
  if (UNCOLOURED.has(name)) return undefined
  if (highlighter.getLanguage(name)) return name
  if (found.has(name)) return found.get(name)
  const known = register(name) ?? otherName(name)
  found.set(name, known)
  return known
}

function register(name: string): string | undefined {
  if (!/^[a-z0-9-]+$/.test(name)) return undefined
  try {
    const language: unknown = load(`highlight.js/lib/languages/${name}`)
    if (typeof language !== 'function') return undefined
    // With a reader of its own highlight.js only compiles the language, and leaves the rest to ours: see grammarOf.
    highlighter.registerLanguage(name, (api) => Object.assign(language(api), { __emitTokens: () => {} }))
    return name
  } catch {
    // No file of that name.
    return undefined
  }
}

/** The language that has `name` as another name: `dockerfile` for `docker`. */
function otherName(name: string): string | undefined {
  const all = library()
  const language = all.getLanguage(name)
  const own = language && all.listLanguages().find((item) => all.getLanguage(item) === language)
  return own === undefined ? undefined : register(own)
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

const grammars = new Map<Language, Grammar>()

/** The grammar of a language by the name highlight.js has for it. */
function grammarOf(name: string): Grammar | undefined {
  if (!highlighter.getLanguage(name)) register(name)
  const language = highlighter.getLanguage(name)
  if (!language) return undefined
  let grammar = grammars.get(language)
  if (!grammar) {
    // highlight.js compiles a language in place when it is first used.
    highlighter.highlight('', { language: name })
    if (!isCompiled(language)) return undefined
    grammar = new Grammar(language)
    grammars.set(language, grammar)
  }
  return grammar
}

/** What bodies of requests are mostly written in: for a guess among all languages all of them would have to be loaded. */
const BODIES = ['json', 'xml', 'javascript', 'css']

/** Guesses languages with the reader of highlight.js, which weighs what it finds. */
const guesser = highlighter.newInstance()

const languages: Languages = {
  grammar: grammarOf,
  detect(code, names) {
    const candidates = names.length > 0 ? names : BODIES
    for (const name of candidates)
      if (!guesser.getLanguage(name)) guesser.registerLanguage(name, load(`highlight.js/lib/languages/${name}`))
    const { value, language } = guesser.highlightAuto(code, [...candidates])
    return { html: value, name: language }
  },
}

/** The HTML of some code, coloured by classes (`hljs-keyword`…) where its language is known. */
export function highlight(code: string, written: string): string {
  const name = languageOf(written.toLowerCase())
  const grammar = name === undefined ? undefined : grammarOf(name)
  return grammar ? colour(code, grammar, languages) : escapeHtml(code)
}
