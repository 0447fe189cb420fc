import type { Settings, SettingsOverrides } from '../config/settings.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Ignore } from '../diagnostics/ignores.ts'
import type { DiagnosticReport, Fault } from '../diagnostics/report.ts'
import { once } from '../files/once.ts'
import { dropUnsettled } from '../output/stamps.ts'
import { type WriteReport, writeOutput } from '../output/write.ts'
import type { ExternalLink } from '../page/document.ts'
import { prepareBuild, releasePages } from './large-site.ts'
import { loadCache, saveCache } from './persist.ts'
import type { Progress } from './progress.ts'
import { outputStateOf, type Session } from './session.ts'
import { createSiteBuild } from './site-build.ts'
import { recallOrMake } from './snapshot-or-make.ts'
import type { StartWorkers } from './worker-pool.ts'

/** What a caller wants of one build. */
export interface BuildRequest extends SettingsOverrides {
  /** Only analyse: write nothing. */
  readonly check?: boolean
  /** Write what can be written though there are errors. */
  readonly keepGoing?: boolean
  /** Warnings count as errors. */
  readonly strict?: boolean
  /** Paths that changed since the last build of the session; all files are read again where this is not given. */
  readonly changed?: readonly string[]
  /** How many threads may work on a large site; as many as the machine can run by default. */
  readonly threads?: number | undefined
  readonly onProgress?: (progress: Progress) => void
  /** Called where another process is writing to the output folder: the build waits for it. */
  readonly onWait?: () => void
}

/** What a build did, as those who call Lectern are told. */
export interface BuildSummary {
  /** Sorted by place, with the site's rules applied. */
  readonly diagnostics: readonly Diagnostic[]
  /** Those that the site's author accepted: they are not among the others. */
  readonly accepted: readonly Diagnostic[]
  /** How many accepted faults were not found any more. */
  readonly gone: number
  /** `settings` where settings or output folder are wrong, `site` where pages are. With `strict`, warnings count. */
  readonly fault: Fault
  readonly pages: number
  /** Sources of the pages that were compiled, and of those that were linked, in this build. */
  readonly compiled: readonly string[]
  readonly linked: readonly string[]
  /** Paths below the output folder. */
  readonly written: readonly string[]
  readonly removed: readonly string[]
  readonly unchanged: number
  /** What else is worth saying; nothing is wrong. */
  readonly notes: readonly string[]
  /** Links to other hosts, which a build never asks. */
  readonly externals: readonly ExternalLink[]
  /** Path of the output folder as messages name it. */
  readonly output: string
}

/** What a build did, and with which settings. */
export interface BuildResult extends BuildSummary {
  readonly settings: Settings
  /** What authors want not to be told. */
  readonly ignores: readonly Ignore[]
}

/**
 * Builds a site. The whole program in a page:
 *
 *     read ─▶ make: compile each page ─▶ index ─▶ link each page ─▶ lay out, publish, plan ─▶ write ─▶ save for later
 *
 * Where nothing changed, what was made is recalled as a whole: see snapshot-or-make.ts.
 */
export function build(session: Session, request: BuildRequest = {}, startWorkers?: StartWorkers): BuildResult {
  const { time } = session
  session.inputs.forget(request.changed)
  const notes = time('restore', () => loadCache(session))
  const siteBuild = time('read', () => createSiteBuild(session, request))
  const { settings, output, files } = siteBuild.input()
  prepareBuild(files.pages.length, request.check === true, session)
  const made = recallOrMake(siteBuild, { ...request, startWorkers })
  const found = [...siteBuild.faults().input, ...made.diagnostics]
  const report = (more: readonly Diagnostic[] = []): DiagnosticReport =>
    siteBuild.report([...found, ...more], made.ignores, request.strict)
  const before = report()
  const writes = !request.check && (before.fault === 'none' || (before.fault === 'site' && request.keepGoing === true))
  const state = outputStateOf(session, output.files.name)
  const known = state.stamps.size
  const saving = once(() => time('save', () => saveCache(session)))
  let written: WriteReport = NOTHING_WRITTEN
  try {
    if (writes) {
      let done = 0
      written = time('write', () =>
        writeOutput(
          output.files,
          made.plan,
          { stamps: state.stamps, keep: made.failed },
          {
            shareWrites: made.workers?.shareWrites,
            // Where there are workers, there is something new to be saved.
            ...(request.changed ? {} : { meanwhile: saving }),
            onFile: () => request.onProgress?.({ step: 'write', done: ++done, total: made.plan.size }),
            ...(request.onWait ? { onWait: request.onWait } : {}),
          },
        ),
      )
    }
  } finally {
    // Whatever a caller of the API throws: the workers' outputs go with them.
    made.workers?.end()
  }
  if (writes && written.diagnostics.length === 0) releasePages(session)
  const news = [made.compiled, made.linked, made.laidOut, written.written, written.removed]
  // Files whose stamps were not known yet, such as those that were written in the last moment of an earlier build.
  const learned = Math.max(session.inputs.fileStats.learned(), state.stamps.size - known)
  // What was made anew, though all of it as it was, is recalled the next time.
  const hasNews = !made.isRecalled || news.some((list) => list.length > 0) || learned > made.pages / 20
  const settle = (): void => dropUnsettled(output.files, state.stamps, written.written)
  if (!request.check && !request.changed && hasNews) {
    made.complete()
    saving()?.(settle)
  }
  settle()
  session.cache?.release()
  session.state.knownWords = undefined
  return {
    ...(written.diagnostics.length > 0 ? report(written.diagnostics) : before),
    pages: made.pages,
    compiled: made.compiled,
    linked: made.linked,
    written: written.written,
    removed: written.removed,
    unchanged: written.unchanged,
    notes: [...notes, ...(session.cache?.notes() ?? []), ...draftsOnly(files.pages.length, made.pages)],
    settings,
    externals: made.externals,
    ignores: made.ignores,
    output: settings.output,
  }
}

/** What to say of a site without pages though there are files of some: a beginner’s first page may be a draft. */
const draftsOnly = (files: number, pages: number): readonly string[] =>
  pages > 0 || files === 0
    ? []
    : [
        `${files === 1 ? 'Its only page is a draft' : `All of its ${files} pages are drafts`}: \`--drafts\` builds drafts too.`,
      ]

const NOTHING_WRITTEN: WriteReport = { written: [], removed: [], unchanged: 0, diagnostics: [] }
