import type { Fence, InlineRewrite, Rewrite, RewriteContext } from './rewrite.ts'

/**
 * Reads the lines of a page as Markdown does, and rewrites what is text. Fences, code in lines, indented code, comments and raw
 * elements stay as they are:
 *
 *     Text with `code`.                 ```python          <pre>
 *                                       !!! note           === "Tab"
 *         !!! note  indented code       ```                </pre>
 */
export function rewriteLines(
  lines: readonly string[],
  rewrites: readonly Rewrite[],
  context: RewriteContext,
): readonly string[] {
  const blocks = rewrites.filter(({ block }) => block !== undefined)
  const fences = rewrites.filter(({ fence }) => fence !== undefined)
  const directives = blocks.filter(({ takesFences }) => takesFences)
  const out: string[] = []
  let paragraph: string[] = []
  const flush = (): void => {
    if (paragraph.length) out.push(...rewriteInline(paragraph.join('\n'), rewrites, context).split('\n'))
    paragraph = []
  }
  const lists: number[] = []
  let isAfterBlank = true
  let isCode = false
  reading: for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    if (line.trim() === '') {
      flush()
      out.push(line)
      isAfterBlank = true
      at++
      continue
    }
    const indent = widthOf(line)
    if (isAfterBlank || isCode || LIST.test(line)) while (lists.length && (lists.at(-1) ?? 0) > indent) lists.pop()
    isCode = (isAfterBlank || isCode) && indent >= (lists.at(-1) ?? 0) + 4
    isAfterBlank = false
    if (isCode) {
      flush()
      out.push(line)
      at++
      continue
    }
    const fence = fenceAt(lines, at)
    const directive = fence && first(directives, ({ block }) => block?.(lines, at, context))
    if (directive) {
      flush()
      out.push(...directive.lines)
      noteList(line, lists)
      at = directive.next
      continue
    }
    if (fence) {
      flush()
      let made: readonly string[] | undefined
      let taken = fence.lines.length
      for (const rewrite of fences) {
        made = rewrite.fence?.(fence, context)
        if (!made) continue
        if (rewrite.takesBelow) taken++
        break
      }
      out.push(...(made ?? fence.lines))
      noteList(line, lists)
      at += taken
      continue
    }
    const [, comment, behind] = context.tool === 'mkdocs' ? (BEHIND_COMMENT.exec(line) ?? []) : []
    if (comment !== undefined && behind !== undefined) {
      // To Markdown elsewhere, all of the line is raw.
      flush()
      out.push(comment, '')
      paragraph.push(behind)
      at++
      continue
    }
    const raw = rawEnd(lines, at)
    if (raw !== undefined) {
      flush()
      out.push(...lines.slice(at, raw))
      at = raw
      continue
    }
    for (const rewrite of blocks) {
      const made = rewrite.block?.(lines, at, context)
      if (!made) continue
      flush()
      out.push(...made.lines)
      at = made.next
      isAfterBlank = out.at(-1)?.trim() === ''
      continue reading
    }
    if (/^ {0,3}>/.test(line)) {
      flush()
      const from = at
      while (at < lines.length && /^ {0,3}>/.test(lines[at] ?? '')) at++
      const inside = lines.slice(from, at).map((quoted) => quoted.replace(/^ {0,3}> ?/, ''))
      out.push(...context.lines(inside).map((quoted) => (quoted === '' ? '>' : `> ${quoted}`)))
      continue
    }
    noteList(line, lists)
    paragraph.push(line)
    at++
  }
  flush()
  return out
}

const LIST = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])([ \t]+)(?=\S)/

function noteList(line: string, lists: number[]): void {
  const match = LIST.exec(line)
  if (match) lists.push(match[2] !== undefined && match[2].length > 4 ? widthOf(line) + 2 : match[0].length)
}

/** The first answer of some rewrites. */
function first<Answer>(
  rewrites: readonly Rewrite[],
  ask: (rewrite: Rewrite) => Answer | undefined,
): Answer | undefined {
  for (const rewrite of rewrites) {
    const answer = ask(rewrite)
    if (answer !== undefined) return answer
  }
  return undefined
}

/** Columns before the first letter; a tab counts as four. */
export function widthOf(line: string): number {
  let width = 0
  for (const letter of line) {
    if (letter === ' ') width++
    else if (letter === '\t') width += 4 - (width % 4)
    else break
  }
  return width
}

const FENCE = /^([ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}(?=[^`]*$)|~{3,})(.*)$/

/** The fence that begins at a line; one that never ends goes on to the end of the lines. */
export function fenceAt(lines: readonly string[], at: number): Fence | undefined {
  const match = FENCE.exec(lines[at] ?? '')
  if (!match) return undefined
  const [, indent = '', marks = '', info = ''] = match
  // One that stands deeper is code.
  const end = new RegExp(`^[ \\t]{0,${indent.length + 3}}\\${marks[0]}{${marks.length},}[ \\t]*$`)
  let next = at + 1
  while (next < lines.length && !end.test(lines[next] ?? '')) next++
  return {
    indent,
    marks,
    info: info.trim(),
    body: lines.slice(at + 1, next),
    close: lines[next] ?? '',
    below: /^[ \t]*\{:[^}]*\}[ \t]*$/.test(lines[next + 1] ?? '') ? (lines[next + 1] ?? '').trim() : '',
    lines: lines.slice(at, next + 1),
  }
}

const RAW = /^ {0,3}<(pre|script|style|textarea)(?=[\s>])/i

const BEHIND_COMMENT = /^( {0,3}<!--(?:(?!-->).)*-->)[ \t]+([\p{L}\p{N}*_[`"'(].*)$/u

/** The line behind a raw element or a comment that begins at a line. */
function rawEnd(lines: readonly string[], at: number): number | undefined {
  const line = lines[at] ?? ''
  const [, name] = RAW.exec(line) ?? []
  const end =
    name === undefined ? (/^ {0,3}<!--(?!@include|---)/.test(line) ? /-->/ : undefined) : new RegExp(`</${name}>`, 'i')
  if (!end) return undefined
  let next = at
  while (next < lines.length && !end.test(lines[next] ?? '')) next++
  return Math.min(lines.length, next + 1)
}

/** What is shown as it is: code with the role before it, comments, raw elements, formulas, references of Lectern's own kind. */
const SHOWN =
  /(\{[A-Za-z][\w:.+-]*\})?(?<![`\\])(`+)(?!`)((?:[^`]|(?!\2(?!`))`)+?)(?<!`)\2(?!`)|<!--[\s\S]*?-->|<(pre|code|kbd|script|style)(?=[\s>])[\s\S]*?<\/\4>|\$\$[^$]+\$\$|(?<![\\\w$])\$(?![\s$])[^$\n]*[^\s$\\]\$(?![\d$])/gi
const MASK = /\ue000(\d+)\ue001/g

/** Rewrites a paragraph. */
export function rewriteInline(text: string, rewrites: readonly Rewrite[], context: RewriteContext): string {
  const shown: string[] = []
  const roles = rewrites.filter(({ role }) => role !== undefined)
  const mask = (part: string): string => `\ue000${shown.push(part) - 1}\ue001`
  let masked = text.replace(SHOWN, (part: string, role: string | undefined, ticks: string | undefined, code = '') => {
    const made =
      ticks === undefined
        ? undefined
        : first(roles, (rewrite) => rewrite.role?.(role === undefined ? '' : role.slice(1, -1), code, context))
    return mask(made ?? part)
  })
  const whole = (part: string): string => {
    let last = part
    for (let depth = 0; depth < 4 && last.includes('\ue000'); depth++)
      last = last.replace(MASK, (_, i: string) => shown[Number(i)] ?? '')
    return last
  }
  const inlines: readonly InlineRewrite[] = rewrites.flatMap(({ inline = [] }) => inline)
  for (const { pattern, replace } of inlines) {
    masked = masked.replace(pattern, (...found: readonly unknown[]) => {
      const groups = found.slice(0, -2).map((part) => (typeof part === 'string' ? whole(part) : ''))
      const made = replace(groups, context)
      return made === undefined ? String(found[0]) : mask(made)
    })
  }
  return whole(masked)
}

/** Lines that stand deeper than `indent` columns, and blank ones between them, from a line on; without that much of their indentation. */
export function indentedBelow(
  lines: readonly string[],
  from: number,
  indent: number,
): { readonly lines: readonly string[]; readonly next: number } {
  let next = from
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.trim() === '') continue
    if (widthOf(line) < indent) break
    next = at + 1
  }
  return { lines: lines.slice(from, next).map((line) => dedent(line, indent)), next }
}

/** A line without the first `width` columns of its indentation. */
export function dedent(line: string, width: number): string {
  let at = 0
  let column = 0
  while (column < width && at < line.length && (line[at] === ' ' || line[at] === '\t')) {
    column += line[at] === '\t' ? 4 - (column % 4) : 1
    at++
  }
  return ' '.repeat(Math.max(0, column - width)) + line.slice(at)
}

/** Lines with an indentation, blank ones without; the mark of a list stands before the first one alone. */
export const indented = (lines: readonly string[], indent: string): readonly string[] =>
  lines.map((line, i) => (line === '' && i > 0 ? line : (i === 0 ? indent : ' '.repeat(indent.length)) + line))

/** Without blank lines at both ends. */
export function trimLines(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => line.trim() !== '')
  return from < 0 ? [] : lines.slice(from, lines.findLastIndex((line) => line.trim() !== '') + 1)
}

/** Colons that are more than any of the lines has. */
function colonsAround(lines: readonly string[]): string {
  const most = lines.reduce((longest, line) => Math.max(longest, /^\s*(:{3,})/.exec(line)?.[1]?.length ?? 0), 2)
  return ':'.repeat(most + 1)
}

/** Lines with an end of the fence that none of them ends: it would swallow what stands around them. */
function fenced(lines: readonly string[]): readonly string[] {
  for (let at = 0; at < lines.length; at++) {
    const fence = fenceAt(lines, at)
    if (fence && fence.close === '') return [...lines, `${' '.repeat(fence.indent.length)}${fence.marks}`]
    if (fence) at += fence.lines.length - 1
  }
  return lines
}

/** An alert, or what readers unfold, around lines. */
export function container(name: string, title: string, inside: readonly string[], indent: string): readonly string[] {
  const body = fenced(trimLines(inside))
  const colons = colonsAround(body)
  return indented([`${colons}${name}${title === '' ? '' : `[${title}]`}`, ...body, colons], indent)
}

/** The title of a tab is text. */
const plainTitle = (title: string): string =>
  title
    .replace(/`([^`]*)`|<[^<>]+>/g, '$1')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .trim() || 'Tab'

/** Tabs around lines. */
export function tabs(
  items: readonly { readonly title: string; readonly lines: readonly string[] }[],
  key: string,
  indent: string,
): readonly string[] {
  const body = items.flatMap(({ title, lines }) => [`== ${plainTitle(title)}`, '', ...fenced(trimLines(lines)), ''])
  const colons = colonsAround(body)
  return indented([`${colons}tabs${key === '' ? '' : ` key:${key}`}`, ...trimLines(body), colons], indent)
}

/** A block of Lectern, whose values are quoted where YAML needs it. */
export function block(name: string, fields: Readonly<Record<string, string>>, indent: string): readonly string[] {
  const rows = Object.entries(fields).flatMap(([key, value]) =>
    value === ''
      ? []
      : /\n/.test(value) || (key === 'caption' && !/^[\p{L}\d][^:#\n]*$/u.test(value))
        ? [`    ${key}: |`, ...value.split('\n').map((line) => `        ${line.trim()}`.trimEnd())]
        : [`    ${key}: ${plainYaml(value)}`],
  )
  return indented(['%--', `${name}:`, ...rows, '--%'], indent)
}

const plainYaml = (value: string): string =>
  /^[\p{L}\d./][^:#'"\n]*$/u.test(value) && !/^(?:true|false|null|yes|no)$/i.test(value)
    ? value
    : `'${value.replaceAll("'", "''")}'`
