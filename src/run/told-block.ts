import type { RunValue } from '../results/page-results.ts'

/** What a program says of a block, read with care: the program is another one, and the code that it ran anything. */
export interface ToldBlock {
  readonly output: string
  readonly error: ToldError | undefined
  readonly value: RunValue | undefined
  readonly figures: readonly ToldFigure[]
  /** Files that were read and folders that were listed, by their paths from the folder of the run. */
  readonly read: readonly string[]
  readonly listed: readonly string[]
  readonly packages: Readonly<Record<string, string>>
}

/** Names of pictures in the folder of figures. */
export interface ToldFigure {
  readonly light: string
  /** The same for dark pages. */
  readonly dark: string | undefined
  /** Its pixels for a pixel of the page. */
  readonly density: number
}

/** An exception. */
export interface ToldError {
  readonly name: string
  readonly text: string
  /** From the outermost to the innermost, of the author's own code. */
  readonly frames: readonly CallFrame[]
  /** The module that was not found. */
  readonly module: string | undefined
  /** The file that was not found, by its path from the folder of the run. */
  readonly missing: string | undefined
}

/** A line in which a call was going on. */
export interface CallFrame {
  /** Number of a block from 1, or the path of a file. */
  readonly where: number | string
  readonly line: number
}

/** Pictures of which one is named as another with `-dark` behind it are one figure: `areas.svg` and `areas-dark.svg`. */
export function pairsOf(figures: readonly ToldFigure[]): readonly ToldFigure[] {
  const names = new Set(figures.map(({ light }) => light))
  const lightOf = (name: string): string => name.replace(/-dark(\.\w+)$/, '$1')
  return figures.flatMap(({ light, dark, density }) => {
    if (lightOf(light) !== light && names.has(lightOf(light))) return []
    const other = light.replace(/(\.\w+)$/, '-dark$1')
    return [{ light, dark: dark ?? (names.has(other) ? other : undefined), density }]
  })
}

/** Reads what was said of a block. */
export function readTold(output: string, data: unknown): ToldBlock {
  const told = recordOf(data)
  const value = told.value === undefined ? undefined : recordOf(told.value)
  const status = typeof told.status === 'number' ? told.status : 0
  return {
    output,
    error: told.error !== undefined ? errorOf(recordOf(told.error)) : status === 0 ? undefined : exitOf(status),
    value: value && {
      text: String(value.text ?? ''),
      html: typeof value.html === 'string' ? value.html : undefined,
      formula: typeof value.latex === 'string' ? value.latex : undefined,
    },
    figures: pairsOf(
      listOf(told.figures).map((item) => {
        const { light, dark, density } = recordOf(item)
        return {
          light: String(light),
          dark: typeof dark === 'string' ? dark : undefined,
          density: typeof density === 'number' && density > 0 ? density : 1,
        }
      }),
    ),
    read: listOf(told.read).map(String),
    listed: listOf(told.listed).map(String),
    packages: Object.fromEntries(
      Object.entries(recordOf(told.packages)).map(([name, version]) => [name, String(version)]),
    ),
  }
}

const exitOf = (status: number): ToldError => ({
  name: 'exit',
  text: `exit status ${status}`,
  frames: [],
  module: undefined,
  missing: undefined,
})

function errorOf({ name, text, frames, module, missing }: Readonly<Record<string, unknown>>): ToldError {
  return {
    name: String(name),
    text: String(text),
    frames: listOf(frames).map((item) => {
      const { file, line } = recordOf(item)
      const block = /^<block (\d+)>$/.exec(String(file))?.[1]
      return { where: block === undefined ? String(file) : Number(block), line: Number(line) || 1 }
    }),
    module: typeof module === 'string' ? module : undefined,
    missing: typeof missing === 'string' && !missing.startsWith('..') ? missing : undefined,
  }
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
