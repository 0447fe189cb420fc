/** A part of an address without percent-encoding; one that is not well encoded stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The element of a page that a fragment such as `#loops` leads to. */
export const targetOf = (hash: string, page: Document = document): HTMLElement | null =>
  hash === '' ? null : page.getElementById(decoded(hash.slice(1)))

/** A path as it stands in an address. Halves of characters, which no address can have, become a sign for them. */
export const encodedPath = (path: string): string =>
  path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
