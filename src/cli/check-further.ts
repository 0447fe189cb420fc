import type { BuildRequest, BuildResult } from '../build/build.ts'
import type { Session } from '../build/session.ts'
import { createSiteBuild } from '../build/site-build.ts'
import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts'
import { reportOf } from '../diagnostics/report.ts'
import type { OptionValues } from './arguments.ts'
import { askHosts } from './external.ts'
import { mendFiles } from './fix.ts'
import { provenFixes } from './prove-fixes.ts'
import { version } from './version.ts'

/** Milliseconds between two questions to the same host, and until it must answer. */
const PAUSE = 500
const PATIENCE = 20_000

/** What a check that does more works with. */
interface FurtherCheck {
  readonly session: Session
  readonly values: OptionValues
  readonly request: BuildRequest
  /** The site's folder. */
  readonly root: string
  readonly run: () => BuildResult
  readonly show: (result: BuildResult, started: number) => void
}

/** A check that also mends (`--fix`), runs what exercises say (`--run`) or asks other hosts (`--external`). */
export async function checkFurther(check: FurtherCheck): Promise<BuildResult> {
  const { session, values, request, run, show } = check
  const started = performance.now()
  const found = run()
  const mended = values.flag('fix') ? mend(session, values, request, found, run) : found
  const ran = values.flag('run') && mended.fault !== 'settings' ? await withExercises(check, mended) : mended
  const result = values.flag('external') ? await withExternal(session, values, ran) : ran
  show(result, started)
  return result
}

async function withExercises(check: FurtherCheck, result: BuildResult): Promise<BuildResult> {
  const { session, values, request, root } = check
  const { verifySite } = await import('../verify/verify-site.ts')
  const shows = process.stderr.isTTY && !values.flag('quiet')
  const { diagnostics, ran, unchanged } = await verifySite(createSiteBuild(session, request), {
    root,
    drafts: values.flag('drafts'),
    version,
    onDone: (done, total) => {
      if (shows) process.stderr.write(`\r\u001b[2Krunning exercises: ${done} of ${total}${done === total ? '\n' : ''}`)
    },
  })
  const note = `Of the exercises and questions with code, ${ran} ${ran === 1 ? 'was' : 'were'} run, and ${unchanged} had not changed.`
  const isTold = result.diagnostics.some(({ code }) => code === 'exercise/no-engine')
  const news = isTold ? diagnostics.filter(({ code }) => code !== 'exercise/no-engine') : diagnostics
  return { ...withMore(result, news, values), notes: [...result.notes, ...(ran + unchanged > 0 ? [note] : [])] }
}

/** A result with what else was found, under the rules of the site. */
function withMore(result: BuildResult, found: readonly Diagnostic[], values: OptionValues): BuildResult {
  const codes = new Set<string>(found.map(({ code }) => code))
  const ignores = result.ignores.filter(({ code }) => codes.has(code))
  const { rules } = result.settings
  const told = reportOf(found, ignores, { rules, strict: values.flag('strict'), unchecked: new Set() })
  return {
    ...result,
    diagnostics: sortDiagnostics([...result.diagnostics, ...told.diagnostics]),
    fault: result.fault === 'none' ? told.fault : result.fault,
  }
}

function mend(
  session: Session,
  values: OptionValues,
  request: BuildRequest,
  found: BuildResult,
  run: () => BuildResult,
): BuildResult {
  const dryRun = values.flag('dry-run')
  const unsafe = values.text('fix') === 'unsafe'
  const proven = provenFixes(session, request, found.diagnostics, unsafe)
  const { diff, fixes, paths } = mendFiles(session.site, proven, { unsafe, dryRun })
  const files = `${paths.length} file${paths.length === 1 ? '' : 's'}`
  const count = `${fixes} mistake${fixes === 1 ? '' : 's'}`
  process.stderr.write(diff)
  if (!values.flag('quiet'))
    process.stderr.write(
      dryRun ? `${count} would be mended in ${files}; nothing was changed\n\n` : `${count} mended in ${files}\n\n`,
    )
  return dryRun || fixes === 0 ? found : run()
}

async function withExternal(session: Session, values: OptionValues, result: BuildResult): Promise<BuildResult> {
  const shows = process.stderr.isTTY && !values.flag('quiet')
  const dead = await askHosts({
    links: result.externals,
    files: session.site,
    except: result.settings.externalExcept,
    userAgent: `Lectern/${version}`,
    now: Date.now(),
    pause: PAUSE,
    patience: PATIENCE,
    onAnswer: (done, total) => {
      if (shows) process.stderr.write(`\r\u001b[2Kasking other hosts: ${done} of ${total}${done === total ? '\n' : ''}`)
    },
  })
  return withMore(result, dead, values)
}
