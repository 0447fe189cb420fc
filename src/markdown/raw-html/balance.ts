/**
 * The HTML of a page whose authors are not trusted, with each element closed inside of the one that it stands in. End tags that close
 * nothing there are left out, and what is open is closed where its parent ends, at the end of the page at the latest: so a browser
 * reads all of it as children of the element that the theme puts it into.
 *
 *     text</div> <p><a href="x">y</p> <b>      becomes      text <p><a href="x">y</a></p> <b></b>
 *
 * Some start tags make a browser close others, which it does silently and to elements of any name in between. Those are closed
 * here, too, so that an end tag that comes later finds no element around the text: https://html.spec.whatwg.org/multipage/parsing.html
 */
export function balanceHtml(html: string): string {
  const stack: OpenTags = { names: [], counts: new Map() }
  let out = ''
  let last = 0
  TAG.lastIndex = 0
  for (const match of html.matchAll(TAG)) {
    const [tag, slash, written = '', attributes = ''] = match
    if (written === '') continue
    const name = written.toLowerCase()
    out += html.slice(last, match.index)
    last = match.index + tag.length
    if (slash) {
      const at = openAt(stack, name)
      if (VOID.has(name) || at < 0) continue
      out += closersFrom(stack, at + 1) + tag
      pop(stack)
      continue
    }
    // A part of a table, where there is none, is nothing to a browser.
    if (isPart(name) && !stack.counts.get('table')) continue
    if (stack.names.length >= DEEPEST) continue
    const closes = closedBy(stack, name)
    if (closes >= 0) out += closersFrom(stack, closes)
    out += tag
    const closesItself = attributes.endsWith('/') && (stack.counts.get('math') ?? 0) > 0
    if (!VOID.has(name) && !closesItself) push(stack, name)
  }
  return out + html.slice(last) + closersFrom(stack, 0)
}

/** The elements that are open at some point, and how many of each name. */
interface OpenTags {
  readonly names: string[]
  readonly counts: Map<string, number>
}

/** Browsers nest elements no deeper; and it bounds what is looked through for each tag. */
const DEEPEST = 500
const TAG = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][^\s/>]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
/** An end tag closes nothing beyond them, but for their own. */
const BOUNDARIES = new Set(['table', 'td', 'th', 'caption', 'math'])
/** Elements that stop a browser when it looks for an item to close. */
const SPECIAL = new Set(
  (
    'article aside blockquote caption center colgroup dd details dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup ' +
    'iframe li main math nav ol pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)
const HEADING = /^h[1-6]$/
/** What a start tag closes, if it is open. */
const ITEMS: Readonly<Record<string, readonly string[]>> = { li: ['li'], dd: ['dd', 'dt'], dt: ['dd', 'dt'] }

function push({ names, counts }: OpenTags, name: string): void {
  names.push(name)
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function pop({ names, counts }: OpenTags): string {
  const name = names.pop() ?? ''
  counts.set(name, (counts.get(name) ?? 1) - 1)
  return name
}

/** Takes the elements from a height on off the stack, and gives their end tags. */
function closersFrom(stack: OpenTags, height: number): string {
  let closers = ''
  while (stack.names.length > height) closers += `</${pop(stack)}>`
  return closers
}

/** Where the element is that an end tag closes; -1 where there is none. */
function openAt({ names, counts }: OpenTags, name: string): number {
  if (!counts.get(name)) return -1
  for (let at = names.length - 1; at >= 0; at--) {
    const open = names[at] ?? ''
    if (open === name) return at
    if (BOUNDARIES.has(open) && !isPart(name) && name !== 'table' && name !== 'math') return -1
  }
  return -1
}

/** What the parts of a table stand in, below the table itself. */
const PARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ...['caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot'].map((name): [string, readonly string[]] => [name, []]),
  ['tr', ['thead', 'tbody', 'tfoot']],
  ['td', ['thead', 'tbody', 'tfoot', 'tr']],
  ['th', ['thead', 'tbody', 'tfoot', 'tr']],
])

const isPart = (name: string): boolean => PARTS.has(name)

/** Where the elements begin that a browser closes before this start tag; -1 where there are none. */
function closedBy({ names, counts }: OpenTags, name: string): number {
  const items = ITEMS[name]
  if (items?.some((item) => counts.get(item))) {
    for (let at = names.length - 1; at >= 0; at--) {
      const open = names[at] ?? ''
      if (items.includes(open)) return at
      if (SPECIAL.has(open)) return -1
    }
  }
  const around = PARTS.get(name)
  if (around) {
    let at = names.lastIndexOf('table') + 1
    while (at < names.length && around.includes(names[at] ?? '')) at++
    return at < names.length ? at : -1
  }
  // A heading right inside of another one ends that.
  if (HEADING.test(name) && HEADING.test(names.at(-1) ?? '')) return names.length - 1
  // A table right inside of another one, and not in its cell, ends that.
  if (name === 'table' && counts.get('table'))
    for (let at = names.length - 1; at >= 0; at--) {
      const open = names[at] ?? ''
      if (open === 'table') return at
      if (open === 'td' || open === 'th' || open === 'caption') return -1
    }
  return -1
}
