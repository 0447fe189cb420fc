import { causeOf } from '../diagnostics/cause.ts'
import { diskCode } from '../files/quietly.ts'

/** Takes errors of a watcher of files, and tells of each kind once why changes may go unnoticed, and what helps. */
export function watchTroubles(tell: (message: string) => void): (error: unknown) => void {
  const told = new Set<string>()
  return (error) => {
    const code = diskCode(error) ?? ''
    if (told.has(code)) return
    told.add(code)
    const reason = MANY.has(code) ? `the system lets no more files be watched (${code})` : causeOf(error)
    const help = MANY.has(code) ? 'Raise its limit' : 'Start again when that is mended'
    tell(
      `Some changes will not be noticed: ${reason}. ${help}, or set \`CHOKIDAR_USEPOLLING=1\`, which looks at all files again and again.`,
    )
  }
}

/** What systems say when no more can be watched, or opened. */
const MANY = new Set(['ENOSPC', 'EMFILE', 'ENFILE'])
