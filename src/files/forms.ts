/**
 * Names with accents come in two encodings, which look alike: `é` as one character, and as `e` with an accent behind it. Disks of
 * some systems change one into the other, so a name that an author types need not be the one that the disk has.
 */

const NOT_ASCII = /[^\0-\x7f]/

/** Whether a name has but one encoding. */
export const isAscii = (name: string): boolean => !NOT_ASCII.test(name)

/** Whether two names are equal but for how accents are encoded. */
export const sameForm = (a: string, b: string): boolean =>
  a === b || (NOT_ASCII.test(a) && a.normalize('NFC') === b.normalize('NFC'))

/** Looks up names in a map, as they are written, else in the other encoding. The map may grow no more. */
export function inAnyForm<T>(map: ReadonlyMap<string, T>): (name: string) => T | undefined {
  const state: { normal: Map<string, T> | undefined } = { normal: undefined }
  return (name) => {
    const exact = map.get(name)
    if (exact !== undefined || !NOT_ASCII.test(name)) return exact
    // Made when it is first wanted: on most sites never.
    state.normal ??= new Map([...map].reverse().map(([key, value]) => [key.normalize('NFC'), value]))
    return state.normal.get(name.normalize('NFC'))
  }
}

/** A path as its folders have it: each part that is not there as it is written, in the other encoding. */
export function pathInAnyForm(
  path: string,
  exists: (path: string) => boolean,
  namesIn: (folder: string) => readonly string[],
): string | undefined {
  if (exists(path)) return path
  if (!NOT_ASCII.test(path)) return undefined
  let at = ''
  for (const part of path.split('/')) {
    const inside = at === '' ? '' : `${at}/`
    const name = exists(inside + part) ? part : namesIn(at).find((other) => sameForm(part, other))
    if (name === undefined) return undefined
    at = inside + name
  }
  return at
}
