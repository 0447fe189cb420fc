import { numberIn } from '../config/interface-words.ts'
import { nearest, nearestSlip } from '../diagnostics/nearest.ts'
import { baseName, decodePath } from '../files/paths.ts'
import { addHole, type Compilation, nameText, type Place, report } from './compilation.ts'
import { equationId } from './equations.ts'
import { mayLookFor } from './growth.ts'
import { labelName, labelWords } from './labels.ts'
import { addressHole, referenceTarget, resolveStatic } from './links.ts'
import { escapeHtml } from './text/html.ts'
import { likelyName, longestName } from './text/longest-name.ts'

/**
 * References in text. All begin with `%`:
 *
 *     %link:basics%#training   %url:syntax%-solution   %static:data.zip%   %ref:basics#FigA%   %FigA   %FigA::b   %name
 */
export type Reference =
  | { readonly type: 'link' | 'url'; readonly name: string; readonly rest: string; readonly end: number }
  | { readonly type: 'static'; readonly path: string; readonly end: number }
  | { readonly type: 'ref'; readonly name: string; readonly id: string; readonly part: string; readonly end: number }
  | { readonly type: 'label'; readonly id: string; readonly part: string; readonly end: number }
  | { readonly type: 'constant'; readonly text: string; readonly end: number }
  | { readonly type: 'unknown'; readonly name: string; readonly isLikeId: boolean; readonly end: number }
  | { readonly type: 'misspelt'; readonly word: string; readonly meant: string; readonly end: number }
  | { readonly type: 'unclosed'; readonly end: number }

// Names have no spaces, so that a forgotten `%` does not take in the text up to the next one; files may.
const NAMED = /%(?:(link|url|ref):([^%\s]*)|(static):((?:[^%\n]|%[0-9A-Fa-f]{2})*))(%)?/y
// What may follow a page's name in running text: a path that begins with - _ / and a fragment, but no full stop at the end.
const REST = /(?:[-_/](?:[\p{L}\p{N}_\-/.]*[\p{L}\p{N}_\-/])?)?(?:#[\p{L}\p{N}_-]+)?/uy
const NAME = /%([\p{L}][\p{L}\p{N}_-]*)/uy
/** What a misspelt word can have meant; the last one is written otherwise. */
const KINDS = ['link', 'url', 'static', 'ref', 'include'] as const
const LIKE_NAMED = /%(\p{L}{2,8}):[^%\s:]+%/uy
const PART = /::([A-Za-z])(?![\p{Script=Latin}\p{N}])/uy
/** The same at the end of an id of another page. */
const PART_OF_ID = /::([A-Za-z])$/
const EQUATION = /%(\p{L}[\p{L}\p{N}_-]*(?:[:.][\p{L}\p{N}_-]+){1,8})/uy

/** An id that is longer is none. */
const LONGEST_NAME = 1000

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Reads the reference that begins at a `%`; undefined where the `%` is text. */
export function readReference(compilation: Compilation, text: string, at: number): Reference | undefined {
  const named = matchAt(NAMED, text, at)
  if (named) {
    const [all, , , , , close] = named
    const kind = named[1] ?? named[3]
    const inner = named[2] ?? named[4] ?? ''
    const end = at + all.length
    if (close === undefined)
      return { type: 'unclosed', end: at + 2 + (kind?.length ?? 0) + (/^\S*/.exec(inner)?.[0].length ?? 0) }
    if (kind === 'static') return { type: 'static', path: inner, end }
    if (kind === 'ref') {
      const hash = inner.indexOf('#')
      return hash < 0
        ? { type: 'link', name: inner, rest: '', end }
        : {
            type: 'ref',
            name: inner.slice(0, hash),
            id: withoutColons(inner.slice(hash + 1).replace(PART_OF_ID, '')),
            part: PART_OF_ID.exec(inner)?.[1] ?? '',
            end,
          }
    }
    const rest = matchAt(REST, text, end)?.[0] ?? ''
    return { type: kind === 'url' ? 'url' : 'link', name: inner, rest, end: end + rest.length }
  }
  const name = matchAt(NAME, text, at)?.[1]
  if (name === undefined) return undefined
  const equation = text[at + 1 + name.length] === ':' ? readEquationLabel(compilation, text, at) : undefined
  if (equation) return equation
  // An id is matched whole; `%FigA-based` is FigA where there is no FigA-based.
  const { constants, labels } = compilation
  const id = longestName(name, (known) => constants.has(known) || labels.has(known))
  if (id !== undefined) {
    const end = at + 1 + id.length
    const constant = constants.get(id)
    if (constant !== undefined) compilation.usedConstants.add(id)
    if (constant !== undefined) return { type: 'constant', text: constant, end }
    const part = matchAt(PART, text, end)
    return { type: 'label', id, part: part?.[1] ?? '', end: end + (part?.[0].length ?? 0) }
  }
  const like = matchAt(LIKE_NAMED, text, at)
  const [meant] = like ? nearest(like[1] ?? '', KINDS) : []
  if (like && meant !== undefined) return { type: 'misspelt', word: like[1] ?? '', meant, end: at + like[0].length }
  if (isBroken(compilation, name)) return undefined
  const likely = likelyName(name)
  const isLikeId =
    USUAL_ID.test(likely) ||
    beginsLikeAnId(compilation, likely) ||
    isIdButForCase(compilation, likely) ||
    isNearConstant(compilation, likely)
  const mayBeId = likely.length >= SHORTEST_MENTION && likely.length <= LONGEST_NAME
  return isLikeId || mayBeId ? { type: 'unknown', name: likely, isLikeId, end: at + 1 + likely.length } : undefined
}

/** Ids as everybody calls them, who knows the manual: no such word is text, also on a page without an id. */
const USUAL_ID = /^(?:Fig|Vid|Tbl|Lst)\p{Lu}/u

/** Shorter names are signs of other languages, as `%Y` and `%s`. */
const SHORTEST_MENTION = 3

/** Whether an id stands in a block that could not be read: then that is what is told. */
function isBroken({ brokenIds }: Compilation, name: string): boolean {
  return brokenIds.size > 0 && longestName(name, (id) => brokenIds.has(id)) !== undefined
}

/** Whether a name is an id of the page in other capitals. */
function isIdButForCase({ labels }: Compilation, name: string): boolean {
  const wanted = name.toLowerCase()
  for (const id of labels.keys()) if (id.length === name.length && id.toLowerCase() === wanted) return true
  return false
}

/** Whether a name is a slip away from a constant of the page; one with an ending, `%words`, may be text. */
function isNearConstant({ constants }: Compilation, name: string): boolean {
  if (constants.size === 0 || !/^\p{L}[\p{L}\p{N}_-]{3,}$/u.test(name)) return false
  const near = nearestSlip(name, constants)
  return near !== undefined && !name.startsWith(near)
}

/** The label of an equation as TeX writes it, `%eq:first`. */
function readEquationLabel({ labels, counters }: Compilation, text: string, at: number): Reference | undefined {
  if (!counters.has('equation')) return undefined
  const named = (written: string) => {
    const label = labels.get(equationId(written))
    return label?.kind === 'equation' ? label : undefined
  }
  for (
    let written = matchAt(EQUATION, text, at)?.[1] ?? '';
    /[:.]/.test(written);
    written = written.replace(/[:.][^:.]*$/, '')
  ) {
    const name = longestName(written, (known) => /[:.]/.test(known) && named(known) !== undefined)
    const label = name === undefined ? undefined : named(name)
    if (name !== undefined && label) return { type: 'label', id: label.id, part: '', end: at + 1 + name.length }
  }
  return undefined
}

/** The id of the label of an equation as TeX writes it; `::` belongs to a part of a figure. */
const withoutColons = (id: string): string => id.replace(/(?<![:.])[:.](?![:.])/g, '-')

/** Whether a name has the beginning (`Fig`, `Vid`) of one of the page's ids, and more behind it. */
function beginsLikeAnId({ labels }: Compilation, name: string): boolean {
  const beginning = BEGINNING.exec(name)?.[0]
  if (beginning === undefined || beginning.length === name.length) return false
  const known = beginnings.get(labels)
  const found =
    known?.size === labels.size
      ? known
      : { size: labels.size, names: new Set(Array.from(labels.keys(), (id) => BEGINNING.exec(id)?.[0])) }
  beginnings.set(labels, found)
  return found.names.has(beginning)
}

/** A capital and the small letters behind it, all of them: what ids of one kind have in common. */
const BEGINNING = /^\p{Lu}\p{Ll}{1,50}(?!\p{Ll})/u

/** The beginnings of a page's ids, as long as no id is added. */
const beginnings = new WeakMap<
  Compilation['labels'],
  { readonly size: number; readonly names: ReadonlySet<string | undefined> }
>()

/** What a reference becomes. */
interface RenderedReference {
  readonly markup: string
  /** The text that a reader sees, as far as the page knows it by itself. */
  readonly text: string
  /** That text with marks of holes, where it depends on other pages. */
  readonly mark?: string
  /** The name in it that stays the same when numbers and titles change. */
  readonly name?: string
}

/**
 * What a reference becomes; undefined where it stays text. Inside of a link it is plain.
 */
export function renderReference(
  compilation: Compilation,
  reference: Exclude<Reference, { type: 'constant' }>,
  written: string,
  plain: boolean,
  place: Place,
): RenderedReference | undefined {
  switch (reference.type) {
    case 'link':
    case 'url': {
      const target = referenceTarget(reference.name, reference.rest, written)
      const address = addressHole(compilation, target, place)
      if (reference.type === 'url') return { markup: escapeHtml(address), text: written }
      const title = addHole(compilation, { type: 'title', target, span: place() })
      return {
        markup: plain ? title : `<a href="${escapeHtml(address)}">${title}</a>`,
        text: reference.name,
        mark: title,
      }
    }
    case 'static': {
      const { href } = resolveStatic(compilation, reference.path, place)
      const name = baseName(decodePath(reference.path))
      const shown = escapeHtml(name)
      return { markup: plain ? shown : `<a href="${escapeHtml(href)}">${shown}</a>`, text: name }
    }
    case 'ref': {
      const target = referenceTarget(reference.name, '', written)
      const part = reference.part ? { part: reference.part } : {}
      const hole = { type: 'label', target, id: reference.id, ...part, span: place() } as const
      return {
        markup: addHole(compilation, { ...hole, plain }),
        text: reference.id + reference.part,
        mark: addHole(compilation, { ...hole, plain: true, again: true }),
      }
    }
    case 'label': {
      const label = compilation.labels.get(reference.id)
      if (!label) return undefined
      compilation.referenced.add(label.id)
      const words = escapeHtml(nameText(compilation, label)) + reference.part
      return {
        markup: plain ? words : `<a class="reference" href="#${escapeHtml(label.id)}">${words}</a>`,
        text:
          labelName(compilation.words, label.kind, label.tag ?? numberIn(compilation.words, label.n)) + reference.part,
        mark: words,
        name: `${label.id}${reference.part}`,
      }
    }
    case 'unclosed':
      report(compilation, 'link/unclosed', `\`${written}\` has no \`%\` at its end, so it is not a reference.`, {
        span: place(),
        hint: `write \`${written}%\``,
      })
      return undefined
    case 'misspelt': {
      const { word, meant } = reference
      report(
        compilation,
        'reference/unknown-kind',
        `There is no reference \`%${word}:\`, so \`${written}\` stays text.`,
        meant === 'include'
          ? {
              span: place(),
              hint: `files are included by a block: \`%-- include: ${written.slice(word.length + 2, -1)} --%\``,
            }
          : {
              span: place(),
              hint: `Did you mean \`%${meant}:\`?`,
              fix: { span: place(), instead: `%${word}:`, text: `%${meant}:`, safe: false },
            },
      )
      return undefined
    }
    case 'unknown': {
      const { name, isLikeId } = reference
      const near = isLikeId && mayLookFor(compilation) ? nearestIds(compilation, name, 2) : []
      return {
        markup: addHole(compilation, { type: 'mention', name, near, isLikeId, span: place() }),
        text: `%${name}`,
      }
    }
  }
}

/** Ids and constants of the page that a name may mean: first of each kind, since a list of all would be made for each name. */
const nearestIds = ({ labels, brokenIds, constants }: Compilation, name: string, count: number): string[] =>
  nearest(
    name,
    [labels, brokenIds, constants].flatMap((names) => nearest(name, names, count)),
    count,
  )

/** Words that stand before the number of a reference already. */
const WORD_BEFORE =
  /(?:^|[^\p{L}])(figures?|videos?|tables?|listings?|equations?|exercises?|quiz|(?:figs?|tabs?|vids?|eqs?)\.)[ \u00a0]$/iu

/** Tells of "Figure %FigA", which readers see as "Figure Figure 1". */
export function checkWordBefore(
  compilation: Compilation,
  before: string,
  id: string,
  written: string,
  place: Place,
): void {
  const word = WORD_BEFORE.exec(before.slice(-20))?.[1]
  const kind = compilation.labels.get(id)?.kind
  if (
    word === undefined ||
    (kind !== undefined && !labelWords[kind].toLowerCase().startsWith(word.slice(0, 2).toLowerCase()))
  )
    return
  report(
    compilation,
    'reference/doubled-word',
    `Readers see a word twice: \`${written}\` brings its own “${kind === undefined ? 'Figure' : labelWords[kind]}” after \`${word}\`.`,
    { span: place(), hint: `take out \`${word}\` before it` },
  )
}
