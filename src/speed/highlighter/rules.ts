import type { CompiledRule } from './compiled.ts'
import { type Starts, startsOf } from './starts.ts'

/** A rule of a mode: where it matches, another mode begins, or the one it belongs to ends. */
export class Rule<Mode> {
  readonly type: 'begin' | 'end' | 'illegal'
  /** Which rule of its mode it is. */
  readonly position: number
  /** What begins. */
  readonly mode: Mode | undefined
  /** Where it can match at all. */
  readonly starts: Starts
  /** Whether somebody looks at the groups of its match. */
  readonly asksForGroups: boolean
  readonly source: string
  readonly flags: string
  private compiled: RegExp | undefined

  constructor(compiled: CompiledRule, position: number, mode: Mode | undefined, flags: string, asksForGroups: boolean) {
    const [written, { type }] = compiled
    this.type = type
    this.position = position
    this.mode = mode
    this.source = typeof written === 'string' ? written : written.source
    this.flags = `${flags}y`
    this.starts = startsOf(this.source, flags)
    this.asksForGroups = asksForGroups
  }

  /** Matches at one place only; made when first needed, since many never are. */
  get expression(): RegExp {
    this.compiled ??= new RegExp(this.source, this.flags)
    return this.compiled
  }
}

/** So many rules are worth one expression for all of them, but only after so many questions: it takes long to compile. */
const SEVERAL = 3
const OFTEN = 50

/** The rules that can match at some places. */
export class Choice<Mode> {
  readonly rules: readonly Rule<Mode>[]
  /** Matches where any of the rules does. */
  private any: RegExp | undefined
  private questions = 0

  constructor(rules: readonly Rule<Mode>[]) {
    this.rules = rules
  }

  /** Whether one of the rules can match at a place: a quick no for most. */
  mayMatch(code: string, at: number): boolean {
    const any = this.any ?? this.join()
    if (!any) return true
    any.lastIndex = at
    return any.test(code)
  }

  private join(): RegExp | undefined {
    this.questions++
    if (this.questions !== OFTEN || this.rules.length < SEVERAL) return undefined
    const sources = this.rules.map(({ source }) => `(?:${source})`)
    // What refers to a group by its number would refer to another one.
    if (sources.some((source) => /\\[1-9]/.test(source))) return undefined
    this.any = new RegExp(sources.join('|'), this.rules[0]?.flags)
    return this.any
  }
}
