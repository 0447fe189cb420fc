import { digest } from '../files/digest.ts'
import { load } from '../files/load.ts'
import { type Compilation, type Place, report } from './compilation.ts'

interface Temml {
  renderToString(
    tex: string,
    options: { readonly displayMode: boolean; readonly throwOnError: boolean; readonly trust: boolean },
  ): string
}

const isTemml = (value: unknown): value is Temml =>
  typeof value === 'object' && value !== null && 'renderToString' in value

/** Of a formula: Temml's time grows with the square of how deep its groups lie in each other. */
const LONGEST = 20_000

/** MathML of a formula, or what is wrong with it. */
function mathml(tex: string, displayMode: boolean): { readonly markup: string } | { readonly fault: string } {
  if (tex.length > LONGEST) return { fault: `it is longer than ${LONGEST} characters` }
  // Loaded on first use: most pages have no formula.
  const temml: unknown = load('temml')
  if (!isTemml(temml)) throw new Error('temml has no renderToString.')
  try {
    return { markup: temml.renderToString(tex, { displayMode, throwOnError: true, trust: false }) }
  } catch (error) {
    return {
      fault: error instanceof Error ? tidy(error.message) : String(error),
    }
  }
}

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
    compilation.styles.set(name, written.replace(/;$/, ''))
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

/** MathML of a formula; undefined where it cannot be read, which is told. */
export function renderMath(
  compilation: Compilation,
  tex: string,
  displayMode: boolean,
  place: Place,
): string | undefined {
  const result = mathml(tex, displayMode)
  if ('markup' in result) return withClasses(compilation, result.markup)
  report(compilation, 'math/bad-tex', `The formula cannot be read: ${result.fault}.`, {
    span: place(),
    hint: 'write `\\$` for a dollar sign that is money',
  })
  return undefined
}
