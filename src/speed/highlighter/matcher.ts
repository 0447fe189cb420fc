/** A rule of a mode as highlight.js keeps it; what it says about the rule becomes part of its matches. */
export type WrittenRule = readonly [
  expression: RegExp | string,
  about: { readonly type: 'begin' | 'end' | 'illegal'; readonly rule?: object },
]

/** A match that says which rule it is of. */
type RuleMatch = RegExpExecArray & { type?: string; rule?: object | undefined; position?: number }

/** What the engine of highlight.js asks for the next match in a mode. */
export interface Matcher {
  /** From where on it looks. */
  lastIndex: number
  /** The first rule that it tries there; zero unless the match before was refused. */
  regexIndex: number
  considerAll(): void
  exec(code: string): RuleMatch | null
}

interface Rule {
  readonly source: string
  readonly about: WrittenRule[1]
  readonly position: number
  /** Gives the groups of a match, if the rule has any. */
  readonly groups: RegExp | undefined
}

/**
 * Makes a matcher that finds what that of highlight.js finds. Both join the rules of a mode to one expression, but here it has one group
 * for each rule, instead of all groups of all rules. Undefined where expressions refer to their groups.
 */
export function createMatcher(written: readonly WrittenRule[], flags: string): Matcher | undefined {
  const rules: Rule[] = []
  for (const [expression, about] of written) {
    const source = typeof expression === 'string' ? expression : expression.source
    if (REFERS.test(source)) return undefined
    const hasGroups = withoutGroups(source) !== source
    const groups = hasGroups ? new RegExp(source, `${flags}y`) : undefined
    rules.push({ source, about, position: rules.length, groups })
  }
  const begins = rules.filter(({ about }) => about.type === 'begin').length
  const joined: (RegExp | undefined)[] = []

  /** The first match of the rules from `first` on. */
  const search = (code: string, at: number, first: number): RuleMatch | null => {
    if (first >= rules.length) return null
    joined[first] ??= join(rules.slice(first), flags)
    const expression = joined[first]
    expression.lastIndex = at
    const found = expression.exec(code)
    const rule = found && rules[found.indexOf('', 1) - 1 + first]
    if (!found || !rule) return null
    const match: RuleMatch | null = rule.groups ? execAt(rule.groups, code, found.index) : found
    if (!match) return null
    match.type = rule.about.type
    match.rule = rule.about.rule
    match.position = rule.position
    return match
  }
  const matcher: Matcher = {
    lastIndex: 0,
    regexIndex: 0,
    considerAll() {
      matcher.regexIndex = 0
    },
    exec(code) {
      const { lastIndex, regexIndex: first } = matcher
      let match = search(code, lastIndex, first)
      let tried = 0
      if (first > 0 && match?.index !== lastIndex) {
        // No other rule matches where one was refused. highlight.js counts on from that one.
        match = search(code, lastIndex + 1, 0)
        tried = first
      }
      if (match) {
        tried += (match.position ?? 0) + 1
        matcher.regexIndex = tried === begins ? 0 : tried
      }
      return match
    },
  }
  return matcher
}

const REFERS = /\\[1-9k]|\(\?<\w/

/** Escapes and classes, which may hold a bracket, and the brackets that open a group. */
const withoutGroups = (source: string): string =>
  source.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?!\?)/g, (piece) => (piece === '(' ? '(?:' : piece))

/** One expression for rules, of which the n-th group says that the n-th rule matches. */
const join = (rules: readonly Rule[], flags: string): RegExp =>
  new RegExp(rules.map(({ source }) => `(?:${withoutGroups(source)})()`).join('|'), `${flags}g`)

function execAt(expression: RegExp, code: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at
  return expression.exec(code)
}
