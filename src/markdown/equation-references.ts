import type { Token } from 'markdown-it'
import { didYouMean } from '../diagnostics/nearest.ts'
import { type Compilation, numberText, type Place, report } from './compilation.ts'
import { type EquationMark, equationId } from './equations.ts'
import { mayLookFor } from './growth.ts'
import { labelName } from './labels.ts'
import { escapeHtml } from './text/html.ts'

/** A reference to an equation. */
export interface EquationReference {
  readonly command: EquationMark['command']
  readonly label: string
  /** As it stands in the text. */
  readonly written: string
  /** Inside of a link: not a link itself. */
  readonly plain: boolean
  readonly place: Place
}

/** The number that a reference shows, as a link; undefined where the page has no such label, or not yet. */
function showReference(
  compilation: Compilation,
  { command, label: written, plain }: EquationReference,
): { readonly markup: string; readonly mark: string; readonly text: string; readonly name: string } | undefined {
  const label = compilation.labels.get(written) ?? compilation.labels.get(equationId(written))
  if (!label) return undefined
  compilation.referenced.add(label.id)
  const number = label.tag ?? numberText(compilation, label)
  const shown = (text: string): string => (command === 'eqref' ? `(${text})` : text)
  const mark = shown(number)
  const name = escapeHtml(labelName(compilation.words, label.kind, number))
  return {
    mark,
    text: shown(label.tag ?? String(label.n)),
    name: label.id,
    markup: plain
      ? escapeHtml(mark)
      : `<a class="reference" href="#${escapeHtml(label.id)}" aria-label="${name}">${escapeHtml(mark)}</a>`,
  }
}

/** The same, where all labels of the page are known: an unknown one is told. */
function showAtLast(compilation: Compilation, reference: EquationReference): string {
  const shown = showReference(compilation, reference)
  if (shown) return shown.markup
  if (!compilation.brokenIds.has(equationId(reference.label))) tellUnknown(compilation, reference)
  return reference.command === 'eqref' ? '(??)' : '??'
}

function tellUnknown(compilation: Compilation, reference: EquationReference): void {
  report(compilation, 'link/unknown-label', `This page has no equation \`${reference.label}\`.`, {
    span: reference.place(),
    hint:
      (mayLookFor(compilation) ? didYouMean(equationId(reference.label), compilation.labels) : undefined) ??
      'write `\\label{…}` with that name into the equation',
  })
}

/** Makes a token the reference to an equation, at once or when all labels are known. */
export function fillReference(compilation: Compilation, token: Token, reference: EquationReference): void {
  const shown = showReference(compilation, reference)
  if (shown) {
    token.content = shown.markup
    token.meta = { text: shown.text, mark: shown.mark, name: shown.name }
    return
  }
  token.meta = { text: reference.written }
  compilation.deferred.push(() => {
    const isText = reference.written.startsWith('\\')
    // A page without equations may speak of TeX itself.
    token.content =
      isText && !compilation.counters.has('equation')
        ? escapeHtml(reference.written)
        : showAtLast(compilation, reference)
  })
}

const TEMML_REFERENCE = /<a href='#lectern-(\d+)' class="tml-ref[^"]*"[^>]*><\/a>/g

/** Whether the MathML of a formula refers to equations. */
export const hasReferences = (markup: string): boolean => markup.includes('class="tml-ref')

/**
 * MathML in which references to equations are filled in; `references` are by the marks of `markEquations`. Of a formula that is
 * nothing but a reference, no MathML is left.
 */
export const fillReferences = (
  compilation: Compilation,
  markup: string,
  references: readonly EquationReference[],
): string =>
  markup.replace(TEMML_REFERENCE, (_, mark: string) => {
    const reference = references[Number(mark)]
    if (!reference) return ''
    const shown = showAtLast(compilation, reference)
    return markup.includes('<math') ? `<mtext>${shown}</mtext>` : shown
  })
