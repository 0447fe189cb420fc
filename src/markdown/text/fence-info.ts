import { type CodeOptions, NO_OPTIONS, readRanges } from './code-lines.ts'

/** What stands behind the marks of a fence. */
export interface FenceInfo {
  /** '' where none is given. */
  readonly language: string
  readonly options: CodeOptions
  /** What looks like lines and is none: `{2-}`. */
  readonly bad: readonly string[]
}

const LANGUAGE = /^[\s{]*\.?([^\s{},:=]*)/
const OPTION = /(?:([\w-]+)=)?\{([^{}]*)\}|([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'{},]+))|([\w-]+)/g

/** What was read last: most fences of a site say the same. */
const known = new Map<string, FenceInfo>()

/** How many are remembered, and of how many letters at most: a longer one is a part of its page, and would keep all of that in memory. */
const MOST_KNOWN = 100
const MOST_LETTERS = 12

/**
 * Reads the line of a fence:
 *
 *     python {2,4-6} ins={3} del={4} title="loop.py" showLineNumbers startLineNumber=5
 *     diff lang="python"
 *     {.python title="loop.py"}
 *
 * Words that say nothing to Lectern are for other tools, and are passed over.
 */
export function readFence(info: string): FenceInfo {
  const before = known.get(info)
  if (before) return before
  const read = readAnew(info)
  if (info.length > MOST_LETTERS) return read
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(info, read)
  return read
}

function readAnew(info: string): FenceInfo {
  const onlyLines = /^\s*\{[\s\d,-]+\}/.test(info)
  const [start = '', first = ''] = (onlyLines ? undefined : LANGUAGE.exec(info)) ?? []
  const isId = first.startsWith('#') // `{#id}`
  const named = !isId && /^[\w+#.-]+$/.test(first) ? first.replace(/^language-/, '') : ''
  const isOption = !start.includes('.') && /^[=]/.test(info.slice(start.length)) // a fence without language: `title="…"`
  let rest = isOption ? info : info.slice(start.length)
  if (start.trimStart().startsWith('{')) rest = rest.replace(/\}\s*$/, '')

  const lines: Record<'marked' | 'ins' | 'del', ReadonlySet<number>> = { ...NO_OPTIONS }
  const bad: string[] = []
  let { title, firstNumber, inner }: CodeOptions = NO_OPTIONS
  for (const [written, rangeName, range, name, double, single, bare, word] of rest.matchAll(OPTION)) {
    if (range !== undefined) {
      const kind = rangeName === undefined || rangeName === 'mark' ? 'marked' : rangeName
      if (kind !== 'marked' && kind !== 'ins' && kind !== 'del') continue
      if (rangeName === undefined && !/^[\s\d,-]+$/.test(range)) continue
      const read = readRanges(range)
      if (read) lines[kind] = new Set([...lines[kind], ...read])
      else bad.push(written)
      continue
    }
    const value = double ?? single ?? bare ?? ''
    if (name === 'title') title = value
    else if (name === 'lang') inner = value
    else if ((name === 'startLineNumber' || name === 'showLineNumbers') && /^\d+$/.test(value))
      firstNumber = Number(value)
    else if (word === 'showLineNumbers') firstNumber ??= 1
  }
  return { language: isOption ? '' : named, options: { ...lines, title, firstNumber, inner }, bad }
}
