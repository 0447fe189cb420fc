import path from 'node:path'
import type { BuildResult } from '../build/build.ts'
import type { Session } from '../build/session.ts'
import { watchSite } from '../serve/watch-site.ts'

/** Builds again whenever a file of the site changes, until the process is told to stop. */
export function watch(
  root: string,
  session: Session,
  first: BuildResult,
  rebuild: (changed?: readonly string[], onlyNews?: boolean) => BuildResult,
): Promise<0> {
  const state = { output: session.openOutput(first.settings.output).path }
  const watcher = watchSite(
    path.resolve(root),
    () => state.output,
    ({ paths }) => {
      state.output = session.openOutput(rebuild(paths).settings.output).path
    },
  )
  void watcher.ready.then(() => {
    // Before it is ready, a watcher takes changes for what was there from the beginning: look once more.
    rebuild(undefined, true)
    process.stdout.write('watching for changes; stop with Ctrl C\n')
  })
  return new Promise((resolve) => {
    process.once('SIGINT', () => {
      void watcher.close().then(() => resolve(0))
    })
  })
}
