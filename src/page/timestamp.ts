/**
 * A date of front matter as RFC 3339 wants it: `2026-03-01`, or with a time. Without a zone it is in UTC. Undefined where
 * it is no date.
 */
export function timestampOf(written: string | undefined): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{2}:\d{2})(:\d{2})?(?:\.\d+)? ?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    written?.trim() ?? '',
  )
  if (!match) return undefined
  const [, day = '', time = '00:00', seconds = ':00', zone = 'Z'] = match
  const text = `${day}T${time}${seconds}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`
  const instant = Date.parse(text)
  // `2026-02-30` would become the second of March.
  const exists = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day)
  return Number.isNaN(instant) || !exists ? undefined : text
}
