const NAME = 'lectern-found'

/** Keeps words that a search led to a page for, until that page is there. */
export function keepFoundWords(path: string, words: readonly string[]): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify([path, ...words]))
  } catch {
    // The reader's browser keeps nothing: nothing is marked.
  }
}

/**
 * The words that a search led to this page for. They belong to its place in the history, not to its address: they come back with it,
 * and a copied address has none.
 */
export function foundWords(): readonly string[] {
  const [path, ...words] = textsIn(takeKept())
  if (path === location.pathname) history.replaceState({ ...history.state, [NAME]: words }, '')
  return textsIn(history.state?.[NAME])
}

/** Nothing is marked here any more, also when the reader comes back. */
export function forgetFoundWords(): void {
  history.replaceState({ ...history.state, [NAME]: undefined }, '')
}

function takeKept(): unknown {
  try {
    const kept = sessionStorage.getItem(NAME)
    sessionStorage.removeItem(NAME)
    return kept === null ? [] : JSON.parse(kept)
  } catch {
    return []
  }
}

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
