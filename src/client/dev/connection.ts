import type { DevEvent } from '../../serve/dev-protocol.ts'
import { swapFiles } from './files.ts'
import { showPage } from './morph.ts'
import { showFaults } from './overlay.ts'

/** How long to wait before asking for a server that went away again. */
const RETRY = 300

/** Listens to the server, and to the next one when it is started again. */
export function listen(script: HTMLScriptElement): void {
  const own = new URL('.', script.src)
  const state = { version: script.dataset.version ?? '', good: script.dataset.good ?? 'false', work: Promise.resolve() }
  const openEditor = (file: string, line: number, column: number): void => {
    const query = new URLSearchParams({ file, line: String(line), column: String(column) })
    void fetch(new URL(`open?${query}`, own), { method: 'POST' })
  }
  const take = async (event: DevEvent): Promise<void> => {
    if (event.type === 'faults') showFaults(event.faults, openEditor)
    else if (event.type === 'files') swapFiles(event.addresses)
    else {
      const shown = await showPage()
      if (!shown) return
      state.version = event.version
      state.good = shown.good
    }
  }
  const connect = (): void => {
    const query = new URLSearchParams({ page: location.pathname, version: state.version, good: state.good })
    const events = new EventSource(new URL(`events?${query}`, own))
    events.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as DevEvent
      // One after the other: a page that comes late must not undo the next one.
      state.work = state.work.then(() => take(event)).catch(() => undefined)
    })
    // The browser would ask with the version that was shown at first.
    events.addEventListener('error', () => {
      events.close()
      setTimeout(connect, RETRY)
    })
    addEventListener('pagehide', () => events.close(), { once: true })
  }
  connect()
  // A page that comes back from the browser's memory has lost its connection.
  addEventListener('pageshow', (event) => {
    if (event.persisted) connect()
  })
}
