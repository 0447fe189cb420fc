import { type Compilation, type OpenElement, type Place, report } from '../compilation.ts'

/**
 * Follows the tags of an author's raw HTML through a page, from one piece to the next, and tells of elements that are
 * never closed and of end tags that close nothing.
 */

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
/** How many unclosed elements are told of one place: more are the same mistake. */
const MOST = 50
/** Elements that HTML closes by itself. */
const OPTIONAL = new Set(
  'p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rp rt html head body'.split(' '),
)
/** Those of drawings and formulas may close themselves. */
const FOREIGN = ['svg', 'math'] as const

/** Elements around the text of every page. */
const OF_PAGE = new Set(['html', 'head', 'body', 'frameset'])

/** A start tag. */
export function openElement(compilation: Compilation, name: string, attributes: string, place: Place): void {
  // Where authors are not trusted, it is left out.
  if (OF_PAGE.has(name) && !compilation.settings.safe)
    report(compilation, 'html/page-element', `\`<${name}>\` stands around every page, and this one changes that.`, {
      span: place(),
      hint: 'take it out; give its attributes to an element of the text, such as `<div>`',
    })
  const { openElements, openNames } = compilation
  const closesItself = (): boolean =>
    attributes.endsWith('/') && FOREIGN.some((foreign) => name === foreign || isOpen(compilation, foreign))
  if (!VOID.has(name) && !closesItself()) {
    openElements.push({ name, place, header: name === 'table' && isLayout(attributes), attributes })
    openNames.set(name, (openNames.get(name) ?? 0) + 1)
  }
  const table =
    name === 'th' && isOpen(compilation, 'table')
      ? openElements.findLast((element) => element.name === 'table')
      : undefined
  if (table) table.header = true
}

/** Whether an element of that name is open at this point of the page. */
export const isOpen = ({ openNames }: Compilation, name: string): boolean => (openNames.get(name) ?? 0) > 0

/** Takes the elements above a height off the stack. */
function takeAbove({ openElements, openNames }: Compilation, height: number): OpenElement[] {
  const taken = openElements.splice(height)
  for (const { name } of taken) openNames.set(name, (openNames.get(name) ?? 0) - 1)
  return taken
}

/** An end tag: closes the nearest element of that name, and with it those inside. False where there is none. */
export function closeElement(compilation: Compilation, name: string, place: Place): boolean {
  if (isOpen(compilation, name)) {
    const at = compilation.openElements.findLastIndex((element) => element.name === name)
    const [element, ...inner] = takeAbove(compilation, at)
    for (const unclosed of inner) tellUnclosed(compilation, unclosed)
    if (element?.name === 'table' && !element.header) tellNoHeader(compilation, element)
    return true
  }
  if (!VOID.has(name) && name !== 'p') {
    report(compilation, 'html/unopened-element', `\`</${name}>\` closes nothing.`, {
      span: place(),
      hint: 'take it out, or look for the tag that should open it',
    })
  }
  return false
}

/** The end of a paragraph, or of the page: what was opened in it should be closed. */
export function closeAbove(compilation: Compilation, height: number): void {
  if (compilation.openElements.length <= height) return
  for (const element of takeAbove(compilation, height).slice(0, MOST)) tellUnclosed(compilation, element)
}

/** A table that is there for its looks has no header; neither has one that screen readers skip. */
const isLayout = (attributes: string): boolean =>
  /\srole\s*=\s*["']?(?:presentation|none)\b|\saria-hidden\b/i.test(attributes)

const tellNoHeader = (compilation: Compilation, { place }: OpenElement): void =>
  report(compilation, 'table/no-header', 'The table has no header: none of its cells is a `<th>`.', {
    span: place(),
    hint: 'write the cells that name columns or rows as `<th>`; one that is there for its looks says `role="presentation"`',
  })

/** A comment that never ends hides all that follows. */
export const tellUnclosedComment = (compilation: Compilation, place: Place): void =>
  report(
    compilation,
    'html/unclosed-element',
    'The comment `<!--` is never closed, so all that follows is part of it.',
    {
      span: place(),
      hint: 'write `-->` where it ends',
    },
  )

/**
 * `<?x`, `<!x` and `<![CDATA[` are comments to a browser, which end at the next `>`: one without it hides all that follows. In Markdown, the
 * first and the last end at `?>` and `]]>`: without it, all that follows in the page is raw HTML.
 */
export function tellUnclosedMark(
  compilation: Compilation,
  text: string,
  isEnded: (mark: string) => boolean,
  placeAt: (from: number, to: number) => Place,
): void {
  const at = Math.max(text.lastIndexOf('<?'), text.lastIndexOf('<!'))
  const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<![CDATA[', at) ? ']]>' : '>'
  if (at < 0 || (text.includes('>', at) && (end === '>' || isEnded(end)))) return
  const mark = /^<(?:!\[CDATA\[|.\w*)/.exec(text.slice(at))?.[0] ?? ''
  report(compilation, 'html/unclosed-element', `\`${mark}\` is never closed, so what follows is part of it.`, {
    span: placeAt(at, at + mark.length)(),
    hint: 'take it out; if it is no HTML, put it between backticks or write `&lt;`',
  })
}

function tellUnclosed(compilation: Compilation, { name, place }: OpenElement): void {
  if (OPTIONAL.has(name)) return
  report(compilation, 'html/unclosed-element', `\`<${name}>\` is never closed.`, {
    span: place(),
    hint: `add \`</${name}>\` where its content ends; if it is no HTML, put it between backticks or write \`&lt;\``,
  })
}
