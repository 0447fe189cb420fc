import { plainHeading } from './ids.ts'
import type { NavEntry } from './tool.ts'

/** Text of `sitemap.yaml`; '' where there is no navigation. `nameOf` gives a page as it is named here, and its title. */
export function sitemapText(
  entries: readonly NavEntry[],
  nameOf: (page: string) => { readonly name: string; readonly title: string } | undefined,
  indent = '',
): string {
  const taken = new Set<string>()
  const rows: string[] = []
  for (const entry of entries) {
    const page = entry.page === undefined ? undefined : nameOf(entry.page)
    const inside: readonly NavEntry[] = entry.entries ?? []
    const children = page && inside.length ? [{ title: page.title, page: entry.page }, ...inside] : inside
    const written = plainHeading(entry.title || page?.title || '')
    const below = children.length ? sitemapText(children, nameOf, `${indent}  `) : ''
    if (!page && below === '' && entry.href === undefined && (entry.page !== undefined || entry.entries !== undefined))
      continue
    let title = written.replace(/\s+/g, ' ').trim() || 'Page'
    for (let n = 2; taken.has(title); n++) title = `${written} (${n})`
    taken.add(title)
    const key = `${indent}${yamlKey(title)}:`
    if (below !== '') rows.push(key, below.trimEnd())
    else
      rows.push(`${key}${page ? ` ${yamlKey(page.name)}` : entry.href === undefined ? '' : ` ${yamlKey(entry.href)}`}`)
  }
  return rows.length ? `${rows.join('\n')}\n` : ''
}

/** A text as a key or a value of YAML. */
export const yamlKey = (text: string): string =>
  /^[\p{L}\d/.][\p{L}\p{N} ./_+()&!-]*$/u.test(text) &&
  !/^(?:true|false|null|yes|no|on|off|[\d.+-]+|[\d.]+e\d+)$/i.test(text) &&
  text.trim() === text
    ? text
    : `'${text.replaceAll("'", "''")}'`
