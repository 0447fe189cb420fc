import type { WriteStream } from 'node:tty'
import type { Progress } from '../build/progress.ts'

/** A line that shows how far the work is. */
export interface ProgressBar {
  readonly show: (progress: Progress) => void
  readonly clear: () => void
}

const PATIENCE = 1000
const EVERY = 80
const WIDTH = 24
const words: Readonly<Record<Progress['step'], string>> = {
  compile: 'compiling',
  link: 'linking',
  write: 'writing',
  run: 'running',
}

/** A progress bar that appears on a terminal when work takes over a second. */
export function progressBar(stream: WriteStream, quiet: boolean): ProgressBar {
  if (!stream.isTTY || quiet) return { show: () => undefined, clear: () => undefined }
  const started = performance.now()
  const state = { last: 0, shown: false }
  return {
    show({ step, done, total }) {
      const now = performance.now()
      if (now - started < PATIENCE || now - state.last < EVERY) return
      state.last = now
      state.shown = true
      const full = Math.round((WIDTH * done) / Math.max(1, total))
      stream.write(`\r\u001b[2K${words[step]} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done} of ${total}`)
    },
    clear() {
      if (state.shown) stream.write('\r\u001b[2K')
    },
  }
}
