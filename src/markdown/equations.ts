import { type Compilation, numberText, type Place, report } from './compilation.ts'
import type { Label } from './labels.ts'
import { noteLabel } from './note-label.ts'
import { escapeHtml } from './text/html.ts'

/**
 * Numbers, labels and references of equations, as TeX has them:
 *
 *     $$
 *     \begin{align} a &= b \label{eq:first} \\ c &= d \notag \\ e &= f \tag{A} \end{align}
 *     $$
 *
 *     By $\eqref{eq:first}$, or %eq:first, …
 */

/** A `\label`, `\ref` or `\eqref` of a formula, by offsets in its TeX. */
export interface EquationMark {
  readonly command: 'label' | 'ref' | 'eqref'
  /** Between the braces. */
  readonly written: string
  readonly start: number
  readonly end: number
}

// An escaped backslash or percent sign, and a comment, hold no command.
const COMMAND = /\\[\\%]|%[^\n]*|\\(label|ref|eqref)\s*\{([^{}]*)\}/g
const PLACEHOLDER = 'lectern-'

/** TeX whose labels are plain numbers, which Temml keeps as they are, and what they stand for. */
export function markEquations(tex: string): { readonly tex: string; readonly marks: readonly EquationMark[] } {
  if (!/\\(?:label|ref|eqref)\b/.test(tex)) return { tex, marks: [] }
  const marks: EquationMark[] = []
  const marked = tex.replace(COMMAND, (all, command: EquationMark['command'] | undefined, written, start: number) => {
    if (command === undefined) return all
    marks.push({ command, written: String(written).trim(), start, end: start + all.length })
    return `\\${command}{${PLACEHOLDER}${marks.length - 1}}`
  })
  return { tex: marked, marks }
}

/** The offset in the author's TeX of one in the TeX that `markEquations` made. */
export function offsetInWritten(marks: readonly EquationMark[], offset: number): number {
  let longer = 0
  marks.forEach(({ command, start, end }, i) => {
    const length = `\\${command}{${PLACEHOLDER}${i}}`.length
    if (offset >= start - longer + length) longer += end - start - length
  })
  return offset + longer
}

/** The id of an equation: its label, with `-` for what ids cannot have. */
export function equationId(label: string): string {
  const id = label.trim().replace(/[^\p{L}\p{N}_-]+/gu, '-')
  return /^\p{L}/u.test(id) ? id : `eq-${id}`
}

/** A number at the side of a formula, in its MathML. */
interface EquationNumber {
  /** Where its row begins, and the label in it, by its mark. */
  readonly mark: number | undefined
  /** The text of `\tag`; undefined where the equation is counted. */
  readonly tag: string | undefined
  /** Where the counted number belongs. */
  readonly at: number
}

const ROW = /<mtr\b([^>]*)>|<\/mtr>|<span class="tml-eqn"><\/span>|<m(?:text|row) class="tml-tag">/g
const COUNTED = '<span class="tml-eqn"></span>'

function numbersOf(markup: string): readonly EquationNumber[] {
  const numbers: EquationNumber[] = []
  const rows: (number | undefined)[] = []
  for (const match of markup.matchAll(ROW)) {
    const [all, attributes] = match
    const at = match.index
    if (all === '</mtr>') rows.pop()
    else if (attributes !== undefined) {
      const mark = /\bid="lectern-(\d+)"/.exec(attributes)?.[1]
      rows.push(mark === undefined ? undefined : Number(mark))
    } else if (all === COUNTED) numbers.push({ mark: rows.at(-1), tag: undefined, at })
    else {
      const text = markup.slice(at, markup.indexOf('</mtd>', at)).replace(/<[^>]*>/g, '')
      numbers.push({ mark: rows.at(-1), tag: text.replace(/^\((.*)\)$/, '$1'), at })
    }
  }
  return numbers
}

/** Whether nothing at the side of a formula is a number, so that one for its label has to be added. */
export const wantsNumber = (markup: string): boolean => numbersOf(markup).length === 0

/** What is known of a formula that gets its numbers. */
export interface NumberedFormula {
  readonly markup: string
  readonly marks: readonly EquationMark[]
  /** An id from an attribute list. */
  readonly given: { readonly id: string; readonly place: Place } | undefined
  /** The place of a mark. */
  readonly placeOf: (mark: EquationMark) => Place
  /** The number was added for the label: it is counted. */
  readonly isAdded: boolean
}

/** Writes the numbers of equations into the MathML of a formula, and notes their labels. */
export function numberEquations(compilation: Compilation, formula: NumberedFormula): string {
  const { marks, given, placeOf, isAdded } = formula
  const numbers = numbersOf(formula.markup)
  const only = numbers.length === 1 ? numbers[0] : undefined
  const ids = new Map<number, string>()
  const labelled = new Set(numbers.flatMap(({ mark }) => mark ?? []))
  let stray = marks.findIndex(({ command }, i) => command === 'label' && !labelled.has(i))
  let markup = ''
  let from = 0
  for (const number of numbers) {
    const { mark = number === only && stray >= 0 ? stray : undefined } = number
    if (mark === stray) stray = -1
    const isCounted = number.tag === undefined || isAdded
    const n = (compilation.counters.get('equation') ?? 0) + (isCounted ? 1 : 0)
    if (isCounted) compilation.counters.set('equation', n)
    const tag = isCounted ? undefined : number.tag
    const written = mark === undefined ? undefined : marks[mark]
    if (mark !== undefined && written)
      ids.set(mark, noteEquation(compilation, equationId(written.written), { n, tag, place: placeOf(written) }))
    else if (given && number === numbers[0])
      ids.set(-1, noteEquation(compilation, given.id, { n, tag, place: given.place }))
    if (!isCounted) continue
    markup += formula.markup.slice(from, number.at)
    from = number.at
    const text = `(${numberText(compilation, { kind: 'equation', n })})`
    if (isAdded) {
      markup += `<mtext>${text}</mtext>`
      from = formula.markup.indexOf('</mtext>', from) + '</mtext>'.length
    } else {
      markup += text
      from += COUNTED.length
    }
  }
  markup += formula.markup.slice(from)
  if (stray >= 0) tellStray(compilation, marks[stray], placeOf)
  const whole = ids.get(-1) ?? [...ids].find(([mark]) => !markup.includes(` id="${PLACEHOLDER}${mark}"`))?.[1]
  const named = markup.replace(/ id="lectern-(\d+)"/g, (_, mark: string) => {
    const id = ids.get(Number(mark))
    return id === undefined ? '' : ` id="${escapeHtml(id)}"`
  })
  return whole === undefined ? named : named.replace(/^<math\b/, `<math id="${escapeHtml(whole)}"`)
}

function tellStray(
  compilation: Compilation,
  mark: EquationMark | undefined,
  placeOf: NumberedFormula['placeOf'],
): void {
  if (!mark) return
  compilation.brokenIds.add(equationId(mark.written))
  report(compilation, 'math/bad-tex', `The label \`${mark.written}\` belongs to no equation that has a number.`, {
    span: placeOf(mark)(),
    hint: 'labels stand in formulas between `$$` and `$$`, on a line without `\\notag`',
  })
}

/** Notes the label of an equation; its id is given back. */
function noteEquation(
  compilation: Compilation,
  id: string,
  { n, tag, place }: { readonly n: number; readonly tag: string | undefined; readonly place: Place },
): string {
  const wanted: Label = { id, kind: 'equation', n, span: place(), ...(tag === undefined ? {} : { tag }) }
  return noteLabel(compilation, wanted, 'equation a label').id
}
