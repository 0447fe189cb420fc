import type { CallbackResponse, Language } from 'highlight.js'
import type { KeywordTable } from './keywords.ts'

/** Groups of a match that have scopes of their own, or one scope for all of it. */
export type CompiledScope = Readonly<Record<number, string>> & {
  readonly _wrap?: string
  readonly _multi?: boolean
  readonly _emit?: Readonly<Record<number, boolean>>
}

export type Callback = (match: RegExpExecArray, response: CallbackResponse) => void

/** What is read of a mode that highlight.js compiled. */
export interface CompiledMode {
  readonly matcher: { readonly count: number; readonly rules: readonly CompiledRule[] }
  readonly keywordPatternRe: RegExp
  readonly keywords?: KeywordTable
  readonly scope?: string
  readonly beginScope?: CompiledScope
  readonly endScope?: CompiledScope
  readonly endRe?: RegExp
  readonly starts?: CompiledMode
  readonly subLanguage?: string | readonly string[]
  readonly skip?: boolean
  readonly excludeBegin?: boolean
  readonly excludeEnd?: boolean
  readonly returnBegin?: boolean
  readonly returnEnd?: boolean
  readonly endsParent?: boolean
  readonly endsWithParent?: boolean
  readonly __beforeBegin?: Callback | null
  readonly 'on:begin'?: Callback
  readonly 'on:end'?: Callback
}

export type CompiledRule = readonly [
  expression: RegExp | string,
  about: { readonly type: 'begin' | 'end' | 'illegal'; readonly rule?: CompiledMode },
]

export interface CompiledLanguage extends CompiledMode {
  readonly case_insensitive?: boolean
  readonly classNameAliases: Readonly<Record<string, string>>
}

/** Whether highlight.js compiled a language, so that all of {@link CompiledMode} is there. */
export const isCompiled = (language: Language): language is Language & CompiledLanguage =>
  language.isCompiled === true && 'matcher' in language && 'keywordPatternRe' in language
