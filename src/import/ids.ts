import { slugOf } from '../markdown/heading.ts'
import { fenceAt } from './rewrites/lines.ts'
import type { IdStyle } from './tool.ts'

/** The text of a heading without its markup, near enough for ids. */
export const plainHeading = (text: string): string =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    // A tag in code is text.
    .replace(/(`+)([^`]*)\1|(?<!\\)<[^<>\\]+>/g, (_, ticks: string | undefined, code: string) => (ticks ? code : ''))
    .replace(/(\*\*|__|\*|~~)(.*?)\1/g, '$2')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim()

/** The id that another program gave to a heading. */
export function oldId(text: string, style: IdStyle): string {
  const plain = plainHeading(text).toLowerCase()
  if (style === 'github') return plain.replace(/[^\p{L}\p{N}\p{M}\p{Pc}\s-]/gu, '').replace(/\s/g, '-')
  if (style === 'vitepress')
    return plain
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]|\p{Cc}/gu, '')
      .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .replace(/^(\d)/, '_$1')
  if (style === 'pandoc')
    return plain
      .replace(/[^\p{L}\p{N}_\s.-]/gu, '')
      .replace(/\s+/g, '-')
      .replace(/^[^\p{L}]+/u, '')
  return slugOf(plain)
}

/** Gives headings the ids that they had, where Lectern would make others: links from elsewhere lead to them. */
export function keepIds(lines: readonly string[], style: IdStyle): readonly string[] {
  if (style === 'same') return lines
  const taken = new Map<string, number>()
  const out: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const fence = fenceAt(lines, at)
    if (fence) {
      out.push(...fence.lines)
      at += fence.lines.length - 1
      continue
    }
    const line = lines[at] ?? ''
    const [, marks = '', text = ''] = /^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/.exec(line) ?? []
    if (marks === '' || /\{[^{}]{0,300}#[\w-]+[^{}]{0,300}\}$/.test(text) || (lines[at - 1] ?? '').startsWith('    ')) {
      out.push(line)
      continue
    }
    const base = oldId(text, style)
    const n = taken.get(base) ?? 0
    taken.set(base, n + 1)
    const id = n === 0 ? base : `${base}-${n}`
    const own = n === 0 ? slugOf(plainHeading(text)) : `${slugOf(plainHeading(text))}_${n}`
    const isNameable = /^[\p{L}_-][\p{L}\p{N}_-]*$/u.test(id)
    out.push(
      id === own || id === '' || !isNameable || /\{[^{}]*\}$/.test(text)
        ? line
        : `${line.replace(/[ \t]*#*[ \t]*$/, '')} {#${id}}`,
    )
  }
  return out
}
