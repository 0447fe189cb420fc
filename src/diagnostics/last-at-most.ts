/**
 * The index of the last of some offsets in ascending order that is at most `offset`, found by halving; `from` where none is. `offsetAt`
 * gives the offset of an index, which is below `end`.
 */
export function lastAtMost(offset: number, from: number, end: number, offsetAt: (index: number) => number): number {
  let [low, high] = [from, end]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (offsetAt(middle) <= offset) low = middle
    else high = middle
  }
  return low
}
