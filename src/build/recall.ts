import { hash } from '../files/hash.ts'
import { once } from '../files/once.ts'
import { unpackTexts } from './columns.ts'
import type { PlannedFile } from './emit.ts'
import { type MadeSite, makeSite, type SiteParts } from './make.ts'
import { copiedFromSite, copiedFromTheme, themeAssets } from './plan.ts'
import { type PackedSite, packSite } from './remembered-site.ts'
import type { Session } from './session.ts'
import { pageCompiler } from './stages.ts'
import { settingsKey } from './world.ts'

/**
 * A build as one question: where nothing changed that a site is made of, it is the site that it was, and no stage is asked
 * page by page. What it is made of: the settings, the names of all its files, the texts of its pages and templates, and all
 * that compiling asked beside. Linking and all that follows ask for nothing else.
 */

/** The site as it was where it would be made the same again, else made anew. */
export function recallOrMake(session: Session, parts: SiteParts): MadeSite & { readonly complete: () => void } {
  const { state, inputs, compiled } = session
  const last = state.made
  // Where there is no such site, nobody need look at all sources before they are compiled.
  const isSame = last !== undefined && last.key === keyOf(session, parts, inputs.print) && holdsStill(session, parts)
  const before = isSame ? last.site() : undefined
  if (before) {
    const whole = once(() => makeSite(session, { ...parts, threads: 1 }))
    return { ...recalled(session, before, whole), complete: whole }
  }
  const made = makeSite(session, parts)
  const packed = packSite(made)
  // What was compiled, even where a source has changed since.
  const key = keyOf(session, parts, (path) => compiled.record(path)?.input.split(' ', 1)[0])
  state.made = key === undefined ? undefined : { key, site: () => packed }
  return { ...made, complete: () => undefined }
}

/** A fingerprint of what a site is made of; undefined where a page cannot be read. */
function keyOf(
  session: Session,
  { settings, files, templates }: SiteParts,
  printOf: (path: string) => string | undefined,
): string | undefined {
  const prints = files.pages.map(printOf)
  if (prints.includes(undefined)) return undefined
  return hash(
    [
      session.folderName,
      settingsKey(settings),
      JSON.stringify([templates, files.beside, files.assets, themeAssets(session.theme)]),
      ...files.pages,
      ...prints,
    ].join('\0'),
  )
}

/** Whether all that compiling asked has the answers that it had. */
function holdsStill(session: Session, { settings, files }: SiteParts): boolean {
  const { key } = pageCompiler(session, settings)
  const { compiled, inputs } = session
  return files.pages.every((path) => {
    const record = compiled.record(path)
    return (
      record?.input === `${inputs.print(path)} ${key}` && compiled.asksTheSame(record, inputs.answerAgain, inputs.era())
    )
  })
}

/** A site of an earlier build. What it consists of is made when somebody wants to write it. */
function recalled(session: Session, before: PackedSite, whole: () => MadeSite): MadeSite {
  const { pages, externals, ignores, diagnostics, copies, failed } = before
  const [sources, hashes] = [unpackTexts(before.sources), unpackTexts(before.hashes)]
  const plan = unpackTexts(before.paths).map((path, i): [string, PlannedFile] => {
    const source = sources[i] ?? ''
    const copyOf = copies.get(i)
    if (copyOf === 'site') return [path, copiedFromSite(session.inputs.seen, source)]
    if (copyOf === 'theme') return [path, copiedFromTheme(session.theme, source)]
    return [path, { source, hash: hashes[i], content: () => whole().plan.get(path)?.content() }]
  })
  return {
    pages,
    externals,
    ignores,
    diagnostics,
    plan: new Map(plan),
    failed: new Set(failed),
    compiled: [],
    linked: [],
    laidOut: [],
    crew: undefined,
  }
}
