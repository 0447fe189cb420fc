/** How code is shown. Lines are counted from 1, whatever numbers are shown. */
export interface CodeOptions {
  readonly marked: ReadonlySet<number>
  /** Lines that were put in, and taken out. */
  readonly ins: ReadonlySet<number>
  readonly del: ReadonlySet<number>
  /** Shown above the code. */
  readonly title: string | undefined
  /** The number of the first line; undefined where no numbers are shown. */
  readonly firstNumber: number | undefined
  /** The language of the code whose changes a `diff` shows. */
  readonly inner: string | undefined
  /** HTML behind the text of lines. */
  readonly behind?: ReadonlyMap<number, string>
}

const none: ReadonlySet<number> = new Set()

/** Code as it is. */
export const NO_OPTIONS: CodeOptions = {
  marked: none,
  ins: none,
  del: none,
  title: undefined,
  firstNumber: undefined,
  inner: undefined,
}

// More lines than any listing has: a mistyped number must not fill the memory.
const MOST = 100_000

/** The lines of `2,4-6`; undefined where it is no such list. */
export function readRanges(text: string): ReadonlySet<number> | undefined {
  const lines = new Set<number>()
  for (const part of text.split(',')) {
    const [, from, to = from] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? []
    const [first, last] = [Number(from), Number(to)]
    if (!(first >= 1 && last >= first && last <= MOST)) return undefined
    for (let line = first; line <= last; line++) lines.add(line)
  }
  return lines
}

/** The greatest of the lines that options name; 0 for none. */
export const lastLineOf = ({ marked, ins, del }: CodeOptions): number =>
  [...marked, ...ins, ...del].reduce((most, line) => Math.max(most, line), 0)

/** Highlighted code as lines: an element that runs over several lines is closed at the end of each and opened again. */
export function splitLines(markup: string): string[] {
  const open: string[] = []
  return markup.split('\n').map((line) => {
    const before = open.join('')
    for (const [tag] of line.matchAll(/<[^>]*>/g)) {
      if (tag.startsWith('</')) open.pop()
      else open.push(tag)
    }
    return before + line + '</span>'.repeat(open.length)
  })
}

/** Puts each line into an element of its own, with its number and what became of it. */
export function wrapLines(markup: string, options: CodeOptions): string {
  const { marked, ins, del, firstNumber, behind } = options
  const end = markup.endsWith('\n') ? '\n' : ''
  const lines = splitLines(end ? markup.slice(0, -1) : markup)
  const kinds = [
    ['marked', marked],
    ['ins', ins],
    ['del', del],
  ] as const
  const wrapped = lines.map((line, i) => {
    const classes = kinds.filter(([, set]) => set.has(i + 1)).map(([name]) => ` ${name}`)
    const number = firstNumber === undefined ? '' : ` data-line="${firstNumber + i}"`
    return `<span class="line${classes.join('')}"${number}>${line}${behind?.get(i + 1) ?? ''}</span>`
  })
  return wrapped.join('\n') + end
}

/** A diff as code without the signs before its lines, and the lines that are put in and taken out. */
export function readDiff(code: string): {
  readonly code: string
  readonly ins: Set<number>
  readonly del: Set<number>
} {
  const ins = new Set<number>()
  const del = new Set<number>()
  const plain = code.split('\n').map((line, i) => {
    if (line.startsWith('+') && !line.startsWith('+++')) ins.add(i + 1)
    else if (line.startsWith('-') && !line.startsWith('---')) del.add(i + 1)
    else return line.replace(/^ /, '')
    return line.slice(1)
  })
  return { code: plain.join('\n'), ins, del }
}

const DIRECTIVE = /^#[ \t]*should-raise\b[^\n]*(?:\n|$)/

/** Python code without a first line that is for those who run it: `# should-raise`. */
export const withoutDirective = (code: string): string => code.replace(DIRECTIVE, '')
