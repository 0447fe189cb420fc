import fs from 'node:fs'
import path from 'node:path'
import { type BuildRequest, type BuildResult, build } from '../build/build.ts'
import { type Session, textOf } from '../build/session.ts'
import { siteSession } from '../build/site-session.ts'
import { countText, plainColours, prettyAll, terminalColours } from '../diagnostics/pretty.ts'
import type { OptionValues } from './arguments.ts'
import { progressBar } from './progress.ts'
import { version } from './version.ts'

/** `lectern build` and `lectern check`. */
export async function buildCommand(
  command: 'build' | 'check',
  folder: string,
  values: OptionValues,
): Promise<0 | 1 | 2> {
  const root = path.resolve(folder)
  if (!fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    process.stderr.write(`lectern: There is no folder \`${folder}\`.\n`)
    return 2
  }
  const session = siteSession(root, version)
  const output = values.text('output')
  const request: BuildRequest = {
    check: command === 'check',
    // On the command line a folder is meant from where one stands, in the settings from the site.
    output: output === undefined ? undefined : path.resolve(output),
    config: settingsPath(root, values.text('config')),
    base: values.text('base'),
    portable: values.flag('portable') || undefined,
    drafts: values.flag('drafts'),
    strict: values.flag('strict'),
    keepGoing: values.flag('keep-going'),
  }
  const once = (changed?: readonly string[], onlyNews = false): BuildResult => {
    const started = performance.now()
    const bar = progressBar(process.stderr, values.flag('quiet'))
    const result = build(session, { ...request, ...(changed ? { changed } : {}), onProgress: bar.show })
    bar.clear()
    const isNews = result.written.length + result.removed.length > 0
    if (isNews || !onlyNews) tell(session, result, command, performance.now() - started, values.flag('quiet'))
    return result
  }
  const result = once()
  if (values.flag('watch')) {
    const { watch } = await import('./watch.ts')
    return watch(root, session, result, once)
  }
  return result.fault === 'settings' ? 2 : result.fault === 'site' ? 1 : 0
}

/** `--config` from where one stands; the site's own file is found from its root. */
export function settingsPath(root: string, written: string | undefined): string | undefined {
  if (written === undefined) return undefined
  const fromHere = path.relative(root, path.resolve(written)).split(path.sep).join('/')
  return fromHere.startsWith('../') || !fs.existsSync(path.resolve(written)) ? written : fromHere
}

/** Prints diagnostics to standard error and the summary to standard output. */
function tell(
  session: Session,
  result: BuildResult,
  command: 'build' | 'check',
  milliseconds: number,
  quiet: boolean,
): void {
  const text = textOf(session)
  const colours = process.stderr.isTTY && !process.env.NO_COLOR ? terminalColours : plainColours
  for (const item of prettyAll(result.diagnostics, text, colours)) process.stderr.write(`${item}\n\n`)
  if (!quiet) for (const note of result.notes) process.stderr.write(`note: ${note}\n`)
  if (!quiet) process.stdout.write(`${summary(result, command, milliseconds)}\n`)
}

function summary(result: BuildResult, command: 'build' | 'check', milliseconds: number): string {
  const time = milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
  const pages = `${result.pages} page${result.pages === 1 ? '' : 's'}`
  const faults = result.diagnostics.length ? `, ${countText(result.diagnostics)}` : ''
  if (command === 'check') return `${pages} checked in ${time}${faults}`
  const wrote = result.written.length + result.removed.length + result.unchanged > 0
  if (!wrote) return `${pages} in ${time}${faults}; nothing was written to ${result.output}`
  const changes = [
    `${result.written.length} written`,
    ...(result.removed.length ? [`${result.removed.length} removed`] : []),
    `${result.unchanged} unchanged`,
  ]
  return `${pages} in ${time}${faults}; files in ${path.relative('', path.resolve(result.output)) || result.output}: ${changes.join(', ')}`
}
