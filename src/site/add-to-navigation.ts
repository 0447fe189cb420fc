import { isYamlFault, parseYaml, type YamlEntry, type YamlNode } from '../config/yaml.ts'
import { folderOf } from '../files/paths.ts'
import { prettyName } from '../page/compile.ts'

/** A page that is to stand in the navigation. */
export interface NewEntry {
  readonly title: string
  /** Its path below the content folder, without `.md`: `basic/loops`. */
  readonly path: string
}

/** The text of a navigation with one more page, and the title of the entry behind which it stands. */
export interface AddedEntry {
  readonly text: string
  readonly after: string | undefined
}

/**
 * Adds a page to a navigation: behind the last entry whose page lies in the same folder, else in a chapter of its own at
 * the end. Everything else of the text stays as it is, comments and all. Undefined where the text cannot be understood.
 *
 *     Basics:
 *       Syntax: basic/syntax     # this page is in the folder
 *       Loops: basic/loops       ← here
 *     More: more
 *
 * `pathOf` gives the path of the page that an entry names; `key` is given where the navigation stands below a key of a
 * file of settings.
 */
export function addToNavigation(
  text: string,
  entry: NewEntry,
  pathOf: (written: string) => string | undefined,
  key?: string,
): AddedEntry | undefined {
  const root = parseYaml(text)
  if (isYamlFault(root)) return undefined
  const owner = key === undefined ? undefined : root.entries.find((item) => item.key === key)
  const navigation = key === undefined ? root : owner?.node
  if (!navigation || (navigation.kind !== 'mapping' && navigation.value !== null)) return undefined
  if (entriesBelow(navigation).some(({ item }) => pageOf(item, pathOf) === entry.path))
    return { text, after: undefined }

  const folder = folderOf(entry.path)
  const neighbour = entriesBelow(navigation).findLast(({ item }) => {
    const page = pageOf(item, pathOf)
    return page !== undefined && folderOf(page) === folder
  })
  const added = neighbour
    ? behind(text, neighbour.item, lineOf(entry, neighbour.siblings))
    : atEnd(text, navigation, entry, folder, owner)
  if (added === undefined) return undefined
  // What was written is read again: a navigation of a form that was not foreseen stays as it is.
  const after = parseYaml(added)
  if (isYamlFault(after)) return undefined
  const found = key === undefined ? after : after.entries.find((item) => item.key === key)?.node
  const isThere =
    found && entriesBelow(found).filter(({ item }) => firstScalar(item.node)?.text.trim() === entry.path).length === 1
  const others = found && entriesBelow(found).length - entriesBelow(navigation).length
  return isThere && others !== undefined && others >= 1 && others <= 2
    ? { text: added, after: neighbour?.item.key }
    : undefined
}

interface Placed {
  readonly item: YamlEntry
  readonly siblings: readonly YamlEntry[]
}

/** All entries of a mapping and of those in it, in the order written. */
const entriesBelow = (node: YamlNode): Placed[] =>
  node.entries.flatMap((item) => [{ item, siblings: node.entries }, ...entriesBelow(item.node)])

const firstScalar = (node: YamlNode): YamlNode | undefined =>
  node.kind === 'sequence' ? node.items[0] : node.kind === 'scalar' && node.value !== null ? node : undefined

function pageOf({ node }: YamlEntry, pathOf: (written: string) => string | undefined): string | undefined {
  const scalar = firstScalar(node)
  return scalar && pathOf(scalar.text.trim())
}

/** `Title: path`, with a title that no sibling has. */
function lineOf({ title, path }: NewEntry, siblings: readonly YamlEntry[]): string {
  const taken = new Set(siblings.map((item) => item.key))
  let free = title
  for (let n = 2; taken.has(free); n++) free = `${title} ${n}`
  return `${scalarText(free)}: ${scalarText(path)}`
}

/** Text as a plain scalar where nothing in it means something to YAML, else between quotes. */
const scalarText = (text: string): string =>
  /^\p{L}[\p{L}\p{N}/_-]*(?: [\p{L}\p{N}/_-]+)*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : `'${text.replaceAll("'", "''")}'`

/** Puts a line behind an entry and all that belongs to it; between braces, behind a comma. */
function behind(text: string, item: YamlEntry, line: string): string {
  const start = text.lastIndexOf('\n', item.keyStart - 1) + 1
  const indent = text.slice(start, item.keyStart).replace(/['"]$/, '')
  const end = deepestEnd(item)
  if (indent.trim() !== '') return `${text.slice(0, end)}, ${line}${text.slice(end)}`
  return insertLine(text, end, indent + line)
}

/** Puts a line behind the one that holds an offset. */
function insertLine(text: string, offset: number, line: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const end = text.indexOf('\n', offset)
  return end < 0
    ? `${text}${newline}${line}${newline}`
    : `${text.slice(0, end + 1)}${line}${newline}${text.slice(end + 1)}`
}

function atEnd(
  text: string,
  navigation: YamlNode,
  entry: NewEntry,
  folder: string,
  owner: YamlEntry | undefined,
): string | undefined {
  const last = navigation.entries.at(-1)
  const chapter = prettyName(`${folder}.md`)
  const own = folder === '' ? undefined : navigation.entries.find((item) => item.key === chapter)
  if (own && own.node.kind !== 'mapping' && own.node.value !== null) return undefined
  if (own?.node.entries.length) {
    const inner = own.node.entries.at(-1)
    return inner && behind(text, inner, lineOf(entry, own.node.entries))
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const indent = last
    ? text.slice(text.lastIndexOf('\n', last.keyStart - 1) + 1, last.keyStart).replace(/['"]$/, '')
    : owner
      ? '  '
      : ''
  if (indent.trim() !== '')
    return last && folder === '' ? behind(text, last, lineOf(entry, navigation.entries)) : undefined
  if (own) return insertLine(text, own.keyEnd, `${indent}  ${lineOf(entry, [])}`)
  const lines =
    folder === ''
      ? [indent + lineOf(entry, navigation.entries)]
      : [`${indent}${scalarText(chapter)}:`, `${indent}  ${lineOf(entry, [])}`]
  if (last) return insertLine(text, Math.max(last.keyEnd, deepestEnd(last)), lines.join(newline))
  if (owner) return insertLine(text, owner.keyEnd, lines.join(newline))
  const before = text === '' || text.endsWith('\n') ? text : `${text}${newline}`
  return `${before}${lines.join(newline)}${newline}`
}

/** Where the text of an entry ends: the last piece of it that is written. */
const deepestEnd = ({ keyEnd, node }: YamlEntry): number => {
  const inner = node.entries.at(-1)
  return inner ? deepestEnd(inner) : node.value === null ? keyEnd : Math.max(keyEnd, node.end)
}
