import { availableParallelism } from 'node:os'
import path from 'node:path'
import { prepareBuild } from '../build/large-site.ts'
import { loadCache } from '../build/persist.ts'
import { createSiteBuild, type SiteBuild } from '../build/site-build.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { openSession } from '../open-session.ts'
import { pagesWithCode, removeOrphans, runSite } from '../run/run-site.ts'
import { versionNotes } from '../run/versions.ts'
import type { OptionValues } from './arguments.ts'
import { settingsPath } from './build-command.ts'
import { pageMatcher, pageName, siteAndPages } from './named-pages.ts'
import { progressBar } from './progress.ts'
import { formats, tell } from './tell.ts'
import { version } from './version.ts'

/** `lectern run`: the only command that runs code of pages. */
export async function runCommand(words: readonly string[], values: OptionValues): Promise<0 | 1 | 2> {
  const wrong = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  const started = performance.now()
  const written = values.text('format') ?? 'pretty'
  const format = formats.find((name) => name === written)
  if (!format) return wrong(`There is no format \`${written}\`. The formats are ${formats.join(', ')}.`)
  const threads = values.text('threads')
  if (threads !== undefined && !/^[1-9]\d?$/.test(threads))
    return wrong(`\`--threads\` takes a number from 1 to 99, not \`${threads}\`.`)
  const [folder, names] = siteAndPages(words)
  const root = path.resolve(folder)
  const quiet = values.flag('quiet')
  const { session } = openSession(root, version, { ownsProcess: true })
  loadCache(session)
  const siteBuild = createSiteBuild(session, { config: settingsPath(root, values.text('config')), drafts: true })
  const { settings, files } = siteBuild.input()
  const telling = { format, folder, root, quiet, all: true, command: 'run' as const }
  const faults = siteBuild.report(siteBuild.faults().input, [], values.flag('strict'))
  const finish = (diagnostics: readonly Diagnostic[], summary: string, notes: readonly string[] = []): 0 | 1 | 2 => {
    const report = siteBuild.report(diagnostics, [], values.flag('strict'))
    const result = { ...report, notes, pages: files.pages.length }
    tell(session, result, { ...telling, milliseconds: performance.now() - started, summary })
    return report.fault === 'none' ? 0 : report.fault === 'settings' ? 2 : 1
  }
  if (faults.fault === 'settings') return finish(siteBuild.faults().input, 'nothing was run')
  if (settings.safe && !values.flag('trust'))
    return wrong(
      'This site has `safe: true`, so its authors are not trusted, and running pages runs their code on this machine. Read it first; `--trust` runs it.',
    )
  prepareBuild(files.pages.length, true, session)
  const named = pagesNamed(siteBuild, names)
  if (typeof named === 'string') return wrong(named)
  const check = values.flag('check')
  const everything = values.flag('all') || check || names.length > 0
  const known = everything ? [] : pagesWithCode(siteBuild)
  const wanted = everything ? named : known.filter(({ isStale }) => isStale).map(({ path }) => path)
  if (wanted.length === 0) {
    const paths = known.map(({ path }) => path)
    const removed = check ? [] : removeOrphans(siteBuild, paths)
    const what =
      known.length === 0
        ? 'no page has code that runs'
        : `nothing to run: the results of ${pagesText(known.length)} are those of their code`
    return finish([], [what, ...removedText(removed)].join('; '), await versionNotes(siteBuild, paths, root))
  }
  // What it started ends with it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const bar = progressBar(process.stderr, quiet || format !== 'pretty')
  const run = await runSite(siteBuild, {
    root,
    pages: wanted,
    check,
    threads: threads === undefined ? availableParallelism() : Number(threads),
    onPage: (done, total) => bar.show({ step: 'run', done, total }),
  })
  bar.clear()
  const without = names.find((name) => !run.withCode.some(pageMatcher(name, settings.content)))
  if (without !== undefined) return wrong(`\`${without}\` has no code that runs.`)
  if (run.withCode.length === 0 && check) return finish([], 'no page has code that runs')
  const withCode = everything ? run.withCode : known.map(({ path }) => path)
  const removed = check || names.length > 0 ? [] : removeOrphans(siteBuild, withCode)
  const parts = check
    ? [`${pagesText(run.same.length)} gave what is kept`, ...countOf(run.changed, 'gave something else')]
    : [
        `${pagesText(run.changed.length + run.same.length)} run`,
        ...countOf(run.same, 'gave what was kept'),
        ...removedText(removed),
      ]
  return finish(run.diagnostics, [...parts, ...countOf(run.failed, 'could not be run')].join(', '))
}

const pagesText = (count: number): string => `${count} page${count === 1 ? '' : 's'}`
const countOf = (pages: readonly string[], what: string): readonly string[] =>
  pages.length ? [`${pages.length} ${what}`] : []
const removedText = (removed: readonly string[]): readonly string[] =>
  removed.length
    ? [`removed ${removed.length === 1 ? removed[0] : `${removed.length} files`} of pages without code`]
    : []

/** The pages of some names: `basic/loops`, with or without its ending or the folder of pages, or a folder of pages; without names, all. */
function pagesNamed(siteBuild: SiteBuild, names: readonly string[]): readonly string[] | string {
  const { files, settings } = siteBuild.input()
  if (names.length === 0) return files.pages
  const meant = new Set<string>()
  for (const written of names) {
    const found = files.pages.filter(pageMatcher(written, settings.content))
    if (found.length === 0)
      return `There is no page \`${written}\`. ${
        didYouMean(
          written,
          files.pages.map((page) => pageName(page, settings.content)),
        ) ?? 'Name it by its path in the folder of pages, as in `basic/loops`.'
      }`
    for (const page of found) meant.add(page)
  }
  return files.pages.filter((page) => meant.has(page))
}
