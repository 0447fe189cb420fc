/** Numbers from 0 to below 1, always the same ones for a seed. */
function numbersFrom(seed: number): () => number {
  const state = { at: seed >>> 0 }
  return () => {
    // The constants of a linear congruential generator of 32 bits, as in "Numerical Recipes".
    state.at = (Math.imul(state.at, 1664525) + 1013904223) >>> 0
    return state.at / 2 ** 32
  }
}

/** Puts elements of one parent into another order, which is always the same for a seed. */
export function shuffle(elements: readonly Element[], seed: number): void {
  const next = numbersFrom(seed)
  const left = [...elements]
  const parent = left[0]?.parentElement
  while (left.length > 0) {
    const [element] = left.splice(Math.floor(next() * left.length), 1)
    if (element) parent?.append(element)
  }
}
