import { digest } from './digest.ts'
import type { Files } from './files.ts'

/** Files as they would be after changes that nothing has written yet. */
export interface OverlayFiles extends Files {
  /** Forgets all changes; gives the paths that had one. */
  reset(): readonly string[]
}

/** Lays changes over files: what is written stays in memory. */
export function overlayFiles(files: Files): OverlayFiles {
  const changed = new Map<string, Uint8Array>()
  return {
    ...files,
    read: (path) => changed.get(path) ?? files.read(path),
    readStamped(path) {
      const bytes = changed.get(path)
      return bytes ? { bytes, stamp: digest(bytes) } : files.readStamped(path)
    },
    stamp(path) {
      const bytes = changed.get(path)
      return bytes ? digest(bytes) : files.stamp(path)
    },
    write(path, bytes) {
      changed.set(path, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes)
    },
    reset() {
      const paths = [...changed.keys()]
      changed.clear()
      return paths
    },
  }
}
