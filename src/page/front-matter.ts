import { cutMessage, lostTexts } from '../config/cut-values.ts'
import { decodeEntities } from '../config/entities.ts'
import { isYamlFault, parseYaml } from '../config/yaml.ts'
import type { Code } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnostic, type Outcome, type Span } from '../diagnostics/diagnostic.ts'
import { isSwap, nearest } from '../diagnostics/nearest.ts'
import {
  type FrontMatterParts,
  isPlainLine,
  KEY_ALIASES,
  KNOWN_KEYS,
  mayBeText,
  splitFrontMatter,
} from '../markdown/text/front-matter.ts'
import { datesMeant, impossibleDay } from './date-meant.ts'
import { timestampOf } from './timestamp.ts'

/** The kinds of values that a known key takes. */
type KeyType = 'text' | 'list' | 'number' | 'yes or no'

/** The known keys of front matter; the manual's table is generated from here. */
export const frontMatterTable = {
  title: { type: 'text', doc: 'The title; without it the first heading, else the name of the file.' },
  description: { type: 'text', doc: 'One sentence for search results.' },
  next_title: { type: 'text', doc: 'The words of the link to the next page.' },
  next_url: { type: 'text', doc: 'The next page, where it is not the one that follows in the reading order.' },
  prev_title: { type: 'text', doc: 'The words of the link to the previous page.' },
  prev_url: { type: 'text', doc: 'The previous page.' },
  slug: { type: 'text', doc: 'The last part of the address, instead of the file’s name.' },
  lang: { type: 'text', doc: 'Language of the page, where it is not the site’s.' },
  hash: { type: 'text', doc: 'Of a translation: the SHA-256 of the page’s source file as it was translated.' },
  translate: { type: 'yes or no', doc: '`false` where no translation of the page is wanted.' },
  authors: { type: 'list', doc: 'Who wrote the page; in the plain form with commas between.' },
  date: { type: 'text', doc: 'When it was written or last changed, as in `2026-03-01`.' },
  modified: { type: 'text', doc: 'When it was last changed, where that is not its `date` or what git knows.' },
  tags: { type: 'list', doc: 'Words for the page; in the plain form with commas between.' },
  draft: { type: 'yes or no', doc: 'The page is built with `--drafts` only.' },
  template: { type: 'text', doc: 'The template, instead of `page`.' },
  show_title: { type: 'yes or no', doc: '`false` where the page shows its title itself.' },
  toc: { type: 'yes or no', doc: '`false` hides “On this page”.' },
  search: { type: 'yes or no', doc: '`false` leaves the page out of the search.' },
  order: { type: 'number', doc: 'The page’s place in its folder, where there is no `sitemap.yaml`.' },
  redirect_from: { type: 'list', doc: 'Old addresses of the page; each leads to it.' },
  image: {
    type: 'text',
    doc: 'The picture that is shown where others link to the page; a file, or an `http(s)` address.',
  },
  noindex: { type: 'yes or no', doc: 'Search engines are asked to leave the page out.' },
  menu: { type: 'yes or no', doc: '`false` shows the page without the menu beside it, as wide as the header.' },
  contents: {
    type: 'yes or no',
    doc: '`true` lists below the text what the course or the chapter has: pages, minutes and what is read.',
  },
} as const satisfies Record<(typeof KNOWN_KEYS)[number], { readonly type: KeyType; readonly doc: string }>

export type KnownKey = keyof typeof frontMatterTable

type ValueOf<Type extends KeyType> = Type extends 'text'
  ? string
  : Type extends 'list'
    ? readonly string[]
    : Type extends 'number'
      ? number
      : boolean

/** The front matter of a page: known keys with values of their types, others as they are. */
export interface FrontMatter {
  readonly known: { readonly [Key in KnownKey]?: ValueOf<(typeof frontMatterTable)[Key]['type']> }
  readonly other: Readonly<Record<string, unknown>>
  /** Where each value stands. */
  readonly spans: Readonly<Record<string, Span>>
  readonly bodyStart: number
}

interface WrittenEntry {
  readonly key: string
  readonly keySpan: Span
  readonly span: Span
  /** Plain value of YAML, or the text of the plain form. */
  readonly value: unknown
  /** Text of a scalar, as written. */
  readonly text: string | undefined
}

/** Reads the front matter of a page, in either form. */
export function readFrontMatter(path: string, text: string): Outcome<FrontMatter> {
  const diagnostics: Diagnostic[] = []
  const report = (code: Code, message: string, span: Span, hint?: string): void => {
    diagnostics.push(diagnostic(code, message, { span, hint }))
  }
  const parts = splitFrontMatter(text)
  const span = (start: number, end: number): Span => ({ path, start, end: Math.max(start + 1, end) })
  let entries: WrittenEntry[] = []
  if (parts.form === 'unclosed')
    report('front-matter/unclosed', 'The front matter never ends.', span(0, 3), 'add a line `---` after its last key')
  if (parts.isLate && parts.form === 'none')
    report(
      'front-matter/not-first',
      'This stands before the readers as text: front matter begins on the first line.',
      span(parts.start, text.slice(0, parts.end).trimEnd().length),
      'take out what stands before it',
    )
  if (parts.isLate && parts.form === 'fenced') {
    const isFence = text.startsWith('---', parts.open) && text[parts.open + 3] !== '-'
    report(
      'front-matter/not-first',
      isFence
        ? 'The front matter does not begin on the first line.'
        : 'The front matter does not begin with a line `---`.',
      span(parts.open, isFence ? parts.open + 3 : parts.start - 1),
      isFence ? 'take out what stands before its first line' : 'write `---` alone on the lines before and after it',
    )
  }
  if (parts.form === 'plain') entries = plainEntries(text, parts, span, report)
  if (parts.form === 'fenced') entries = fencedEntries(text, parts, span, report)

  const known: Record<string, unknown> = {}
  const other = new Map<string, unknown>()
  const spans = new Map<string, Span>()
  for (const entry of entries) {
    const written = entry.key.toLowerCase()
    const key = isAlias(written) ? KEY_ALIASES[written] : written
    if (spans.has(key))
      report(
        'front-matter/duplicate-key',
        `\`${entry.key}\` stands twice in the front matter.`,
        entry.keySpan,
        'take one of them out',
      )
    spans.set(key, entry.span)
    // Templates of a site may show it as it is.
    if (key !== written) other.set(entry.key, entry.value)
    if (isKnown(key)) {
      const value = typedValue(frontMatterTable[key].type, entry, parts.form === 'plain')
      if (value !== undefined) known[key] = key in SHOWN ? withCharacters(value) : value
      if ((key === 'date' || key === 'modified') && typeof value === 'string')
        diagnostics.push(...checkDate(value, text, entry.span))
      if (value !== undefined) continue
      if (entry.value !== null && entry.value !== '') {
        report(
          'front-matter/wrong-type',
          `\`${entry.key}\` must be ${typeText[frontMatterTable[key].type]}.`,
          entry.span,
          frontMatterTable[key].doc,
        )
      }
    } else {
      other.set(entry.key, entry.value)
      const [near] = nearest(key, KNOWN_KEYS).filter(
        // A slip in the first letter is rare, and other words often differ in it: `ext_url` is not `next_url`.
        (name) =>
          Math.abs(name.length - key.length) <= 1 &&
          oneLetterAway(name, key) &&
          (name[0] === key[0] || isSwap(name, key)),
      )
      if (near)
        report(
          'front-matter/unknown-key',
          `\`${entry.key}\` is not a key that Lectern knows.`,
          entry.keySpan,
          `Did you mean \`${near}\`?`,
        )
    }
  }
  const firstEntry = entries[0]
  if (firstEntry && mayBeText(text, parts) && diagnostics.length === 0)
    report(
      'front-matter/as-text',
      'The page begins with front matter, which readers do not see, and Lectern knows none of its keys.',
      firstEntry.keySpan,
      'was this meant as text? Then put a blank line before it; else add a line such as `title: …` above it',
    )
  // `known` was filled by typedValue from the same table that its type is made from.
  const value: FrontMatter = {
    known: known as FrontMatter['known'],
    // Made of entries, so that `__proto__` is a key like any other.
    other: Object.fromEntries(other),
    spans: Object.fromEntries(spans),
    bodyStart: parts.bodyStart,
  }
  return { value, diagnostics }
}

/** Tells of a date that is none: machines learn nothing from it. */
function checkDate(written: string, text: string, span: Span): readonly Diagnostic[] {
  if (written.trim() === '' || timestampOf(written) !== undefined) return []
  const dates = datesMeant(written)
  const [only] = dates
  const impossible = impossibleDay(written)
  const instead = text.slice(span.start, span.end)
  return [
    diagnostic('front-matter/bad-date', `\`${written.trim().slice(0, 40)}\` is no date.`, {
      span,
      hint: dates.length
        ? `write ${dates.map((date) => `\`${date}\``).join(' or ')}`
        : (impossible ?? 'write the year, the month and the day, as in `2026-03-01`'),
      fix: only === undefined || dates.length > 1 || impossible ? undefined : { span, instead, text: only, safe: true },
    }),
  ]
}

/** Keys whose values readers see as text: `Caf&eacute;` is meant as in Markdown. */
const SHOWN: Partial<Record<KnownKey, true>> = {
  title: true,
  description: true,
  next_title: true,
  prev_title: true,
  authors: true,
  tags: true,
}

const withCharacters = (value: unknown): unknown =>
  typeof value === 'string'
    ? decodeEntities(value)
    : Array.isArray(value)
      ? value.map((item: unknown) => withCharacters(item))
      : value

const isAlias = (key: string): key is keyof typeof KEY_ALIASES => Object.hasOwn(KEY_ALIASES, key)

const isKnown = (key: string): key is KnownKey => Object.hasOwn(frontMatterTable, key)

const typeText: Readonly<Record<KeyType, string>> = {
  text: 'text',
  list: 'a list of texts',
  number: 'a number',
  'yes or no': '`true` or `false`',
}

type Report = (code: Code, message: string, span: Span, hint?: string) => void
type MakeSpan = (start: number, end: number) => Span

function plainEntries(text: string, parts: FrontMatterParts, span: MakeSpan, report: Report): WrittenEntry[] {
  const entries: { key: string; keySpan: Span; lines: string[]; start: number; end: number }[] = []
  let at = parts.start
  for (const line of text.slice(parts.start, parts.end).split('\n')) {
    const last = entries.at(-1)
    const colon = line.indexOf(':')
    if (/^[ \t]/.test(line) && last) {
      last.lines.push(line.trim())
      last.end = at + line.trimEnd().length
    } else if (isPlainLine(line)) {
      const value = line.slice(colon + 1)
      const start = at + colon + 1 + (value.length - value.trimStart().length)
      entries.push({
        key: line.slice(0, colon).trim(),
        keySpan: span(at, at + line.slice(0, colon).trimEnd().length),
        lines: [value.trim()],
        start,
        end: at + line.trimEnd().length,
      })
    } else if (line.trim() !== '') {
      report(
        'front-matter/bad-line',
        `\`${line.trim().slice(0, 40)}\` is not \`key: value\`.`,
        span(at, at + line.trimEnd().length),
        'put a blank line between the front matter and the text',
      )
    }
    at += line.length + 1
  }
  return entries.map(({ key, keySpan, lines, start, end }) => {
    const value = unquote(lines.filter((line) => line !== '').join('\n'))
    return { key, keySpan, span: span(start, end), value, text: value }
  })
}

/** Takes off quotes that surround the whole value. */
function unquote(value: string): string {
  const match = /^(["'])([\s\S]*)\1$/.exec(value)
  return match && !match[2]?.includes(match[1] ?? '') ? (match[2] ?? '') : value
}

function fencedEntries(text: string, parts: FrontMatterParts, span: MakeSpan, report: Report): WrittenEntry[] {
  if (parts.language !== '' && parts.language !== 'yaml' && parts.language !== 'yml') {
    const isMark = !text.startsWith('---', parts.open)
    report(
      'front-matter/engine',
      `Front matter in \`${parts.language}\` is not read.`,
      isMark
        ? span(parts.open, parts.open + (text[parts.open] === '{' ? 1 : 3))
        : span(parts.open + 3, parts.open + 3 + parts.language.length),
      isMark
        ? 'write YAML, such as `title: …`, between lines that are just `---`'
        : 'write YAML between lines that are just `---`',
    )
    return []
  }
  // With the line break before it: at the beginning of a text, YAML would take a line ` ---` for a mark.
  const offset = parts.start - 1
  const node = parseYaml(text.slice(offset, parts.end - 1))
  if (isYamlFault(node)) {
    const at = Math.min(offset + node.offset, Math.max(0, parts.end - 1))
    report('front-matter/bad-yaml', `The front matter is not YAML: ${node.reason}.`, span(at, at + 1), node.hint)
    return []
  }
  if (node.kind !== 'mapping' && node.value !== null) {
    report(
      'front-matter/bad-yaml',
      'The front matter is not a mapping of keys and values.',
      span(offset + node.start, offset + node.end),
      'write `title: …`',
    )
    return []
  }
  for (const { start, end, lost, hint } of lostTexts(text.slice(parts.start, parts.end), isProse))
    report('yaml/cut-value', cutMessage(lost), span(parts.start + start, parts.start + end), hint)
  return node.entries.map((entry) => ({
    key: entry.key,
    keySpan: span(offset + entry.keyStart, offset + entry.keyEnd),
    span: span(offset + entry.node.start, offset + entry.node.end),
    value: entry.node.value,
    text: entry.node.kind === 'scalar' && entry.node.value !== null ? entry.node.text : undefined,
  }))
}

/** Known keys whose values are words for Lectern. All other values are texts for readers or templates. */
const NOT_PROSE = new Set<string>(KNOWN_KEYS.filter((key) => !(key in SHOWN)))

const isProse = ([key = '']: readonly string[]): boolean => !NOT_PROSE.has(key)

function typedValue(type: KeyType, { value, text }: WrittenEntry, plain: boolean): unknown {
  switch (type) {
    case 'text':
      return text
    case 'list': {
      if (Array.isArray(value))
        return value.every((item) => typeof item === 'string' || typeof item === 'number')
          ? value.map(String)
          : undefined
      if (text === undefined) return undefined
      const items = plain ? text.replace(/^\[([\s\S]*)\]$/, '$1').split(',') : [text]
      return items.map((item) => unquote(item.trim())).filter((item) => item !== '')
    }
    case 'number': {
      const number = typeof value === 'number' ? value : plain && text?.trim() ? Number(text) : Number.NaN
      return Number.isFinite(number) ? number : undefined
    }
    case 'yes or no': {
      const word = (text ?? '').toLowerCase()
      return ['true', 'yes', 'on'].includes(word) ? true : ['false', 'no', 'off'].includes(word) ? false : undefined
    }
  }
}

/** Whether one letter changed, added or left out, or two that changed places, makes `a` into `b`. */
function oneLetterAway(a: string, b: string): boolean {
  if (isSwap(a, b)) return true
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  return Math.max(a.length, b.length) - start - end <= 1
}
