import type { InterfaceWords } from '../config/interface-words.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { type Compilation, type Place, report } from './compilation.ts'

/** A kind of alert: what its class is, and the title of one that has none of its own. */
export interface AlertKind {
  readonly class: string
  readonly title: string
}

const classes = {
  note: 'alert-note',
  info: 'alert-note',
  tip: 'alert-tip',
  hint: 'alert-tip',
  important: 'alert-important',
  warning: 'alert-warning',
  caution: 'alert-caution',
  danger: 'alert-caution',
} as const satisfies Partial<Record<keyof InterfaceWords, string>>

type AlertName = keyof typeof classes

const isAlert = (name: string): name is AlertName => Object.hasOwn(classes, name)

/** Names of the kinds of alerts. */
export const alertNames: readonly string[] = Object.keys(classes)

/** The kind of that name, in upper or lower case, with its title in the language of the page. */
export function alertKind({ words }: Pick<Compilation, 'words'>, name: string): AlertKind | undefined {
  const known = name.toLowerCase()
  return isAlert(known) ? { class: `alert ${classes[known]}`, title: words[known] } : undefined
}

/** The kind of a mark such as `[!NOTE]`; of a name that there is none of the author is told, and the alert is a note with that title. */
export function alertOf(compilation: Compilation, name: string, place: Place): AlertKind {
  const known = alertKind(compilation, name)
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
