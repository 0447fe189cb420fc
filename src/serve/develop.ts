import type { Session } from '../build/session.ts'
import type { SettingsOverrides } from '../config/settings.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { createDevServer, type DevServer } from './dev-server.ts'
import { createDevSite, type DevSite } from './dev-site.ts'
import { folderFiles } from './folder-files.ts'
import { hostName, listen } from './listen.ts'
import { type SiteWatcher, watchSite } from './watch-site.ts'

/** What is wanted of a development server. */
export interface DevelopOptions {
  readonly session: Session
  readonly overrides: SettingsOverrides
  readonly host: string
  /** That port and no other; undefined for the first free one. */
  readonly port: number | undefined
  readonly openEditor: (file: string, line: number, column: number) => unknown
  /** Called with all faults whenever all pages have been gone through. */
  readonly onFaults: (diagnostics: readonly Diagnostic[], pages: number) => void
}

/** Milliseconds between listening and watching. */
const HEAD_START = 300

/** A development server that runs. */
export interface Developing {
  /** Where the site is. */
  readonly address: string
  readonly site: DevSite
  /** Fulfilled when changes of files are noticed. */
  readonly watching: Promise<void>
  readonly close: () => Promise<void>
}

/** Serves a site while it is written: opens it, listens, and watches its folder. */
export async function develop(root: string, options: DevelopOptions): Promise<Developing> {
  const { session, overrides, host } = options
  const site = createDevSite(session, overrides)
  site.update()
  const base = site.settings().base
  const dev: DevServer = createDevServer({
    session,
    site,
    onDisk: folderFiles(root),
    base,
    host,
    openEditor: options.openEditor,
    onComplete: () => options.onFaults(site.diagnostics(), site.pages()),
  })
  const port = await listen(dev.server, host, options.port)
  const output = (): string | undefined => session.openOutput(site.settings().output).path
  const state: { watcher: SiteWatcher | undefined; closed: boolean } = { watcher: undefined, closed: false }
  const watching = new Promise<void>((resolve) => {
    // A watcher looks at every file as it begins: the first page is asked for now, and goes before.
    setTimeout(() => {
      if (state.closed) return
      const watcher = watchSite(root, outputPath(output), dev.change)
      state.watcher = watcher
      void watcher.ready.then(() => {
        // What changed before the watcher was ready is not told.
        watcher.lookAtAll()
        resolve()
      })
    }, HEAD_START)
  })
  return {
    address: `http://${hostName(host)}:${port}${base}`,
    site,
    watching,
    close: async () => {
      state.closed = true
      dev.close()
      session.plugins.close()
      await state.watcher?.close()
    },
  }
}

/** The output folder is asked for at every file: it is worked out once in a while. */
function outputPath(find: () => string | undefined): () => string | undefined {
  const known: { at: number; path: string | undefined } = { at: Number.NEGATIVE_INFINITY, path: undefined }
  return () => {
    const now = performance.now()
    if (now - known.at > 1000) Object.assign(known, { at: now, path: find() })
    return known.path
  }
}
