import type { CodeResult } from './page-results.ts'
import { codeOfKey, type RunnableBlock } from './runnable-block.ts'

/** A block of a page, with what it gave when it was run last. */
export interface MatchedBlock {
  readonly block: RunnableBlock
  /** Undefined where nothing is known of it. */
  readonly result: CodeResult | undefined
  /** The block itself is not as it was run; or what the settings say of how it is run. */
  readonly change: 'none' | 'changed' | 'engine' | 'new'
  /** It, or something above it that it may depend on, is not as it was run. */
  readonly isStale: boolean
}

/** What became of the blocks of a page since it was run. */
export interface Matching {
  readonly blocks: readonly MatchedBlock[]
  /** Number of the first block above which one was taken out; undefined where none was. */
  readonly removedBefore: number | undefined
}

/**
 * Finds the result of each block: by its key first, in the order of the page, and else by its place between those. A block may
 * depend on all that is above it. `changed` says whether what a result read has changed since.
 */
export function matchResults(
  blocks: readonly RunnableBlock[],
  results: readonly CodeResult[],
  hasChanged: (result: CodeResult) => boolean,
): Matching {
  const partners = partnersOf(blocks, results)
  const used = new Set(partners.filter((at) => at >= 0))
  const matched: MatchedBlock[] = []
  let removedBefore: number | undefined
  let isStale = false
  let last = -1
  for (const [i, block] of blocks.entries()) {
    const at = partners[i] ?? -1
    const result = at < 0 ? undefined : results[at]
    const change = result ? changeOf(block.key, result.key) : 'new'
    // A result between this one and the one above that belongs to no block: its block was taken out.
    for (let j = last + 1; j < at; j++) if (!used.has(j)) removedBefore ??= i
    if (at >= 0) last = at
    if (change !== 'none' || removedBefore !== undefined) isStale = true
    if (result && (!isRaised(block, result) || hasChanged(result))) isStale = true
    matched.push({ block, result, change, isStale })
  }
  if (last < results.length - 1) removedBefore ??= blocks.length
  return { blocks: matched, removedBefore }
}

const changeOf = (now: string, known: string): 'none' | 'changed' | 'engine' =>
  now === known ? 'none' : codeOfKey(now) === codeOfKey(known) ? 'engine' : 'changed'

/** Whether a result is what the author says of the block: an exception of that name, or none. */
export const isRaised = ({ raises }: Pick<RunnableBlock, 'raises'>, { error }: Pick<CodeResult, 'error'>): boolean =>
  raises === undefined ? error === undefined : error !== undefined && (raises === '' || raises === error.name)

/** For each block the place of its result, or -1: the longest common sequence of keys, and what stands alike between. */
function partnersOf(blocks: readonly RunnableBlock[], results: readonly CodeResult[]): readonly number[] {
  const keys = blocks.map(({ key }) => codeOfKey(key))
  const known = results.map(({ key }) => codeOfKey(key))
  const isSame = (i: number, j: number): boolean => keys[i] === known[j]
  const partners: number[] = blocks.map(() => -1)
  let first = 0
  while (first < blocks.length && first < results.length && isSame(first, first)) {
    partners[first] = first
    first++
  }
  // Most pages end here.
  if (first === blocks.length) return partners
  const lengths = commonLengths(blocks.length - first, results.length - first, (i, j) => isSame(first + i, first + j))
  const pairUp = (from: number, to: number, fromResult: number, toResult: number): void => {
    for (let k = 0; from + k < to && fromResult + k < toResult; k++) partners[from + k] = fromResult + k
  }
  let [i, j] = [first, first]
  let [openBlock, openResult] = [first, first]
  while (i < blocks.length && j < results.length) {
    if (isSame(i, j)) {
      pairUp(openBlock, i, openResult, j)
      partners[i] = j
      i++
      j++
      ;[openBlock, openResult] = [i, j]
    } else if ((lengths[i - first + 1]?.[j - first] ?? 0) >= (lengths[i - first]?.[j - first + 1] ?? 0)) i++
    else j++
  }
  pairUp(openBlock, blocks.length, openResult, results.length)
  return partners
}

/** How long the common sequences are of what stands behind each pair of places. */
function commonLengths(
  m: number,
  n: number,
  isSame: (i: number, j: number) => boolean,
): readonly (readonly number[])[] {
  const lengths: number[][] = Array.from({ length: m + 1 }, () => Array.from({ length: n + 1 }, () => 0))
  for (let i = m - 1; i >= 0; i--)
    for (let j = n - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row)
        row[j] = isSame(i, j) ? 1 + (lengths[i + 1]?.[j + 1] ?? 0) : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  return lengths
}
