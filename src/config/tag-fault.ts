const TAG = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/** What is wrong with the tags of a short piece of HTML: the first that is not closed in it, or closes nothing; undefined where all fit. */
export function tagFault(html: string): { readonly tag: string; readonly isOpen: boolean } | undefined {
  const open: string[] = []
  for (const [, slash, written = '', attributes = ''] of html.matchAll(TAG)) {
    const name = written.toLowerCase()
    if (name === '' || VOID.has(name) || attributes.endsWith('/')) continue
    if (!slash) open.push(name)
    else if (open.at(-1) === name) open.pop()
    else return open.length > 0 ? { tag: open.at(-1) ?? '', isOpen: true } : { tag: name, isOpen: false }
  }
  const last = open.at(-1)
  if (last !== undefined) return { tag: last, isOpen: true }
  const unended = /<!--(?![\s\S]*-->)|<[!?a-zA-Z/][^>]*$/.exec(html.replace(TAG, ''))?.[0]
  return unended === undefined ? undefined : { tag: unended.slice(1, 20), isOpen: true }
}
