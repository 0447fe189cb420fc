import path from 'node:path'
import chokidar from 'chokidar'
import type { BuildResult } from '../build/build.ts'
import type { Session } from '../build/session.ts'

/** How long to wait for more changes: a program that saves several files at once makes one build. */
const SETTLE = 40

/** Builds again whenever a file of the site changes, until the process is told to stop. */
export function watch(
  root: string,
  session: Session,
  first: BuildResult,
  rebuild: (changed?: readonly string[], onlyNews?: boolean) => BuildResult,
): Promise<0> {
  const output = session.openOutput(first.settings.output).path
  const ignored = (at: string): boolean => {
    const inside = path.relative(root, at).split(path.sep).join('/')
    return (
      /(?:^|\/)(?:\.(?!\/|$)|node_modules(?:\/|$))/.test(inside) ||
      (output !== undefined && (inside === output || inside.startsWith(`${output}/`)))
    )
  }
  const watcher = chokidar.watch(root, { ignored, ignoreInitial: true, atomic: true })
  const changed = new Set<string>()
  const state: { timer: NodeJS.Timeout | undefined; folders: boolean } = { timer: undefined, folders: false }
  watcher.on('all', (event, at) => {
    const inside = path.relative(root, at).split(path.sep).join('/')
    if (inside === '') return
    changed.add(inside)
    if (event === 'addDir' || event === 'unlinkDir') state.folders = true
    clearTimeout(state.timer)
    state.timer = setTimeout(() => {
      // A folder that came or went changes what lies below it: read everything again.
      const paths = state.folders ? undefined : [...changed]
      changed.clear()
      state.folders = false
      rebuild(paths)
    }, SETTLE)
  })
  watcher.once('ready', () => {
    // Before it is ready, a watcher takes changes for what was there from the beginning: look once more.
    rebuild(undefined, true)
    process.stdout.write('watching for changes; stop with Ctrl C\n')
  })
  return new Promise((resolve) => {
    process.once('SIGINT', () => {
      clearTimeout(state.timer)
      void watcher.close().then(() => resolve(0))
    })
  })
}
