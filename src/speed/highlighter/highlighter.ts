import type { Language, LanguageFn, Mode } from 'highlight.js'
import core from 'highlight.js/lib/core'
import { HtmlEmitter } from './html-emitter.ts'
import { createMatcher, type Matcher, type WrittenRule } from './matcher.ts'

/** Colours code. */
export interface Highlighter {
  /** Whether a language has this name, or this other name; loads it if it has not been loaded before. */
  readonly has: (name: string) => boolean
  /** Code as HTML, with classes such as `hljs-keyword`, in a language that it has. */
  readonly html: (code: string, name: string) => string
}

/**
 * Makes a highlight.js of which two parts are ours, while its engine runs as it is: what looks for the next match of a mode, and
 * what writes HTML. `definitionOf` loads a language; one that stands in the code of another is loaded when code first holds it.
 *
 * The HTML is the same, in 0.67 of the time for Python, 0.64 for TypeScript, 0.72 for JavaScript, 0.70 for JSON and 0.95 for C++;
 * with the patches of scripts/library-patches.mjs in 0.52 for Python, which is 7 % of a cold build of pages with three blocks.
 */
export function createHighlighter(definitionOf: (name: string) => LanguageFn | undefined): Highlighter {
  const highlighter = core.newInstance()
  highlighter.configure({ __emitter: HtmlEmitter })
  const has = (name: string): boolean => {
    if (highlighter.getLanguage(name)) return true
    const definition = definitionOf(name)
    if (definition) highlighter.registerLanguage(name, (api) => adapt(definition(api), has))
    return definition !== undefined
  }
  return { has, html: (code, language) => highlighter.highlight(code, { language }).value }
}

/** What is used here of what highlight.js compiles. */
interface CompiledMode extends Mode {
  readonly endRe?: RegExp
}

/** Has each mode of a language changed when highlight.js compiles it, which it does when the language is first used. */
function adapt(language: Language, load: (name: string) => void): Language {
  const flags = `m${language.case_insensitive ? 'i' : ''}${language.unicodeRegex ? 'u' : ''}`
  const extension = (mode: CompiledMode): void => {
    loadInner(mode, load)
    // The matcher is the last thing that is made of a mode.
    const replace = (built: Matcher & { readonly rules: readonly WrittenRule[] }): void => {
      define(mode, 'matcher', createMatcher(built.rules, flags) ?? built)
      if (mode.endRe) define(mode, 'endRe', atStart(mode.endRe))
    }
    Object.defineProperty(mode, 'matcher', { configurable: true, set: replace })
  }
  return Object.assign(language, { compilerExtensions: [...(language.compilerExtensions ?? []), extension] })
}

const define = (mode: object, name: string, value: unknown): void => {
  Object.defineProperty(mode, name, { value, configurable: true, enumerable: true, writable: true })
}

/** What bodies of requests are mostly written in: for a guess among all languages all of them would have to be loaded. */
const BODIES = ['json', 'xml', 'javascript', 'css']

/** Loads the languages of the code in a mode when the engine first asks for them. */
function loadInner(mode: CompiledMode, load: (name: string) => void): void {
  const { subLanguage } = mode
  if (!subLanguage) return
  const inner = subLanguage.length > 0 ? subLanguage : BODIES
  const get = (): string | readonly string[] => {
    for (const name of typeof inner === 'string' ? [inner] : inner) load(name)
    define(mode, 'subLanguage', inner)
    return inner
  }
  Object.defineProperty(mode, 'subLanguage', { configurable: true, enumerable: true, get })
}

/** The engine wants to know whether a mode ends at once: an expression that goes on looking takes the square of the time. */
function atStart({ source, flags }: RegExp): Pick<RegExp, 'exec'> {
  const expression = new RegExp(source, `${flags}y`)
  return {
    exec(text) {
      expression.lastIndex = 0
      return expression.exec(text)
    },
  }
}
