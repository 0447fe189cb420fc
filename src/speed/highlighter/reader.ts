import type { CallbackResponse } from 'highlight.js'
import { ownUnitsOf } from '../units.ts'
import type { Grammar, MatchScope, Mode } from './grammar.ts'
import type { Keywords } from './keywords.ts'
import type { Rule } from './rules.ts'
import { AT_END, kindOf, LINE_START, nextOf } from './starts.ts'
import { END_TAG, escapeCode } from './tags.ts'

/** What code in code needs: the grammar of a language, and what a piece in one of several languages looks like. */
export interface Languages {
  grammar(name: string): Grammar | undefined
  /** The HTML of code in the one of `names` that it looks most like (of all where there are none), and that one. */
  detect(code: string, names: readonly string[]): { readonly html: string; readonly name: string | undefined }
}

/** A mode that was entered, and the one around it. */
interface Frame {
  readonly mode: Mode
  readonly parent: Frame | undefined
}

/** The HTML of some code: the same that highlight.js writes. */
export function colour(code: string, grammar: Grammar, languages: Languages): string {
  const { html, failed } = new Reader(code, { mode: grammar.root, parent: undefined }, languages).read()
  return failed ? escapeCode(code) : html
}

/** How often a rule may match without getting on before all is given up, as in highlight.js. */
const PATIENCE = 100_000

/**
 * Reads code as the `_highlight` of highlight.js does, step by step, and writes HTML. What that one does for guessing the
 * language is left out: nothing is counted, and what a language calls illegal is text.
 */
class Reader {
  private readonly code: string
  private readonly units: Uint16Array
  private readonly languages: Languages
  private html = ''
  private openTags = 0
  private top: Frame
  /** How far the code is read. */
  private index = 0
  /** Where the text begins that is read and not yet written. */
  private from = 0
  /** What comes before that text and is not quite what the code has there. */
  private held = ''
  /** Where pieces in other languages ended, to go on there with the next piece. */
  private readonly continued = new Map<string, Frame>()

  // The match that was found last.
  private rule: Rule<Mode> | undefined
  private start = 0
  private end = 0
  private groups: RegExpExecArray | undefined

  /** The first rule to be tried: not the first of all where one that matched was refused. */
  private firstRule = 0
  private resumes = false

  constructor(code: string, top: Frame, languages: Languages) {
    this.code = code
    this.units = ownUnitsOf(code)
    this.top = top
    this.languages = languages
    this.reopen(top)
  }

  read(): { readonly html: string; readonly failed: boolean; readonly top: Frame } {
    let failed = false
    try {
      this.readAll()
    } catch {
      // An expression that the engine gave up, or a grammar at its end: highlight.js shows such code plainly.
      failed = true
    }
    while (this.openTags > 0) this.closeTag()
    return { html: this.html, failed, top: this.top }
  }

  private readAll(): void {
    let steps = 0
    let lastBegin = -1
    for (;;) {
      steps++
      const rule = this.next()
      if (!rule) break
      const { start, end } = this
      if (rule.type === 'end' && start === end && start === lastBegin) {
        // A mode that is empty: go on by a character, or it would begin here again.
        this.index = start + 1
        continue
      }
      lastBegin = rule.type === 'begin' ? start : -1
      if (rule.mode) this.begin(rule.mode)
      else if (rule.type === 'end' && this.endMode(rule)) continue
      else if (rule.type === 'illegal' && start === end) this.stepOver(start)
      else if (steps > PATIENCE && steps > start * 3) throw new Error('The grammar does not get on.')
      else this.index = end
    }
    this.write(this.code.length)
  }

  /** Goes over the line break of a rule that matches the end of a line as something illegal. */
  private stepOver(at: number): void {
    this.index = at + 1
    if (at === this.code.length || this.code[at] === '\n') return
    // highlight.js takes any other end of a line for a line feed.
    this.held += `${this.code.slice(this.from, at)}\n`
    this.from = at + 1
  }

  // Finding the next match

  /** The next rule that matches; where, is then in `start` and `end`. */
  private next(): Rule<Mode> | undefined {
    const first = this.resumes ? this.firstRule : 0
    this.resumes = false
    const { mode } = this.top
    const isNext = first > 0 && this.tryRules(mode.rules.slice(first), this.index)
    const isFound = isNext || this.search(mode, first > 0 ? this.index + 1 : this.index)
    const { rule } = this
    if (!isFound || !rule) return undefined
    // highlight.js goes on counting also where it began with the first rule again.
    const tried = rule.position + 1 + (isNext ? 0 : first)
    this.firstRule = tried === mode.beginCount ? 0 : tried
    return rule
  }

  /** Whether a rule matches at a place or after it. */
  private search(mode: Mode, from: number): boolean {
    const { code, units } = this
    const { length } = units
    let at = mode.isUnicode && isInPair(units, from) ? from - 1 : from
    let kind = at === 0 ? LINE_START : kindOf(units[at - 1] ?? 0)
    while (at < length) {
      const char = units[at] ?? 0
      const choice = mode.choiceAt(kind, nextOf(char))
      if (choice?.mayMatch(code, at) && this.tryRules(choice.rules, at)) return true
      kind = kindOf(char)
      at++
      if (char >= 0xd800 && mode.isUnicode && isInPair(units, at)) at++
    }
    const choice = at === length ? mode.choiceAt(kind, AT_END) : null
    return choice !== null && this.tryRules(choice.rules, at)
  }

  private tryRules(rules: readonly Rule<Mode>[], at: number): boolean {
    const { code } = this
    for (const rule of rules) {
      const { expression } = rule
      expression.lastIndex = at
      if (rule.asksForGroups) {
        const groups = expression.exec(code)
        if (!groups) continue
        this.groups = groups
      } else if (expression.test(code)) this.groups = undefined
      else continue
      this.rule = rule
      this.start = at
      this.end = expression.lastIndex
      return true
    }
    return false
  }

  /** The groups of the match of a rule. */
  private match({ expression }: Rule<Mode>): RegExpExecArray {
    expression.lastIndex = this.start
    const groups = this.groups ?? expression.exec(this.code)
    if (!groups) throw new Error('An expression matched once and then no more.')
    this.groups = groups
    return groups
  }

  // Modes

  private begin(mode: Mode): void {
    const { start, end, groups } = this
    if (groups && mode.onBegin.length > 0) {
      const response = responseOf(mode)
      for (const callback of mode.onBegin) {
        callback(groups, response)
        if (response.isMatchIgnored) {
          this.refuse()
          return
        }
      }
    }
    if (mode.excludeBegin && !mode.skip) this.write(end)
    else if (!mode.skip) this.write(start)
    this.index = mode.returnBegin ? start : end
    this.enter(mode)
  }

  /** Goes on at the same place with the rules after the one that was refused, or a character further on. */
  private refuse(): void {
    this.index = this.start
    if (this.firstRule === 0) this.index++
    else this.resumes = true
  }

  private enter(mode: Mode): void {
    if (mode.tag) this.openTag(mode.tag)
    if (mode.beginScope) this.writeScope(mode.beginScope, this.from, this.index)
    this.top = { mode, parent: this.top }
  }

  /** Leaves modes as a rule for their end says; false where none of them takes it for its end. */
  private endMode(rule: Rule<Mode>): boolean {
    const { start, end } = this
    const ended = this.endedBy(rule, this.top)
    if (!ended) return false
    const { mode } = this.top
    if (mode.endScope) {
      this.write(start)
      this.writeScope(mode.endScope, start, end, rule)
    } else if (!mode.skip) this.write(mode.returnEnd || mode.excludeEnd ? start : end)
    this.index = mode.returnEnd ? start : end
    for (let left: Frame | undefined = this.top; left !== ended.parent; left = left?.parent)
      if (left?.mode.tag) this.closeTag()
    this.top = ended.parent ?? ended
    if (!ended.parent) throw new Error('The language itself is at its end.')
    const { next } = ended.mode
    if (next) {
      if (next.beginScope?.type === 'groups') this.match(rule)
      this.enter(next)
    }
    return true
  }

  /** The outermost frame that ends here. */
  private endedBy(rule: Rule<Mode>, frame: Frame | undefined): Frame | undefined {
    if (!frame) return undefined
    const { mode } = frame
    if (mode.endsAt(this.code, this.start) && this.agreesToEnd(rule, mode)) {
      let ended = frame
      while (ended.mode.endsParent && ended.parent) ended = ended.parent
      return ended
    }
    return mode.endsWithParent ? this.endedBy(rule, frame.parent) : undefined
  }

  private agreesToEnd(rule: Rule<Mode>, mode: Mode): boolean {
    if (!mode.onEnd) return true
    const response = responseOf(mode)
    mode.onEnd(this.match(rule), response)
    return !response.isMatchIgnored
  }

  // Writing

  /** Writes the text up to a place, which is all in the mode at the top. */
  private write(to: number): void {
    const { subLanguage, keywords } = this.top.mode
    const { code, from, held } = this
    this.from = to
    if (held === '' && to <= from) return
    if (held !== '') {
      this.held = ''
      this.writeText(held + code.slice(from, to))
    } else if (subLanguage === undefined && keywords) this.html += keywords.html(code, this.units, from, to)
    else this.writeText(code.slice(from, to))
  }

  private writeText(text: string): void {
    const { subLanguage, keywords } = this.top.mode
    if (typeof subLanguage === 'string') this.writeSubLanguage(text, subLanguage)
    else if (subLanguage) {
      const { html, name } = this.languages.detect(text, subLanguage)
      this.html += ofLanguage(html, name)
    } else this.html += textIn(keywords, text)
  }

  private writeSubLanguage(text: string, name: string): void {
    const grammar = this.languages.grammar(name)
    if (!grammar) {
      this.html += escapeCode(text)
      return
    }
    const top = this.continued.get(name) ?? { mode: grammar.root, parent: undefined }
    const result = new Reader(text, top, this.languages).read()
    this.continued.set(name, result.top)
    this.html += ofLanguage(result.html, name)
  }

  /** Writes a match that has scopes, or whose groups have. */
  private writeScope(scope: MatchScope, start: number, end: number, rule = this.rule): void {
    this.from = end
    if (scope.type === 'whole') {
      this.writeKeyword(scope.tag, this.code.slice(start, end))
      return
    }
    if (!rule) return
    const match = this.match(rule)
    for (const [group, tag] of scope.tags) {
      const text = match[group] ?? ''
      if (tag) this.writeKeyword(tag, text)
      else {
        const { keywords } = this.top.mode
        this.html += textIn(keywords, text)
      }
    }
  }

  private writeKeyword(tag: string, text: string): void {
    if (text !== '') this.html += `${tag}${escapeCode(text)}${END_TAG}`
  }

  private openTag(tag: string): void {
    this.html += tag
    this.openTags++
  }

  private closeTag(): void {
    if (this.openTags === 0) return
    this.html += END_TAG
    this.openTags--
  }

  /** Opens the tags of the modes that an earlier piece of code ended in. */
  private reopen(frame: Frame): void {
    if (!frame.parent) return
    this.reopen(frame.parent)
    if (frame.mode.tagAgain) this.openTag(frame.mode.tagAgain)
  }
}

function responseOf(mode: Mode): CallbackResponse {
  const response = {
    data: mode.data,
    isMatchIgnored: false,
    ignoreMatch: (): void => {
      response.isMatchIgnored = true
    },
  }
  return response
}

/** Text that is no part of the code as it stands there, as HTML. */
const textIn = (keywords: Keywords | undefined, text: string): string =>
  keywords ? keywords.html(text, ownUnitsOf(text), 0, text.length) : escapeCode(text)

const ofLanguage = (html: string, name: string | undefined): string =>
  name ? `<span class="language-${name}">${html}</span>` : html

/** Whether a place is within a character of two units. */
const isInPair = (units: Uint16Array, at: number): boolean =>
  at > 0 && ((units[at] ?? 0) & 0xfc00) === 0xdc00 && ((units[at - 1] ?? 0) & 0xfc00) === 0xd800
