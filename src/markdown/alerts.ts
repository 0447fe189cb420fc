import { didYouMean } from '../diagnostics/nearest.ts'
import { type Compilation, type Place, report } from './compilation.ts'

/** A kind of alert: what its class is, and the title of one that has none of its own. */
export interface AlertKind {
  readonly class: string
  readonly title: string
}

const kinds: ReadonlyMap<string, AlertKind> = new Map([
  ['note', { class: 'alert alert-note', title: 'Note' }],
  ['info', { class: 'alert alert-note', title: 'Info' }],
  ['tip', { class: 'alert alert-tip', title: 'Tip' }],
  ['hint', { class: 'alert alert-tip', title: 'Hint' }],
  ['important', { class: 'alert alert-important', title: 'Important' }],
  ['warning', { class: 'alert alert-warning', title: 'Warning' }],
  ['caution', { class: 'alert alert-caution', title: 'Caution' }],
  ['danger', { class: 'alert alert-caution', title: 'Danger' }],
])

/** Names of the kinds of alerts. */
export const alertNames: readonly string[] = [...kinds.keys()]

/** The kind of that name, in upper or lower case. */
export const alertKind = (name: string): AlertKind | undefined => kinds.get(name.toLowerCase())

/** The kind of a mark such as `[!NOTE]`; of a name that there is none of the author is told, and the alert is a note with that title. */
export function alertOf(compilation: Compilation, name: string, place: Place): AlertKind {
  const known = alertKind(name)
  if (known) return known
  report(compilation, 'alert/unknown', `There is no alert \`${name}\`.`, {
    span: place(),
    hint:
      didYouMean(name, name === name.toUpperCase() ? alertNames.map((kind) => kind.toUpperCase()) : alertNames) ??
      `the alerts are ${alertNames.map((kind) => `\`${kind}\``).join(', ')}`,
  })
  const words = name.toLowerCase().replace(/[-_]+/g, ' ')
  return { class: 'alert alert-note', title: words.slice(0, 1).toUpperCase() + words.slice(1) }
}
