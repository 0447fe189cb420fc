import fs from 'node:fs'
import path from 'node:path'
import type { BuildResult } from '../build/build.ts'
import { type Session, textOf } from '../build/session.ts'
import type { StageTime } from '../build/stopwatch.ts'
import { codeTable, countText } from '../diagnostics/counts.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { visible } from '../diagnostics/frame.ts'
import { githubCommands, githubSummary } from '../diagnostics/github.ts'
import { jsonReport } from '../diagnostics/json.ts'
import { type LocatedSpan, locateAll } from '../diagnostics/located.ts'
import { plainColours, prettyAll, type TextOf, terminalColours } from '../diagnostics/pretty.ts'
import { sarifReport } from '../diagnostics/sarif.ts'
import { causesOf } from './causes/causes.ts'
import { folded, unfolded } from './folded.ts'
import { timingsJson, timingsTable } from './timings.ts'
import { version } from './version.ts'

/** How diagnostics are told. */
export const formats = ['pretty', 'json', 'github', 'sarif'] as const
export type Format = (typeof formats)[number]

/** What telling depends on beside the result. */
export interface Telling {
  readonly format: Format
  readonly command: 'build' | 'check' | 'shard' | 'run'
  /** The site's folder, as written and in full. */
  readonly folder: string
  readonly root: string
  readonly milliseconds: number
  readonly quiet: boolean
  /** Each diagnostic is shown, however often it is told. */
  readonly all: boolean
  /** How long the stages took, where that is wanted. */
  readonly timings?: readonly StageTime[] | undefined
  /** What was done, where it is no build. */
  readonly summary?: string
}

/** What is told of. */
export type Told = Pick<BuildResult, 'diagnostics' | 'notes' | 'pages'> &
  Partial<Pick<BuildResult, 'written' | 'removed' | 'unchanged' | 'output' | 'settings' | 'accepted' | 'gone'>>

/**
 * Prints diagnostics and the summary. `json` and `sarif` are for programs: standard output holds nothing else. `github`
 * prints the commands that a workflow understands, and adds the whole list to the summary of the step.
 */
export function tell(session: Session, result: Told, telling: Telling): void {
  const { format, folder, root, quiet, timings } = telling
  const text = textOf(session)
  if (!quiet) for (const note of result.notes) process.stderr.write(`note: ${note}\n`)
  if (timings && format !== 'json') process.stderr.write(timingsTable(timings))
  if (format === 'pretty') {
    const colours = process.stderr.isTTY && !process.env.NO_COLOR ? terminalColours : plainColours
    const { shown, equal, others } = telling.all ? unfolded(result.diagnostics) : folded(result.diagnostics)
    const printed = prettyAll(shown, text, colours)
    for (const [i, item] of shown.entries())
      process.stderr.write(`${printed[i]}${alsoAt(equal.get(item) ?? [], text)}\n\n`)
    if (others > 0) process.stderr.write(`… and ${others} more of these kinds; \`--all\` shows each.\n\n`)
    if (!quiet) process.stderr.write(`${codeTable(result.diagnostics)}${causeList(session, result)}`)
    if (!quiet && telling.command === 'check' && result.gone)
      process.stderr.write(
        `note: ${result.gone} accepted ${result.gone === 1 ? 'fault is' : 'faults are'} gone; \`lectern check --accept\` takes ${result.gone === 1 ? 'it' : 'them'} out.\n`,
      )
    if (!quiet) process.stdout.write(`${summary(result, telling)}\n`)
    return
  }
  const located = locateAll(result.diagnostics, text)
  if (format === 'json')
    process.stdout.write(
      jsonReport(located, {
        generator: `Lectern ${version}`,
        version,
        folder,
        pages: result.pages,
        ...(result.accepted?.length ? { accepted: result.accepted.length } : {}),
        ...(timings ? { timings: timingsJson(timings) } : {}),
      }),
    )
  else if (format === 'sarif') process.stdout.write(sarifReport(located, { version }, repositoryPrefix(root)))
  else {
    process.stdout.write(githubCommands(located, repositoryPrefix(root)))
    const file = process.env.GITHUB_STEP_SUMMARY
    if (file) fs.appendFileSync(file, githubSummary(located, result.pages))
    if (!quiet) process.stdout.write(`${summary(result, telling)}\n`)
  }
}

/** How many places of the same message are named. */
const PLACES = 10

/** Where else the same is told. */
function alsoAt(others: readonly Diagnostic[], text: TextOf): string {
  if (others.length === 0) return ''
  const places = locateAll(others.slice(0, PLACES), text).flatMap(({ place }) => (place ? [placeText(place)] : []))
  const rest = others.length > PLACES ? ', …' : ''
  return `\n    and ${others.length} more (\`--all\` shows each): ${places.join(', ')}${rest}`
}

const placeText = ({ path, region }: LocatedSpan): string =>
  region ? `${visible(path)}:${region.line}` : visible(path)

/** Files that are looked through for causes; a site in a folder of many others has enough of its own among them. */
const isForeign = (output: string) => (at: string) => at === output || /(?:^|\/)(?:node_modules|\.[^/]*)$/.test(at)

/** What explains most of it, as a list. */
function causeList(session: Session, { diagnostics, settings }: Told): string {
  if (!settings || diagnostics.length === 0) return ''
  const files = session.site.list('', isForeign(settings.output))
  const causes = causesOf({ diagnostics, files, settings })
  return causes.length === 0 ? '' : `\nWhat explains most of it:\n${causes.map((text) => `  - ${text}\n`).join('')}\n`
}

/** The path from the repository's root, which a workflow names, to the site, with a slash behind it. */
function repositoryPrefix(root: string): string {
  const inside = path
    .relative(process.env.GITHUB_WORKSPACE || '', root)
    .split(path.sep)
    .join('/')
  return inside === '' || inside.startsWith('..') || path.isAbsolute(inside) ? '' : `${inside}/`
}

function summary(told: Told, { command, milliseconds, root, summary: done }: Telling): string {
  const result = { written: [], removed: [], unchanged: 0, output: '', ...told }
  const time = milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
  const pages = `${result.pages} page${result.pages === 1 ? '' : 's'}`
  const known = result.accepted?.length ? `, ${result.accepted.length} accepted` : ''
  const faults = `${result.diagnostics.length ? `, ${countText(result.diagnostics)}` : ''}${known}`
  if (done !== undefined) return `${done} in ${time}${faults}`
  if (command === 'check') return `${pages} checked in ${time}${faults}`
  if (command === 'shard')
    return `${pages} compiled in ${time}${faults}; merge what is in .lectern with \`lectern merge\``
  const wrote = result.written.length + result.removed.length + result.unchanged > 0
  const whole = path.resolve(root, result.output)
  const near = path.relative('', whole) || result.output
  const output = near.length > whole.length ? whole : near
  if (!wrote) return `${pages} in ${time}${faults}; nothing was written to ${output}`
  const changes = [
    `${result.written.length} written`,
    ...(result.removed.length ? [`${result.removed.length} removed`] : []),
    `${result.unchanged} unchanged`,
  ]
  return `${pages} in ${time}${faults}; files in ${output}: ${changes.join(', ')}`
}
