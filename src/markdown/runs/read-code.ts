import { DEFAULT_RUN, type EngineSetting } from '../../config/run-settings.ts'
import { runKey } from '../../results/runnable-block.ts'
import type { Compilation } from '../compilation.ts'
import type { CodeToRun, Showing } from './code-to-run.ts'

/** What the first lines of code say to those who run it. */
export interface Directives {
  readonly raises: string | undefined
  readonly isRun: boolean
  readonly wantsValue: boolean
  readonly showing: Showing
  /** How many lines they take. */
  readonly lines: number
}

const WORDS =
  /^[ \t]*(?:#|\/\/|--|%)[ \t]*(should-raise|no-run|hidden|hide-output|folded|fold-output|show-value)\b[ \t:]*(.*)$/

/**
 * Reads comments at the beginning of code:
 *
 *     # should-raise ValueError      # no-run      # hidden      # hide-output      # folded      # fold-output      # show-value
 */
export function readDirectives(code: string): Directives {
  const words = new Map<string, string>()
  let lines = 0
  for (let at = 0; at < code.length; lines++) {
    const end = code.indexOf('\n', at)
    const [, word, rest = ''] = WORDS.exec(code.slice(at, end < 0 ? undefined : end)) ?? []
    if (word === undefined) break
    words.set(word, rest.trim())
    at = end < 0 ? code.length : end + 1
  }
  const isHidden = words.has('hidden')
  return {
    raises: words.get('should-raise'),
    isRun: !words.has('no-run'),
    wantsValue: words.has('show-value'),
    showing: {
      hidesCode: isHidden,
      hidesOutput: isHidden || words.has('hide-output'),
      foldsCode: words.has('folded'),
      foldsOutput: words.has('fold-output'),
    },
    lines,
  }
}

/** Code without its first lines. */
export function withoutLines(code: string, lines: number): string {
  let at = 0
  for (let line = 0; line < lines; line++) {
    const end = code.indexOf('\n', at)
    if (end < 0) return ''
    at = end + 1
  }
  return code.slice(at)
}

/** The engine of a language; undefined where it does not run. */
export const engineOf = ({ settings }: Compilation, language: string): EngineSetting | undefined =>
  settings.run?.engines.find((engine) => engine.language === language)

/** The engine of `python` blocks, which run also where fences do not. */
export const pythonEngine = ({ settings }: Compilation): EngineSetting | undefined =>
  (settings.run ?? DEFAULT_RUN).engines.find(({ language }) => language === 'python')

/** Code as something that runs. */
export const codeToRun = ({ settings }: Compilation, code: Omit<CodeToRun, 'key'>): CodeToRun => ({
  ...code,
  key: runKey(code.engine, code.code, code.wantsValue, (settings.run ?? DEFAULT_RUN).seed),
})
