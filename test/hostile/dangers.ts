import { type DefaultTreeAdapterMap, parse } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

function* elements(node: Node): Generator<Element> {
  if ('tagName' in node) yield node
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child)
}

const FORBIDDEN = new Set(
  'script style iframe frame object embed applet form input button textarea select base meta link svg template noscript marquee'.split(
    ' ',
  ),
)

/** The box of a task, which nobody can click. */
const isTask = (tagName: string, attrs: Element['attrs']): boolean =>
  tagName === 'input' &&
  attrs.some(({ name, value }) => name === 'type' && value === 'checkbox') &&
  attrs.some(({ name }) => name === 'disabled')

/** What the parts of exercises and quizzes have, that Lectern makes: data, and fields without a form and without a script of an author. */
function isControl(tagName: string, attrs: Element['attrs']): boolean {
  const of = (name: string): string => attrs.find((item) => item.name === name)?.value ?? ''
  switch (tagName) {
    case 'script':
      return of('type') === 'application/json' && /^(?:exercise-checks|quiz-key)$/.test(of('class'))
    case 'textarea':
      return /^code(?: quiz-field)?$/.test(of('class'))
    case 'input':
      return of('class') === 'quiz-field' || (/^(?:radio|checkbox)$/.test(of('type')) && /^Quiz/.test(of('name')))
    case 'button':
      return of('type') === 'button' && /^(?:quiz-(?:check|reset)|exercise-(?:run|reset))$/.test(of('class'))
    case 'select':
      return /^Quiz\w*(?:[-.]\w+)*$/.test(of('aria-labelledby'))
    default:
      return false
  }
}

/** What of a page, read as a browser reads it, could run, load or ask for something that its author must not. */
export function dangersOf(html: string): string[] {
  return [...elements(parse(html))].flatMap(({ tagName, attrs }) => [
    ...(FORBIDDEN.has(tagName) && !isTask(tagName, attrs) && !isControl(tagName, attrs) ? [`<${tagName}>`] : []),
    ...attrs.flatMap(({ name, value }) => {
      const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[\s\p{Cc}]/gu, ''))?.[1]?.toLowerCase()
      const isAddress = /^(?:href|src|action|formaction|poster|cite|xlink:href|background|srcset|ping)$/.test(name)
      // A script of the page loads it into a frame.
      const player = /^https:\/\/(?:www\.youtube-nocookie\.com|player\.vimeo\.com)\//
      if (name === 'data-embed') return player.test(value) ? [] : [`${tagName} ${name}="${value}"`]
      return /^on|^style$|^formaction$|^srcset$|^ping$|^background$|^xlink:/.test(name) ||
        (isAddress &&
          scheme !== undefined &&
          !['http', 'https', 'mailto', 'tel'].includes(scheme) &&
          !/^data:image\/png/.test(value))
        ? [`${tagName} ${name}="${value}"`]
        : []
    }),
  ])
}
