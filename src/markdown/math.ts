import type { Token } from 'markdown-it'
import { digest } from '../files/digest.ts'
import { load } from '../files/load.ts'
import { type Compilation, type Place, report } from './compilation.ts'
import { fillReferences, hasReferences } from './equation-references.ts'
import {
  type EquationMark,
  equationId,
  markEquations,
  numberEquations,
  offsetInWritten,
  wantsNumber,
} from './equations.ts'
import { escapeHtml } from './text/html.ts'

interface Temml {
  renderToString(
    tex: string,
    options: {
      readonly displayMode: boolean
      readonly throwOnError: boolean
      readonly trust: boolean
      readonly maxSize?: readonly [em: number, pt: number]
    },
  ): string
}

const isTemml = (value: unknown): value is Temml =>
  typeof value === 'object' && value !== null && 'renderToString' in value

/** A formula as it stands in a page. */
export interface Formula {
  readonly tex: string
  /** On lines of its own. */
  readonly display: boolean
  /** The place of a piece of it, by offsets in its TeX. */
  readonly placeOf: (start: number, end: number) => Place
  /** Inside of a link. */
  readonly plain?: boolean
  /** Attributes that a list gives it, all but the id. */
  readonly attributes?: readonly (readonly [name: string, value: string | number])[]
  /** The id that a list gives it. */
  readonly given?: { readonly id: string; readonly place: Place } | undefined
  /** It may be text between two amounts of money. */
  readonly mayBeMoney?: boolean
}

/** What is wrong with a formula, and at which offset where that is known. */
interface Fault {
  readonly fault: string
  readonly at?: number
}

/** Of a formula: Temml's time grows with the square of how deep its groups lie in each other. */
const LONGEST = 20_000

/** Of a length in a formula of an author who is not trusted: as wide as a column of text. */
const LARGEST = [40, 400] as const

/** MathML of a formula, or what is wrong with it. */
function mathml(tex: string, displayMode: boolean, safe: boolean): { readonly markup: string } | Fault {
  if (tex.length > LONGEST) return { fault: `it is longer than ${LONGEST} characters` }
  // Loaded on first use: most pages have no formula.
  const temml: unknown = load('temml')
  if (!isTemml(temml)) throw new Error('temml has no renderToString.')
  try {
    return {
      markup: temml.renderToString(tex, {
        displayMode,
        throwOnError: true,
        trust: false,
        ...(safe ? { maxSize: LARGEST } : {}),
      }),
    }
  } catch (error) {
    if (!(error instanceof Error)) return { fault: String(error) }
    const at = 'position' in error && typeof error.position === 'number' ? error.position : undefined
    return { fault: tidy(error.message), ...(at === undefined ? {} : { at }) }
  }
}

/** How the cell at each side of an equation begins that has a number. */
const SIDE = 'padding:0;width:50%;'
/** Numbers stand at the end of the line; engines differ in what they call it. */
const AT_THE_END = 'text-align:right;text-align:-webkit-right'

/** What a style sheet must say anyway, see `math[display="block"]` there. */
const SAID = 'display:block math;'

/**
 * The same formula without styles of its own, which a strict Content-Security-Policy would refuse: each becomes a class, and
 * the compilation keeps what the class stands for.
 */
function withClasses(compilation: Compilation, markup: string): string {
  return markup.replace(/<\w+(?: [\w-]+="[^"]*")*? style="([^"]*)"[^>]*>/g, (tag, written: string) => {
    const bare = tag.replace(` style="${written}"`, '')
    if (written === SAID) return bare
    const name = `math-${digest(written)
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, 8)}`
    compilation.styles.set(name, written.startsWith(SIDE) ? written + AT_THE_END : written.replace(/;$/, ''))
    return / class="/.test(bare)
      ? bare.replace(' class="', ` class="${name} `)
      : bare.replace(/\/?>$/, ` class="${name}"$&`)
  })
}

/** The first sentence of Temml's message, without the place, which ours has. */
const tidy = (message: string): string =>
  message
    .replace(/^\w+ parse error:\s*/i, '')
    .replace(/ at (?:position \d+|end of input):[\s\S]*$/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.+$/, '')

/** What mends a formula. */
function hintFor(fault: string, { display, mayBeMoney }: Formula): string | undefined {
  if (mayBeMoney) return 'write `\\$` for a dollar sign that is money'
  if (/^Unsupported function/.test(fault))
    return 'Lectern sets formulas with Temml, which has another name for it or none: https://temml.org/docs/en/supported'
  if (!display && /display mode/.test(fault)) return 'write the formula between `$$` and `$$`, on lines of its own'
  return undefined
}

function tell(compilation: Compilation, formula: Formula, { fault, at }: Fault, marks: readonly EquationMark[]): void {
  const { tex, placeOf } = formula
  const written = at === undefined ? undefined : offsetInWritten(marks, at)
  // What ends too soon is told where it ends.
  const last = tex.trimEnd().length
  const start = written === undefined ? 0 : Math.max(0, Math.min(written, last - 1))
  const length = /^\\(?:[A-Za-z]+|.)|^./su.exec(tex.slice(start))?.[0].length ?? 1
  report(compilation, 'math/bad-tex', `The formula cannot be read: ${fault}.`, {
    span: (written === undefined ? placeOf(0, tex.length) : placeOf(start, start + length))(),
    hint: hintFor(fault, formula),
  })
}

/** MathML of a formula, and the labels that it refers to; undefined where it cannot be read, which is told. */
function readFormula(
  compilation: Compilation,
  formula: Formula,
): { readonly markup: string; readonly marks: readonly EquationMark[] } | undefined {
  const { display, placeOf, given } = formula
  const { tex, marks } = markEquations(formula.tex)
  const first = mathml(tex, display, compilation.settings.safe)
  if (!('markup' in first)) {
    tell(compilation, formula, first, marks)
    // What refers to it is right, and only the formula is told.
    for (const { command, written } of marks) if (command === 'label') compilation.brokenIds.add(equationId(written))
    if (given) compilation.brokenIds.add(given.id)
    return undefined
  }
  compilation.styles.set('math', '')
  const isNamed = given !== undefined || marks.some(({ command }) => command === 'label')
  const wanted =
    display && isNamed && wantsNumber(first.markup)
      ? mathml(`${tex}\n\\tag{0}`, true, compilation.settings.safe)
      : undefined
  const added = wanted && 'markup' in wanted ? wanted : undefined
  const markup = oneNumber(tex, withClasses(compilation, (added ?? first).markup))
  const numbered = isNamed || markup.includes('tml-eqn')
  const made = numbered
    ? numberEquations(compilation, {
        markup,
        marks,
        given,
        placeOf: ({ start, end }) => placeOf(start, end),
        isAdded: added !== undefined,
      })
    : markup
  const attributes = (formula.attributes ?? []).filter(([name]) => name !== 'class')
  const classes = (formula.attributes ?? []).find(([name]) => name === 'class')?.[1]
  // Markdown for machines, and descriptions, say what the author wrote.
  const written = [...attributes, ['data-tex', formula.tex.trim()] as const]
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    .join('')
  const tagged = made.replace('>', () => `${written}>`)
  return {
    marks,
    markup:
      classes === undefined ? tagged : tagged.replace(' class="', () => ` class="${escapeHtml(String(classes))} `),
  }
}

/** A formula of several lines, `multline`, is one equation: Temml counts each line of it. */
function oneNumber(tex: string, markup: string): string {
  if (!/^\s*\\begin\{multline\}/.test(tex)) return markup
  const last = markup.lastIndexOf('<span class="tml-eqn">')
  return (
    markup.slice(0, Math.max(0, last)).replaceAll('<span class="tml-eqn"></span>', '') + markup.slice(Math.max(0, last))
  )
}

/** MathML of a formula in a text that refers to no equation; undefined where it cannot be read, which is told. */
export const renderMath = (compilation: Compilation, tex: string, place: Place): string | undefined =>
  readFormula(compilation, { tex, display: false, placeOf: () => place })?.markup

/** MathML of a formula that a program wrote, on lines of its own; undefined where it is none that pages can show, such as a table. */
export function renderFormula(compilation: Compilation, written: string, place: Place): string | undefined {
  const tex = written
    .trim()
    .replace(/^(\$\$?|\\\[|\\\()([\s\S]*?)(?:\$\$?|\\\]|\\\))$/, '$2')
    .trim()
  return tryFormula(compilation, tex, true, place)
}

/** MathML of what may be a formula; undefined where it is none, which is not told. */
export function tryFormula(compilation: Compilation, tex: string, display: boolean, place: Place): string | undefined {
  if (!('markup' in mathml(tex, display, compilation.settings.safe))) return undefined
  return readFormula(compilation, { tex, display, placeOf: () => place })?.markup
}

/** Makes a token a formula; its references are filled in when all labels are known. `fallback` stands for one that cannot be read. */
export function fillFormula(compilation: Compilation, token: Token, formula: Formula, fallback: string): void {
  const read = readFormula(compilation, formula)
  token.content = read?.markup ?? fallback
  if (!read) return
  token.meta = { text: formula.tex.replace(/\s*\\label\s*\{[^{}]*\}/g, '').trim() }
  const { markup, marks } = read
  if (!hasReferences(markup)) return
  const references = marks.map(({ command, written, start, end }) => ({
    command,
    label: written,
    written: formula.tex,
    plain: formula.plain ?? false,
    place: formula.placeOf(start, end),
  }))
  compilation.deferred.push(() => {
    const filled = fillReferences(compilation, markup, references)
    token.content = formula.display && !markup.includes('<math') ? `<p>${filled}</p>\n` : filled
  })
}
