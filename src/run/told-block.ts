/** What a program says of a block, read with care: the program is another one, and the code that it ran anything. */
export interface ToldBlock {
  readonly output: string
  readonly error: ToldError | undefined
  readonly value: { readonly text: string; readonly html: string | undefined } | undefined
  /** Names of pictures in the folder of figures. */
  readonly figures: readonly { readonly light: string; readonly dark: string | undefined }[]
  /** Files that were read and folders that were listed, by their paths from the folder of the run. */
  readonly read: readonly string[]
  readonly listed: readonly string[]
  readonly packages: Readonly<Record<string, string>>
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

/** Reads what was said of a block. */
export function readTold(output: string, data: unknown): ToldBlock {
  const told = recordOf(data)
  const value = told.value === undefined ? undefined : recordOf(told.value)
  const status = typeof told.status === 'number' ? told.status : 0
  return {
    output,
    error: told.error !== undefined ? errorOf(recordOf(told.error)) : status === 0 ? undefined : exitOf(status),
    value: value && { text: String(value.text ?? ''), html: typeof value.html === 'string' ? value.html : undefined },
    figures: listOf(told.figures).map((item) => {
      const { light, dark } = recordOf(item)
      return { light: String(light), dark: typeof dark === 'string' ? dark : undefined }
    }),
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
