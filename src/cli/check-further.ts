import type { BuildRequest, BuildResult } from '../build/build.ts'
import type { Session } from '../build/session.ts'
import { sortDiagnostics } from '../diagnostics/diagnostic.ts'
import { reportOf } from '../diagnostics/report.ts'
import type { OptionValues } from './arguments.ts'
import { askHosts } from './external.ts'
import { mendFiles } from './fix.ts'
import { provenFixes } from './prove-fixes.ts'
import { version } from './version.ts'

/** Milliseconds between two questions to the same host, and until it must answer. */
const PAUSE = 500
const PATIENCE = 20_000

/** A check that also mends (`--fix`) or asks other hosts (`--external`). */
export async function checkFurther(
  session: Session,
  values: OptionValues,
  request: BuildRequest,
  run: () => BuildResult,
  show: (result: BuildResult, started: number) => void,
): Promise<BuildResult> {
  const started = performance.now()
  const found = run()
  const mended = values.flag('fix') ? mend(session, values, request, found, run) : found
  const result = values.flag('external') ? await withExternal(session, values, mended) : mended
  show(result, started)
  return result
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
  const ignores = result.ignores.filter((ignore) => ignore.code === 'link/unreachable')
  const strict = values.flag('strict')
  const told = reportOf(dead, ignores, { rules: result.settings.rules, strict, unchecked: new Set() })
  return {
    ...result,
    diagnostics: sortDiagnostics([...result.diagnostics, ...told.diagnostics]),
    fault: result.fault === 'none' ? told.fault : result.fault,
  }
}
