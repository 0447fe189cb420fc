import fs from 'node:fs'
import path from 'node:path'
import { type BuildRequest, type BuildResult, build } from '../build/build.ts'
import { createStopwatch } from '../build/stopwatch.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { nodeStore } from '../files/store.ts'
import { openSession } from '../open-session.ts'
import { accept } from './accept.ts'
import type { OptionValues } from './arguments.ts'
import { wrongFolder } from './courses.ts'
import { otherProgram } from './other-program.ts'
import { progressBar } from './progress.ts'
import { formats, tell } from './tell.ts'
import { processClocks } from './timings.ts'
import { version } from './version.ts'

/** `lectern build`, `lectern check`, and `lectern merge`, which is a build that knows what `shards` compiled. */
export async function buildCommand(
  command: 'build' | 'check',
  folder: string,
  values: OptionValues,
  shards?: readonly string[],
): Promise<0 | 1 | 2> {
  const root = path.resolve(folder)
  const kind = fs.statSync(root, { throwIfNoEntry: false })
  if (!kind?.isDirectory()) {
    const fault = kind
      ? `\`${folder}\` is a file, and \`lectern ${command}\` takes the folder of a course: \`lectern ${command}\` in it, or \`lectern ${command} my-course\`.`
      : `There is no folder \`${folder}\`.`
    process.stderr.write(`lectern: ${fault}\n`)
    return 2
  }
  const written = values.text('format') ?? 'pretty'
  const format = formats.find((name) => name === written)
  if (!format) {
    const hint = didYouMean(written, formats) ?? `The formats are ${formats.join(', ')}.`
    process.stderr.write(`lectern: There is no format \`${written}\`. ${hint}\n`)
    return 2
  }
  if (values.flag('translations')) {
    const { checkTranslations } = await import('./check-translations.ts')
    const config = settingsPath(root, values.text('config'))
    return checkTranslations(root, { config, format, strict: values.flag('strict') })
  }
  const threads = values.text('threads')
  if (threads !== undefined && !/^[1-9]\d?$/.test(threads)) {
    process.stderr.write(`lectern: \`--threads\` takes a number from 1 to 99, not \`${threads}\`.\n`)
    return 2
  }
  const quiet = values.flag('quiet')
  const note = format === 'pretty' && !quiet ? (wrongFolder(command, folder) ?? (await otherProgram(root))) : undefined
  if (note !== undefined) process.stderr.write(`lectern: ${note}\n`)
  const part = values.text('shard')
  const shard = part === undefined ? undefined : shardOf(part)
  if (part !== undefined && !shard) {
    process.stderr.write(`lectern: \`--shard\` takes a part and their number, as in \`2/8\`, not \`${part}\`.\n`)
    return 2
  }
  if (shards?.length === 0) {
    process.stderr.write('lectern: Name the folders of the shards: `lectern merge shards/*`.\n')
    return 2
  }
  const stopwatch = values.flag('timings') ? createStopwatch(processClocks) : undefined
  const { session, startWorkers } = openSession(root, version, {
    ownsProcess: true,
    analysesOnly: command === 'check',
    ...(stopwatch ? { time: stopwatch.time } : {}),
  })
  for (const from of shards ?? []) {
    const { absorbShard } = await import('../build/shard.ts')
    const fault = absorbShard(session, nodeStore(path.resolve(from)), from)
    if (fault === undefined) continue
    process.stderr.write(`lectern: ${fault} Compile it anew with \`lectern build --shard\`.\n`)
    return 2
  }
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
    threads: threads === undefined ? undefined : Number(threads),
  }
  const run = (changed?: readonly string[]): BuildResult => {
    const bar = progressBar(process.stderr, quiet)
    const onWait = (): void => {
      bar.clear()
      if (!quiet) process.stderr.write('note: Another build writes to the output folder; this one waits for it.\n')
    }
    const own = { ...(changed ? { changed } : {}), onProgress: bar.show, onWait }
    const result = build(session, { ...request, ...own }, startWorkers)
    bar.clear()
    return result
  }
  const show = (result: BuildResult, started: number): void =>
    tell(session, result, {
      format,
      command: shard ? 'shard' : command,
      folder,
      root,
      milliseconds: performance.now() - started,
      quiet,
      all: values.flag('all'),
      timings: stopwatch?.take(),
    })
  const once = (changed?: readonly string[], onlyNews = false): BuildResult => {
    const started = performance.now()
    const result = run(changed)
    if (!onlyNews || result.written.length + result.removed.length > 0) show(result, started)
    return result
  }
  if (values.flag('dry-run') && !values.flag('fix')) {
    process.stderr.write('lectern: `--dry-run` needs `--fix`.\n')
    return 2
  }
  if (values.flag('fix') || values.flag('external') || values.flag('run')) {
    const { checkFurther } = await import('./check-further.ts')
    return exitCode(await checkFurther({ session, values, request, root, run, show }))
  }
  if (shard) {
    const { compileShard } = await import('../build/shard.ts')
    const started = performance.now()
    const result = compileShard(session, request, shard)
    show(result, started)
    return exitCode(result)
  }
  if (values.flag('accept')) return accept(session, run(), { quiet })
  const result = once()
  if (values.flag('watch')) {
    const { watch } = await import('./watch.ts')
    return watch(root, session, result, once)
  }
  return exitCode(result)
}

/** `2/8` */
function shardOf(written: string): { readonly index: number; readonly count: number } | undefined {
  const [, index = '', count = ''] = /^(\d{1,4})\/(\d{1,4})$/.exec(written) ?? []
  const shard = { index: Number(index), count: Number(count) }
  return shard.index >= 1 && shard.index <= shard.count ? shard : undefined
}

const exitCode = ({ fault }: BuildResult): 0 | 1 | 2 => (fault === 'settings' ? 2 : fault === 'site' ? 1 : 0)

/** `--config` from where one stands; the site's own file is found from its root. */
export function settingsPath(root: string, written: string | undefined): string | undefined {
  if (written === undefined) return undefined
  const fromHere = path.relative(root, path.resolve(written)).split(path.sep).join('/')
  return fromHere.startsWith('../') || !fs.existsSync(path.resolve(written)) ? written : fromHere
}
