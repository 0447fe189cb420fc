import { below, isWithin } from '../files/paths.ts'

/** What running a page gave, as it is kept in `runs/`: plain data, one value a line, so that a difference can be read. */
export interface PageResults {
  /** Versions by language. */
  readonly engines: Readonly<Record<string, string>>
  /** Versions of the packages that its code imports. */
  readonly packages: Readonly<Record<string, string>>
  readonly blocks: readonly CodeResult[]
}

/** What one block gave. */
export interface CodeResult {
  readonly key: string
  /** What was printed. */
  readonly output: string
  readonly error: RaisedError | undefined
  /** The value of the last line, where it was wanted. */
  readonly value: RunValue | undefined
  readonly figures: readonly RunFigure[]
  /**
   * Files of the site that it read first, with their digests: '' for one that was not there. A path that ends in a slash is a folder
   * whose names were asked for.
   */
  readonly read: Readonly<Record<string, string>>
}

/** An exception. */
export interface RaisedError {
  readonly name: string
  /** As Python prints it: name and message. */
  readonly text: string
}

/** A value: as text and, where it says how, as HTML or as a formula of TeX. */
export interface RunValue {
  readonly text: string
  readonly html: string | undefined
  readonly formula: string | undefined
}

/** A picture that code made: files beside the results. Sizes are in CSS pixels. */
export interface RunFigure {
  readonly file: string
  /** The same for dark pages; undefined where the other serves both. */
  readonly dark: string | undefined
  readonly width: number
  readonly height: number
}

/** The folder of results, from the site's root. */
export const RESULTS_FOLDER = 'runs'

/** Where the results of a page are kept. */
export const resultsPath = (page: string, content: string): string => `${RESULTS_FOLDER}/${nameOf(page, content)}.json`

/** The folder of its pictures. */
export const picturesFolder = (page: string, content: string): string => `${RESULTS_FOLDER}/${nameOf(page, content)}`

const nameOf = (page: string, content: string): string =>
  (isWithin(page, content) ? below(page, content) : page).replace(/\.[^./]*$/, '')

/** Grows when the form of the file changes. */
const FORM = 1

/** The text of a file of results. */
export function formatResults(page: string, { engines, packages, blocks }: PageResults): string {
  const printed = {
    lectern: `run ${FORM}`,
    page,
    engines: sorted(engines),
    packages: sorted(packages),
    blocks: blocks.map(({ key, output, error, value, figures, read }) => ({
      key,
      ...(output === '' ? {} : { output: output.split('\n') }),
      ...(error ? { error } : {}),
      ...(value
        ? {
            value: {
              text: value.text.split('\n'),
              ...(value.html ? { html: value.html.split('\n') } : {}),
              ...(value.formula ? { formula: value.formula.split('\n') } : {}),
            },
          }
        : {}),
      ...(figures.length ? { figures } : {}),
      ...(Object.keys(read).length ? { read: sorted(read) } : {}),
    })),
  }
  return `${JSON.stringify(printed, undefined, 1)}\n`
}

const sorted = (record: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Why a file of results cannot be used, and where in it that is seen. */
export interface BadResults {
  readonly reason: 'conflict' | 'broken' | 'version'
  readonly offset: number
}

/** Reads a file of results. */
export function parseResults(text: string): PageResults | BadResults {
  const conflict = /^(?:<{7}|={7}|>{7})/m.exec(text)
  if (conflict) return { reason: 'conflict', offset: conflict.index }
  const broken: BadResults = { reason: 'broken', offset: Math.max(0, text.trimEnd().length - 1) }
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return broken
  }
  if (!isRecord(data)) return broken
  if (typeof data.lectern !== 'string') return broken
  if (data.lectern !== `run ${FORM}`) return { reason: 'version', offset: Math.max(0, text.indexOf(data.lectern)) }
  const blocks = Array.isArray(data.blocks) ? data.blocks.map(readBlock) : [undefined]
  if (!blocks.every((block) => block !== undefined)) return broken
  return { engines: texts(data.engines), packages: texts(data.packages), blocks }
}

function readBlock(data: unknown): CodeResult | undefined {
  if (!isRecord(data) || typeof data.key !== 'string') return undefined
  const figures = Array.isArray(data.figures) ? data.figures.map(readFigure) : []
  if (!figures.every((figure) => figure !== undefined)) return undefined
  const { error, value } = data
  return {
    key: data.key,
    output: lines(data.output),
    error: isRecord(error) ? { name: String(error.name), text: plain(String(error.text)) } : undefined,
    value: isRecord(value)
      ? {
          text: lines(value.text),
          html: value.html === undefined ? undefined : lines(value.html),
          formula: value.formula === undefined ? undefined : lines(value.formula),
        }
      : undefined,
    figures,
    read: texts(data.read),
  }
}

function readFigure(data: unknown): RunFigure | undefined {
  if (!isRecord(data) || !isPictureName(data.file)) return undefined
  if (data.dark !== undefined && !isPictureName(data.dark)) return undefined
  if (typeof data.width !== 'number' || typeof data.height !== 'number') return undefined
  return { file: data.file, dark: data.dark, width: data.width, height: data.height }
}

/** Pictures lie beside the results, and nowhere else. */
const isPictureName = (name: unknown): name is string =>
  typeof name === 'string' && /^[\w-]+\.(?:svg|png|jpg|gif|webp)$/.test(name)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const texts = (value: unknown): Readonly<Record<string, string>> =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)])) : {}

const lines = (value: unknown): string => (Array.isArray(value) ? plain(value.map(String).join('\n')) : '')

/** Text of a page holds no NUL: what depends on other pages is marked with it. */
const plain = (text: string): string => text.replaceAll('\0', '\ufffd')
