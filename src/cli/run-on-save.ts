import { spawn } from 'node:child_process'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

/** Codes that say of a page that it has to be run. */
const WANTS_RUN: ReadonlySet<string> = new Set(['run/missing', 'run/stale', 'run/bad-results', 'block/not-run'])

/** Sources of the pages that have to be run, by what is told of them. */
const pagesToRun = (
  diagnostics: readonly Diagnostic[],
  pageOfResults: (path: string) => string | undefined,
): readonly string[] => [
  ...new Set(
    diagnostics.flatMap(({ code, span }) => {
      if (!span || !WANTS_RUN.has(code)) return []
      return code === 'run/bad-results' ? (pageOfResults(span.path) ?? []) : [span.path]
    }),
  ),
]

/**
 * Runs pages after they are saved, in a process of its own: `lectern run` with their names, one after the other. What it writes
 * is a change like any other, and what goes wrong is told by it. A page that could not be run is tried again after the next change.
 */
export function runOnSave(
  root: string,
  options: readonly string[],
  pageOfResults: (path: string) => string | undefined,
): { readonly take: (diagnostics: readonly Diagnostic[]) => void; readonly stop: () => void } {
  const state: { child: ReturnType<typeof spawn> | undefined; next: readonly string[]; closed: boolean } = {
    child: undefined,
    next: [],
    closed: false,
  }
  const start = (pages: readonly string[]): void => {
    const program = process.argv[1]
    if (state.closed || pages.length === 0 || program === undefined) return
    const child = spawn(process.execPath, [...process.execArgv, program, 'run', '.', ...pages, '--quiet', ...options], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    state.child = child
    const done = (): void => {
      if (state.child !== child) return
      state.child = undefined
      const { next } = state
      state.next = []
      start(next)
    }
    child.once('exit', done)
    child.once('error', done)
  }
  return {
    take(diagnostics) {
      const pages = pagesToRun(diagnostics, pageOfResults)
      if (state.child) state.next = pages
      else start(pages)
    },
    stop() {
      state.closed = true
      state.child?.kill()
    },
  }
}
