/**
 * Whether a request came to this server under a name of its own: `localhost`, a bare address, or one of `names`. A page
 * of another site could otherwise read from it, by a name of its own that leads here (DNS rebinding); a bare address needs no
 * name server that could be turned.
 */
export function isOwnHost(header: string | undefined, names: readonly string[] = []): boolean {
  const name = header?.replace(/:\d+$/, '').toLowerCase()
  if (name === undefined || name === '') return false
  return (
    /^(?:localhost|[\w-]+\.localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])$/.test(name) ||
    names.some((own) => own.toLowerCase() === name)
  )
}
