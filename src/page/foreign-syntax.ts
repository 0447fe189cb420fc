import type { Code } from '../diagnostics/codes.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { type Compilation, type Place, report } from '../markdown/compilation.ts'
import type { Source } from '../markdown/text/origin.ts'
import { type ForeignFence, type ForeignForm, foreignFences, foreignForms } from './foreign-forms.ts'

/** Those of which a text may have some. */
const formsIn = (text: string): readonly ForeignForm[] => foreignForms.filter((form) => mayHave(text, form))

const mayHave = (text: string, { marks }: ForeignForm): boolean => marks.some((mark) => text.includes(mark))

const canStandIn = ({ inHtml }: ForeignForm, kind: 'text' | 'html' | 'title'): boolean =>
  kind === 'title' || (kind === 'html' ? inHtml !== undefined : inHtml !== 'only')

/** What is shown as it is written: code, formulas, comments, characters behind a backslash. */
const SHOWN =
  /(?<![`\\])(`+)(?!`)((?:[^`]|(?!\1(?!`))`)*?)(?<!`)\1(?!`)|<!--[\s\S]*?-->|<(pre|code|kbd|samp|script|style|textarea)(?=[\s>])[\s\S]*?<\/\3>|\$(?!`)[^$\n]+\$|\\[!"#%&'*+,\-./:;<=>?\\^_`{|}~]/gi

/** Of a longer paragraph, just the beginning is looked at. */
const LONGEST = 10_000

/** Looks for what other programs would read, page by page; a kind of it is told once, with how often it is there. */
export interface ForeignSyntax {
  /** Whether the text may have any. */
  readonly isNear: () => boolean
  /** What follows comes from this file. */
  readonly enter: (source: Source) => void
  /** A piece of it, whose text tokens say what is shown. */
  readonly look: (
    content: string,
    shown: (written: string) => boolean,
    kind: 'text' | 'html' | 'title',
    placeAt: (from: number, to: number) => Place,
  ) => void
  /** A fence, whose lines have places: 0 is the first one, with the language. */
  readonly lookAtFence: (info: string, code: string, placeOfLine: (line: number) => Span) => void
  /** Tells what was found. */
  readonly finish: () => void
}

/** What is told of one form: where it is first, and how often. */
interface Found {
  readonly code: Code
  readonly place: Place
  count: number
}

/** Languages in which code of other programs is shown. */
const SHOWS_OTHERS = /^(?:$|md|mdx|markdown|text|txt|plain|html|jinja|liquid|handlebars|yaml)/i

/** The search of one page. */
export function foreignSyntax(compilation: Compilation): ForeignSyntax {
  const found = new Map<ForeignForm | ForeignFence, Found>()
  /** By file: texts are long, and slow as keys. */
  const known = new Map<Source, readonly ForeignForm[]>()
  let active: readonly ForeignForm[] = []
  const note = (form: ForeignForm | ForeignFence, code: Code, place: Place, count: number): void => {
    const before = found.get(form)
    if (before) before.count += count
    else found.set(form, { code, place, count })
  }
  return {
    isNear: () => active.length > 0,
    enter(source) {
      active = known.get(source) ?? formsIn(source.text)
      known.set(source, active)
    },
    look(content, shown, kind, placeAt) {
      const onLine = `\n${content}`
      const here = active.filter((form) => canStandIn(form, kind) && mayHave(onLine, form))
      if (here.length === 0) return
      const text = content
        .slice(0, LONGEST)
        .replace(SHOWN, (written: string, ticks: string | undefined) =>
          ticks === undefined
            ? '\0'.repeat(written.length)
            : ticks + '\0'.repeat(written.length - 2 * ticks.length) + ticks,
        )
      for (const form of here) {
        const matches = [...text.matchAll(everywhere(form.pattern))].filter(([all]) => !form.isText || shown(all))
        const [match] = matches
        if (!match) continue
        const [written = ''] = match[0].split('\n', 1)
        note(form, form.code, placeAt(match.index, match.index + written.length), matches.length)
      }
    },
    lookAtFence(info, code, placeOfLine) {
      const isOthers = SHOWS_OTHERS.test(info.replace(/^[{.\s]+/, ''))
      for (const form of foreignFences) {
        if (form.inInfo?.test(info)) note(form, 'page/foreign-syntax', () => placeOfLine(0), 1)
        if (!form.inCode || isOthers) continue
        const matches = [...code.matchAll(everywhere(form.inCode))]
        const line = matches[0] ? code.slice(0, matches[0].index).split('\n').length : 0
        if (line > 0) note(form, 'page/foreign-syntax', () => placeOfLine(line), matches.length)
      }
    },
    finish() {
      for (const [{ name, hint }, { code, place, count }] of found) {
        // In the hint: equal messages are folded.
        const more = count > 1 ? `; ${count === 2 ? 'one more is' : `${count - 1} more are`} on this page` : ''
        report(compilation, code, `This is ${name}, which is shown as text.`, { span: place(), hint: hint + more })
      }
    },
  }
}

const patterns = new WeakMap<RegExp, RegExp>()

/** A pattern that finds all of its matches. */
function everywhere(pattern: RegExp): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, `${pattern.flags.replace('g', '')}g`)
  patterns.set(pattern, known)
  return known
}
