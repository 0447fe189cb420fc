import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { EngineSetting } from '../config/run-settings.ts'
import { packageFolder } from '../files/open-site.ts'
import type { RunnableBlock } from '../results/runnable-block.ts'
import type { ProcessRequest } from './run-process.ts'

/** How the blocks of a language are given to a program. */

/** Where a page runs. */
export interface RunPlace {
  /** The folder that the code sees: a copy of what the settings name, and nothing else of the site. */
  readonly folder: string
  /** Where programs and what they are told lie; the code has no business there. */
  readonly desk: string
  /** Where pictures are put. */
  readonly figures: string
  /** The site itself. */
  readonly site: string
  /** Numbers of addresses in memory that were printed, in the order in which they were. */
  readonly addresses: Map<string, number>
}

/** A program and what it is told: a part of a request. */
export type Launch = Pick<ProcessRequest, 'command' | 'args' | 'begin' | 'end'>

/** The programs that come with Lectern. */
export const runner = (name: string): string => path.join(packageFolder(), 'lib/runners', name)

/** Prepares the blocks of one language; each launch runs as many of them as `counts` says. */
export function launchesOf(
  engine: EngineSetting,
  blocks: readonly RunnableBlock[],
  place: RunPlace,
  seed: boolean,
): readonly { readonly launch: Launch; readonly count: number }[] {
  const token = randomBytes(12).toString('hex')
  const marks = { begin: `\0${token} `, end: '\0' }
  const write = (name: string, text: string): string => {
    const file = path.join(place.desk, name)
    fs.writeFileSync(file, text)
    return file
  }
  const { kind, command } = engine
  if (kind === 'python' || kind === 'javascript') {
    const job = {
      token,
      site: place.site,
      figures: place.figures,
      seed,
      blocks: blocks.map(({ code, wantsValue, raises }) => ({ code, value: wantsValue, raises: raises !== undefined })),
    }
    const name = kind === 'python' ? 'python.py' : 'node.cjs'
    const args = [...(kind === 'python' ? ['-X', 'utf8'] : []), runner(name), write('job.json', JSON.stringify(job))]
    return [{ launch: { command, args, ...marks }, count: blocks.length }]
  }
  if (kind === 'shell') {
    const lines = blocks.map(({ code }, i) => {
      const file = write(`block-${i + 1}.sh`, code.endsWith('\n') ? code : `${code}\n`)
      const folder = path.join(place.figures, `${i + 1}`)
      fs.mkdirSync(folder)
      const keep = `find ${quoted(place.figures)} -maxdepth 1 -type f -exec mv {} ${quoted(folder)} ';'`
      return `. ${quoted(file)}\nset -- "$?"\n${keep}\nprintf '\\000${token} {"status":%d}\\000' "$1"\n`
    })
    return [{ launch: { command, args: [write('page.sh', lines.join(''))], ...marks }, count: blocks.length }]
  }
  const [program = '', ...words] = command.trim().split(/\s+/)
  const launchOf = (file: string): Launch => ({
    command: program,
    args: words.map((word) => word.replaceAll('{file}', file)),
    begin: `[${token}]`,
    end: '\n',
  })
  const { mark } = engine
  if (mark === undefined)
    return blocks.map(({ code }, i) => ({
      launch: launchOf(write(`block-${i + 1}.${engine.language}`, code)),
      count: 1,
    }))
  const page = blocks.map(({ code }) => `${code.trimEnd()}\n${mark.replaceAll('{mark}', `[${token}]`)}\n`).join('')
  return [{ launch: launchOf(write(`page.${engine.language}`, page)), count: blocks.length }]
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
