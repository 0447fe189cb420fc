import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml'

/**
 * Values that YAML reads otherwise than they look:
 *
 *     title: Issue #5 explained      → Issue
 *     accent: #0a6                   → nothing
 *     caption: &amp more             → more
 *     title: ! Read this             → Read this
 */
export interface CutValue {
  /** The key that it stands at, in lower case, behind those that it stands below. */
  readonly keys: readonly string[]
  /** Where the whole value stands: offsets into the text. */
  readonly start: number
  readonly end: number
  /** What is left out. */
  readonly lost: string
  readonly hint: string
  /** It may be a comment, since it begins as one. */
  readonly mayBeComment: boolean
}

/** What a text must hold to have such a value. */
const SUSPECT = /[ \t]#|(?:^|[\s,[{])[&!]/

/** Finds what YAML leaves out of values without quotation marks. */
export function cutValues(text: string): readonly CutValue[] {
  if (!SUSPECT.test(text)) return []
  try {
    const finder: Finder = {
      text,
      events: parseEvents(text, {}),
      at: 1,
      found: [],
      anchors: new Map(),
      used: new Set(),
    }
    visit(finder, [], undefined)
    for (const [name, cut] of finder.anchors) if (!finder.used.has(name)) finder.found.push(cut)
    return finder.found.sort((a, b) => a.start - b.start)
  } catch (error) {
    if (error instanceof YAMLException || error instanceof RangeError) return []
    throw error
  }
}

/** Those that were most likely meant as text: `isProse` says of which keys readers see the value. */
export const lostTexts = (text: string, isProse: (keys: readonly string[]) => boolean): readonly CutValue[] =>
  cutValues(text).filter((cut) => !cut.mayBeComment || isProse(cut.keys))

/** What is told of one. */
export const cutMessage = (lost: string): string =>
  lost.startsWith('#')
    ? `YAML takes \`${lost.slice(0, MOST_SHOWN)}\` for a comment, so the value ends before it.`
    : `YAML takes \`${lost.slice(0, MOST_SHOWN)}\` for a mark of its own, so the value begins behind it.`

/** Longer comments are cut in messages. */
const MOST_SHOWN = 40

interface Finder {
  readonly text: string
  readonly events: readonly Event[]
  at: number
  readonly found: CutValue[]
  /** What an anchor takes away, as long as no alias names it. */
  readonly anchors: Map<string, CutValue>
  readonly used: Set<string>
}

/** Looks at a node and what is below it; `keyEnd` is where its key ends. Gives its text where it is a plain one. */
function visit(finder: Finder, keys: readonly string[], keyEnd: number | undefined): string {
  const { text } = finder
  const event = finder.events[finder.at++]
  if (event?.type === EVENT_ID.MAPPING) {
    while (finder.events[finder.at]?.type !== EVENT_ID.POP) {
      const key = finder.events[finder.at]
      const name = visit(finder, keys, undefined)
      const end = key?.type === EVENT_ID.SCALAR && key.valueEnd >= 0 ? key.valueEnd : undefined
      visit(finder, [...keys, name.toLowerCase()], end)
    }
    finder.at++
    return ''
  }
  if (event?.type === EVENT_ID.SEQUENCE) {
    while (finder.events[finder.at]?.type !== EVENT_ID.POP) visit(finder, keys, undefined)
    finder.at++
    return ''
  }
  if (event?.type === EVENT_ID.ALIAS) finder.used.add(text.slice(event.anchorStart, event.anchorEnd))
  if (event?.type !== EVENT_ID.SCALAR) return ''
  const isPlain = event.style === 1
  const isThere = event.valueStart >= 0
  const written = isThere ? text.slice(event.valueStart, event.valueEnd) : ''
  const add = (start: number, end: number, lost: string, mayBeComment: boolean): CutValue => ({
    keys,
    start,
    end,
    lost,
    mayBeComment,
    hint: `put the value in quotation marks: \`${quoted(text.slice(start, end))}\``,
  })
  const end = lineEnd(text, isThere ? event.valueEnd : (keyEnd ?? text.length))
  if (isPlain && event.anchorStart > 0) {
    const name = text.slice(event.anchorStart, event.anchorEnd)
    finder.anchors.set(name, add(event.anchorStart - 1, isThere ? event.valueEnd : event.anchorEnd, `&${name}`, false))
  } else if (isPlain && event.tagStart >= 0 && text.slice(event.tagStart, event.tagEnd) === '!') {
    finder.found.push(add(event.tagStart, isThere ? event.valueEnd : event.tagEnd, '!', false))
  } else if (isPlain && !written.includes('\n')) {
    const from = isThere ? event.valueEnd : keyEnd
    const comment = from === undefined ? null : (isThere ? COMMENT : COMMENT_ALONE).exec(text.slice(from, end))
    if (from !== undefined && comment) {
      const [all, blanks = '', lost = ''] = comment
      const isText = isThere && !/^(?:true|false|null|~|[-+.\d][-+.,:\d]*)$/i.test(written)
      const isTight = /^#[^\s#!]/.test(lost)
      // Blanks of a comment are set by hand; one alone is as between words.
      const mayBeComment = !(isTight && (isText || !isThere))
      const isSet = blanks.length > 1 && !isTight
      if (!isSet && (isText || !isThere))
        finder.found.push(
          add(isThere ? event.valueStart : from + all.indexOf('#'), from + all.length, lost, mayBeComment),
        )
    }
  }
  return isPlain ? written : written.replace(/^["']|["']$/g, '')
}

/** A comment behind a value, and one behind a key without a value. */
const COMMENT = /^([ \t]+)(#.*?)\s*$/
const COMMENT_ALONE = /^["']?[ \t]*:([ \t]+)(#.*?)\s*$/

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** The text in quotation marks, such that YAML reads it as it stands. */
const quoted = (text: string): string => (/["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`)
