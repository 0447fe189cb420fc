import type { Callback, CompiledLanguage, CompiledMode, CompiledScope } from './compiled.ts'
import { Keywords } from './keywords.ts'
import { Choice, Rule } from './rules.ts'
import { includes, KINDS, NEXTS } from './starts.ts'
import { startTag } from './tags.ts'

/**
 * The grammar of a language, made of what highlight.js compiles from its definition. Its modes are put into objects of one
 * shape, and each rule gets an expression of its own: highlight.js joins the rules of a mode to one expression, which has to
 * be tried at each character and hands over a list of all groups of all rules.
 */
export class Grammar {
  readonly root: Mode
  readonly ignoresCase: boolean
  private readonly aliases: Readonly<Record<string, string>>
  private readonly keywords = new Map<string, Keywords>()
  private readonly modes = new Map<CompiledMode, Mode>()

  constructor(language: CompiledLanguage) {
    this.ignoresCase = language.case_insensitive === true
    this.aliases = language.classNameAliases
    this.root = this.modeOf(language)
  }

  /** The mode made of a compiled one: the same for the same. */
  readonly modeOf = (compiled: CompiledMode): Mode => {
    let mode = this.modes.get(compiled)
    if (!mode) {
      mode = new Mode(compiled, this)
      this.modes.set(compiled, mode)
    }
    return mode
  }

  /** The keywords of a mode. Many modes have the same: a large table would take long to read again. */
  keywordsOf({ keywords = {}, keywordPatternRe }: CompiledMode): Keywords {
    const key = `${keywordPatternRe} ${JSON.stringify(keywords)}`
    let made = this.keywords.get(key)
    if (!made) {
      made = new Keywords(keywords, keywordPatternRe, this.ignoresCase, this.scopeOf)
      this.keywords.set(key, made)
    }
    return made
  }

  readonly scopeOf = (scope: string): string => this.aliases[scope] || scope
}

/** The scope of a whole match, or of its groups. */
export type MatchScope =
  | { readonly type: 'whole'; readonly tag: string }
  | { readonly type: 'groups'; readonly tags: ReadonlyMap<number, string | undefined> }

/** A part of a language, such as a string or a comment, with what may begin in it. */
export class Mode {
  /** The start tag of what is read in it, if it has one. */
  readonly tag: string | undefined
  /** The same where it goes on in a later piece of code: highlight.js leaves the language's own names for scopes out there. */
  readonly tagAgain: string | undefined
  readonly beginScope: MatchScope | undefined
  readonly endScope: MatchScope | undefined
  readonly subLanguage: string | readonly string[] | undefined
  readonly skip: boolean
  readonly excludeBegin: boolean
  readonly excludeEnd: boolean
  readonly returnBegin: boolean
  readonly returnEnd: boolean
  readonly endsParent: boolean
  readonly endsWithParent: boolean
  readonly onBegin: readonly Callback[]
  readonly onEnd: Callback | undefined
  /** What its callbacks keep from the begin to the end. */
  readonly data: Record<string, unknown> = {}
  readonly isUnicode: boolean
  private readonly hasKeywords: boolean
  private readonly end: RegExp | undefined
  /** Whether its end looks at what comes before it. */
  private readonly endLooksBack: boolean
  private readonly compiled: CompiledMode
  private readonly grammar: Grammar
  /** The rules that can match at a place, by the kind of character before and the next one; found when first needed. */
  private readonly cells: (Choice<Mode> | null | undefined)[] = Array(KINDS.length * NEXTS).fill(undefined)
  private readonly choices = new Map<string, Choice<Mode>>()
  private ownNext: Mode | undefined
  private ownKeywords: Keywords | undefined
  private ownRules: readonly Rule<Mode>[] | undefined

  constructor(compiled: CompiledMode, grammar: Grammar) {
    const { scope, keywordPatternRe, beginScope, endScope, endRe } = compiled
    this.compiled = compiled
    this.grammar = grammar
    this.tag = scope ? startTag(grammar.scopeOf(scope)) : undefined
    this.tagAgain = scope ? startTag(scope) : undefined
    this.beginScope = beginScope && scopeOfMatch(beginScope, grammar.scopeOf)
    // highlight.js takes the scope of a whole end as it is written.
    this.endScope = endScope && scopeOfMatch(endScope, endScope._wrap ? (written) => written : grammar.scopeOf)
    this.subLanguage = compiled.subLanguage ?? undefined
    this.skip = compiled.skip === true
    this.excludeBegin = compiled.excludeBegin === true
    this.excludeEnd = compiled.excludeEnd === true
    this.returnBegin = compiled.returnBegin === true
    this.returnEnd = compiled.returnEnd === true
    this.endsParent = compiled.endsParent === true
    this.endsWithParent = compiled.endsWithParent === true
    this.onBegin = [compiled.__beforeBegin, compiled['on:begin']].filter((callback) => callback != null)
    this.onEnd = compiled['on:end']
    this.hasKeywords = compiled.keywords !== undefined && compiled.keywords !== null
    this.isUnicode = keywordPatternRe.unicode
    this.end = endRe && new RegExp(endRe.source, `${endRe.flags}y`)
    this.endLooksBack = endRe !== undefined && /\^|\\b|\(\?</i.test(endRe.source)
  }

  get keywords(): Keywords | undefined {
    if (!this.hasKeywords) return undefined
    this.ownKeywords ??= this.grammar.keywordsOf(this.compiled)
    return this.ownKeywords
  }

  /** The mode that begins where this one ends. */
  get next(): Mode | undefined {
    const { starts } = this.compiled
    if (!starts) return undefined
    this.ownNext ??= this.grammar.modeOf(starts)
    return this.ownNext
  }

  get rules(): readonly Rule<Mode>[] {
    this.ownRules ??= this.makeRules()
    return this.ownRules
  }

  /** Whether somebody looks at the groups of the match that begins it. */
  get asksForGroups(): boolean {
    return this.onBegin.length > 0 || this.beginScope?.type === 'groups'
  }

  /** How many of the rules begin a mode; they are the first. */
  get beginCount(): number {
    return this.compiled.matcher.count
  }

  /** The rules that can match between a character of a kind and the next one, if there are any. */
  choiceAt(kind: number, next: number): Choice<Mode> | null {
    const choice = this.cells[kind * NEXTS + next]
    return choice === undefined ? this.fill(kind, next) : choice
  }

  /** Whether it ends at a place where one of its rules, or of those around it, says so. */
  endsAt(code: string, at: number): boolean {
    const { end } = this
    if (!end) return false
    // highlight.js looks at the rest of the code alone.
    const text = this.endLooksBack ? code.slice(at) : code
    end.lastIndex = this.endLooksBack ? 0 : at
    return end.test(text)
  }

  private fill(kind: number, next: number): Choice<Mode> | null {
    const choice = this.choiceOf(this.rules.filter(({ starts }) => includes(starts, kind, next)))
    this.cells[kind * NEXTS + next] = choice
    return choice
  }

  private makeRules(): Rule<Mode>[] {
    const { matcher, keywordPatternRe } = this.compiled
    const flags = keywordPatternRe.flags.replace('g', '')
    return matcher.rules.map((written, position) => {
      const [, { rule }] = written
      const begun = rule && this.grammar.modeOf(rule)
      return new Rule(written, position, begun, flags, begun?.asksForGroups ?? false)
    })
  }

  private choiceOf(rules: readonly Rule<Mode>[]): Choice<Mode> | null {
    if (rules.length === 0) return null
    const key = rules.map(({ position }) => position).join()
    let choice = this.choices.get(key)
    if (!choice) {
      choice = new Choice(rules)
      this.choices.set(key, choice)
    }
    return choice
  }
}

function scopeOfMatch(scope: CompiledScope, scopeOf: (scope: string) => string): MatchScope {
  if (scope._wrap) return { type: 'whole', tag: startTag(scopeOf(scope._wrap)) }
  const tags = Object.keys(scope._emit ?? {}).map((group): [number, string | undefined] => {
    const written = scope[Number(group)]
    return [Number(group), written ? startTag(scopeOf(written)) : undefined]
  })
  return { type: 'groups', tags: new Map(tags) }
}
