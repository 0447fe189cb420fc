import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { groupBy } from '../../diagnostics/group-by.ts'
import { baseName, folderOf, stemOf } from '../../files/paths.ts'
import { type Cause, counted, type FindCauses } from './cause.ts'

/** A file that is missing where a page names it, and lies elsewhere. */
interface Misplaced {
  readonly item: Diagnostic
  readonly written: string
  /** The folder that the written path would fit below, such as `static`. */
  readonly folder: string | undefined
  /** Where it lies as seen from its page, whose name is `<page>`: `../img/<page>`. */
  readonly way: string
}

/** What the name of a page is in ways from it. */
const PAGE = '<page>'

/** Files that lie where Lectern does not look: below one folder, or at one place beside each page. */
export const missingFiles: FindCauses = ({ diagnostics, files, settings }) => {
  const byName = groupBy(files, baseName)
  const misplaced = diagnostics.flatMap((item) => misplacedBy(item, byName))
  return [...byFolder(misplaced, settings.content, settings.assets), ...byWay(misplaced)]
}

function misplacedBy(item: Diagnostic, byName: ReadonlyMap<string, readonly string[]>): readonly Misplaced[] {
  const [, written] = /^There is no file `(.+)`/.exec(item.message) ?? []
  if (written === undefined || !item.span) return []
  const tail = written.replace(/^(?:\.{0,2}\/)+/, '')
  const found = byName.get(baseName(tail)) ?? []
  const whole = found.filter((path) => path.endsWith(`/${tail}`))
  const page = item.span.path
  const candidates = (whole.length ? whole : found).map((path) => ({
    item,
    written,
    folder: whole.length ? path.slice(0, -tail.length - 1) : undefined,
    way: wayTo(folderOf(path), page),
  }))
  // Each page may have a file of the same name: then that of this page is meant.
  const own = candidates
    .filter(({ way }) => way.includes(PAGE))
    .map((candidate) => ({ ...candidate, folder: undefined }))
  return own.length ? own : candidates
}

function wayTo(folder: string, page: string): string {
  const from = folderOf(page) === '' ? [] : folderOf(page).split('/')
  const to = folder === '' ? [] : folder.split('/')
  const differs = from.findIndex((name, i) => to[i] !== name)
  const common = differs === -1 ? from.length : differs
  const down = to.slice(common).map((name) => (name === stemOf(page) ? PAGE : name))
  return [...from.slice(common).map(() => '..'), ...down].join('/')
}

function byFolder(misplaced: readonly Misplaced[], content: string, assets: string): readonly Cause[] {
  const groups = groupBy(
    misplaced.filter(({ folder }) => folder !== undefined),
    ({ folder = '' }) => folder,
  )
  return [...groups].map(([folder, group]) => {
    const isFromRoot = group.some(({ written }) => written.startsWith('/'))
    const advice = !isFromRoot
      ? `set \`include: [${folder}]\``
      : folder.startsWith(`${content}/`)
        ? `set \`content: ${folder}\``
        : folder.startsWith(`${assets}/`)
          ? `set \`assets: ${folder}\`, or move them up`
          : `set \`assets: ${folder}\``
    return causeOf(group, (files) => `${files} in \`${folder}/\`: ${advice} in \`site.yaml\`, if they belong there.`)
  })
}

const byWay = (misplaced: readonly Misplaced[]): readonly Cause[] =>
  [...groupBy(misplaced, ({ way }) => way)].map(([way, group]) =>
    causeOf(
      group,
      (files) =>
        `${files} in ${way === '' ? 'the folder of their page' : `\`${way}/\` as seen from their page`}: write that path, or move them to \`img/<page>/\` beside it, where Lectern looks.`,
    ),
  )

function causeOf(group: readonly Misplaced[], textOf: (files: string) => string): Cause {
  const explains = [...new Set(group.map(({ item }) => item))]
  const files = counted(explains.length, 'file that is missing lies', 'files that are missing lie')
  return { explains, text: textOf(files) }
}
