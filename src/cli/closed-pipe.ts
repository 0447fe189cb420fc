/**
 * Lets a command go on when nobody reads what it prints any more, as `head` in `lectern check | head` after its ten lines: a site
 * that is being written is written to its end, and the exit code says what it would have said.
 */
export function goOnWithoutReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === undefined || !CLOSED.has(error.code)) throw error
    })
}

/** What writing to a pipe without a reader gives: on Windows the last one. */
const CLOSED: ReadonlySet<string> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'EOF'])
