import { readSettings } from '../config/read.ts'
import type { Settings, SettingsOverrides } from '../config/settings.ts'
import type { Code } from '../diagnostics/codes.ts'
import { applyRules, type Diagnostic, diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts'
import { applyIgnores, type Ignore } from '../diagnostics/ignores.ts'
import { once } from '../files/once.ts'
import { scanSite } from '../input/scan.ts'
import { overlapOf } from '../output/plan.ts'
import { dropUnsettled, type WriteReport, writeOutput } from '../output/write.ts'
import type { ExternalLink } from '../page/document.ts'
import { loadCache, saveCache } from './persist.ts'
import type { Progress } from './progress.ts'
import { outputStateOf, prepareBuild, releasePages, type Session } from './session.ts'
import { recallOrMake } from './snapshot-or-make.ts'
import { templateSources } from './stages/theme.ts'
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

/** What a build did. */
export interface BuildResult {
  /** Sorted by place, with the site's rules applied. */
  readonly diagnostics: readonly Diagnostic[]
  /** `settings` where settings or output folder are wrong, `site` where pages are. With `strict`, warnings count. */
  readonly fault: 'none' | 'site' | 'settings'
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
  readonly settings: Settings
  /** Links to other hosts, which a build never asks. */
  readonly externals: readonly ExternalLink[]
  /** What authors want not to be told. */
  readonly ignores: readonly Ignore[]
  /** Path of the output folder as messages name it. */
  readonly output: string
}

/** Codes that need the network: whether they are told is not known to a build. */
export const NOT_CHECKED: ReadonlySet<Code> = new Set<Code>(['link/unreachable'])

/**
 * Builds a site. The whole program in a page:
 *
 *     scan ─▶ make: read, compile each page ─▶ index ─▶ link each page ─▶ lay out, publish ─▶ writeOutput
 *
 * Where nothing changed, what was made is recalled as a whole: see recall.ts.
 */
export function build(session: Session, request: BuildRequest = {}, startWorkers?: StartWorkers): BuildResult {
  session.inputs.forget(request.changed)
  const notes = loadCache(session)
  const { value: settings, diagnostics: settingsFaults } = readSettings(session.site, request)
  session.inputs.use(settings)
  const output = session.openOutput(settings.output)
  const found: Diagnostic[] = [...settingsFaults]
  const overlap = output.holdsSite
    ? 'the site'
    : output.path === undefined
      ? undefined
      : overlapOf(output.path, settings)
  if (overlap !== undefined) {
    found.push(
      diagnostic('output/overlap', `The output folder \`${settings.output}\` and \`${overlap}\` lie in each other.`, {
        hint: 'choose a folder beside it, such as `dist`',
      }),
    )
  }

  const files = scanSite(session.site, settings, output.path)
  session.inputs.listed(files)
  found.push(...files.diagnostics)
  if (files.pages.length === 0)
    found.push(
      diagnostic('page/no-pages', `There are no pages in \`${settings.content || '.'}\`.`, {
        hint: 'write a file that ends in `.md`',
      }),
    )
  const { value: templates, diagnostics: missingTemplates } = templateSources(session, settings, files.templates)
  prepareBuild(files.pages.length, request.check === true, session)
  const made = recallOrMake(session, { ...request, settings, files, templates, startWorkers })
  const { plan, workers, ignores } = made
  found.push(...missingTemplates, ...made.diagnostics)

  const told = (): Diagnostic[] =>
    sortDiagnostics(applyRules(applyIgnores(found, ignores, NOT_CHECKED), settings.rules))
  const stopped = (): boolean => told().some((item) => item.severity === 'error' || request.strict)
  const settingsAreWrong = (): boolean =>
    told().some((item) => item.severity === 'error' && /^(?:config|output)\//.test(item.code))
  const writes = !request.check && !settingsAreWrong() && (request.keepGoing || !stopped())
  let done = 0
  const { stamps } = outputStateOf(session, output.files.name)
  const known = stamps.size
  const saving = once(() => saveCache(session))
  const write = (): WriteReport =>
    writeOutput(output.files, plan, {
      keep: made.failed,
      stamps,
      workerOutputs: workers?.outputs,
      // Where there are threads, there is something new to be kept.
      ...(request.changed ? {} : { meanwhile: saving }),
      onFile: () => request.onProgress?.({ step: 'write', done: ++done, total: plan.size }),
      ...(request.onWait ? { onWait: request.onWait } : {}),
    })
  let emitted: WriteReport = { written: [], removed: [], unchanged: 0, diagnostics: [] }
  try {
    if (writes) emitted = write()
  } finally {
    // Whatever a caller of the API throws: what threads made is theirs, and gone with them.
    workers?.end()
  }
  found.push(...emitted.diagnostics)
  if (writes && emitted.diagnostics.length === 0) releasePages(session)
  const news = [made.compiled, made.linked, made.laidOut, emitted.written, emitted.removed]
  // Files whose stamps were not known yet, such as those that were written in the last moment of an earlier build.
  const learned = Math.max(session.inputs.fileStats.learned(), stamps.size - known)
  const isNews = news.some((list) => list.length) || learned > made.pages / 20
  const isSaved = !request.check && !request.changed && isNews
  const settled = (): void => dropUnsettled(output.files, session.state.emitted.stamps, emitted.written)
  if (isSaved) {
    made.complete()
    saving()?.(settled)
  }
  settled()
  session.cache?.release()
  session.state.knownWords = undefined
  return {
    diagnostics: told(),
    fault: settingsAreWrong() ? 'settings' : stopped() ? 'site' : 'none',
    pages: made.pages,
    compiled: made.compiled,
    linked: made.linked,
    written: emitted.written,
    removed: emitted.removed,
    unchanged: emitted.unchanged,
    notes: [...notes, ...(session.cache?.notes() ?? [])],
    settings,
    externals: made.externals,
    ignores,
    output: settings.output,
  }
}
