/** A mark at the end of a line of code that leads to an explanation. */
export interface CodeNote {
  readonly number: number
  /** As it is written, `# (1)`, with the blanks before it. */
  readonly written: string
}

/** Code without its marks, and those by line, counted from 1. */
export interface NotedCode {
  readonly code: string
  readonly notes: ReadonlyMap<number, CodeNote>
}

/** Signs that begin a comment in few languages, and mean something else in others. */
const SIGNS: readonly (readonly [sign: string, languages: ReadonlySet<string>])[] = [
  ['%', new Set('tex latex matlab octave erlang erl prolog postscript'.split(' '))],
  [
    ';',
    new Set('lisp elisp emacs-lisp clojure clj scheme scm racket ini asm x86asm nasm armasm autohotkey ahk'.split(' ')),
  ],
  ["'", new Set('vb vbnet vba vbs vbscript basic'.split(' '))],
  ['!', new Set('fortran f90 f95'.split(' '))],
  ['--', new Set('sql pgsql mysql haskell hs lua ada elm vhdl applescript'.split(' '))],
  ['REM', new Set('basic bat cmd dos'.split(' '))],
]
/** Where `//` divides. */
const DIVIDES = new Set('python py python3 julia jl lua perl pl'.split(' '))

const END =
  /(?:^|(?<=[^ \t]))[ \t]*(?:(#|\/\/|--|%|;|'|!|REM)[ \t]*\((\d{1,2})\)|(?:<!--|\/\*|\(\*|\{-)[ \t]*\((\d{1,2})\)[ \t]*(?:-->|\*\/|\*\)|-\}))[ \t]*$/

/**
 * Reads the marks of annotated code, each a comment of its own at the end of a line:
 *
 *     print(total)  # (1)        return total; // (2)        <p>Text</p> <!-- (3) -->
 *
 * undefined where there are none.
 */
export function readNotes(code: string, language: string): NotedCode | undefined {
  if (!/\(\d{1,2}\)/.test(code)) return undefined
  const name = language.toLowerCase()
  const notes = new Map<number, CodeNote>()
  const lines = code.split('\n').map((line, i) => {
    const match = line.includes('(') ? END.exec(line) : null
    if (!match || !begins(match[1], match[0], name)) return line
    notes.set(i + 1, { number: Number(match[2] ?? match[3]), written: match[0] })
    return line.slice(0, match.index)
  })
  return notes.size > 0 ? { code: lines.join('\n'), notes } : undefined
}

/** Whether a sign begins a comment there. */
function begins(sign: string | undefined, written: string, language: string): boolean {
  if (sign === undefined) return true
  if (sign === '//' && DIVIDES.has(language)) return false
  const only = SIGNS.find(([some]) => some === sign)
  if (only && !only[1].has(language)) return false
  // Behind code stands a blank.
  return /^[ \t]/.test(written) || sign === '#' || sign === '//' || sign === '--'
}
