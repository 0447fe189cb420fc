import type { InlineText, MarkdownText } from '../text/html.ts'

/** Whether the value of a field is Markdown. */
export const isText = (value: unknown): value is InlineText | MarkdownText =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  (value.type === 'inline' || value.type === 'markdown')

/** All Markdown in the values of fields, that of entries of lists too. */
export const textsIn = (value: unknown): readonly (InlineText | MarkdownText)[] =>
  isText(value) ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []

/** The same values with each Markdown in them replaced; `field` is as `why` or, in a list, `wrong.0.why`. */
export function mapTexts(
  value: unknown,
  replace: (text: InlineText | MarkdownText, field: string) => unknown,
  field = '',
): unknown {
  if (isText(value)) return replace(value, field)
  const below = (name: string | number): string => (field === '' ? String(name) : `${field}.${name}`)
  if (Array.isArray(value)) return value.map((item: unknown, i) => mapTexts(item, replace, below(i)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, replace, below(name))]))
}
