import type { Store } from '../files/store.ts'
import { type CacheIndex, decodeIndex, encodeIndex, encodeJournal, sealOf, withJournal } from './index-file.ts'

/** The index of a cache in its store: a file that was written whole, and the journal of what became of it since. */

/** Reads and writes an index. */
export interface IndexStore {
  /** `foreign` where another program wrote it; undefined where there is none. */
  readonly read: () => CacheIndex | 'damaged' | 'foreign' | undefined
  /** Whether the index was of use, and its journal was not. */
  readonly isDamaged: () => boolean
  /** Writes what changed, or the whole. False where the store takes no more: what was there before stays. */
  readonly write: (index: CacheIndex) => boolean
  /** Lets go of what only writing the journal needs: the index is written whole next time. */
  readonly release: () => void
}

const INDEX = 'index'
const JOURNAL = 'journal'

/** Opens the index that programs of this key write. */
export function openIndex(store: Store, key: () => string): IndexStore {
  const state: { whole: { readonly seal: string; readonly index: CacheIndex } | undefined; isDamaged: boolean } = {
    whole: undefined,
    isDamaged: false,
  }
  /** The index that was read, where no other process has written another one since. */
  const wholeOnDisk = () => {
    const { whole } = state
    const bytes = whole && store.readPart(INDEX, 0, whole.seal.length)
    return bytes && sealOf(bytes) === whole.seal ? whole : undefined
  }
  return {
    read() {
      const bytes = store.read(INDEX)
      const index = bytes && decodeIndex(bytes, key)
      if (!index || typeof index === 'string') return index
      const seal = sealOf(bytes)
      state.whole = { seal, index }
      const journal = store.read(JOURNAL)
      const now = journal ? withJournal(seal, index, journal) : index
      state.isDamaged = now === 'damaged'
      if (state.isDamaged) store.remove(JOURNAL)
      // What the index was before is of use, too. The journal of another index is what a process left that was stopped.
      return typeof now === 'string' ? index : now
    },
    isDamaged: () => state.isDamaged,
    write(index) {
      const whole = wholeOnDisk()
      const journal = whole && encodeJournal(whole.seal, whole.index, index)
      if (journal && store.write(JOURNAL, journal)) return true
      state.whole = undefined
      if (!store.write(INDEX, encodeIndex(index))) return false
      store.remove(JOURNAL)
      return true
    },
    release() {
      state.whole = undefined
    },
  }
}
