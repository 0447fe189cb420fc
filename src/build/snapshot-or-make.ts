import { packSite, type SnapshotData, type SnapshotFile } from '../cache/snapshot.ts'
import { unpackTable } from '../cache/table.ts'
import { digest } from '../files/digest.ts'
import { once } from '../files/once.ts'
import { settingsDigest } from '../incremental/digests.ts'
import { copiedFromSite, copiedFromTheme, themeAssets } from '../output/copied-files.ts'
import { engineState, publishedEngineFile } from '../output/engine-output.ts'
import type { PlannedFile } from '../output/plan.ts'
import { type MakeRequest, makeSite, type PlannedSite } from './make.ts'
import type { Session } from './session.ts'
import type { SiteBuild } from './site-build.ts'
import type { SiteInput } from './site-input.ts'
import { holdsStill } from './stages/compile.ts'

/**
 * A build as one question: where nothing changed that a site is made of, it is the site that it was, and no stage is asked
 * page by page. What it is made of: the settings, the names of all its files, the texts of its templates, and its pages as they
 * were compiled. Linking and all that follows ask for nothing else.
 */

/** The site as it was where it would be made the same again, else made anew. */
export function recallOrMake(
  siteBuild: SiteBuild,
  request: MakeRequest,
): PlannedSite & { readonly isRecalled: boolean; readonly complete: () => void } {
  const { session } = siteBuild
  const { state, compiled, time } = session
  const { files } = siteBuild.input()
  const compiler = siteBuild.compiler()
  const todo = time('compare', () =>
    Array.from(files.pages.keys()).filter((place) => !holdsStill(compiler, files.pages[place] ?? '')),
  )
  const key = keyOf(session, siteBuild.input())
  const last = state.made
  const isSame = last?.key === key && last.revision === compiled.revision() && todo.length === 0
  const before = isSame ? time('compare', last.site) : undefined
  if (before && holdsEngines(session, before)) {
    const whole = once(() => makeSite(siteBuild, { ...request, threads: 1 }, todo))
    return { ...recalled(session, before, whole), isRecalled: true, complete: whole }
  }
  const made = makeSite(siteBuild, request, todo)
  const packed = packSite(made)
  state.made = { key, revision: compiled.revision(), site: () => packed }
  return { ...made, isRecalled: false, complete: () => undefined }
}

/** A digest of what a site is made of beside its pages as they were compiled. */
const keyOf = ({ folderName, theme, plugins }: Session, { settings, files, templates }: SiteInput): string =>
  digest(
    [
      folderName,
      settingsDigest(settings),
      plugins.loaded().digest,
      JSON.stringify([templates, files.beside, files.assets, themeAssets(theme, true)]),
      ...files.pages,
    ].join('\0'),
  )

/** Whether the packages that its exercises need are as they were. */
const holdsEngines = ({ engines }: Session, { engines: before }: SnapshotData): boolean =>
  before.names.length === 0 || engineState(engines, before.names) === before.state

/** A site of an earlier build. Its files are made when one of them has to be written. */
function recalled(session: Session, before: SnapshotData, whole: () => PlannedSite): PlannedSite {
  const { pages, externals, ignores, diagnostics, files, failed } = before
  const plan = unpackTable<SnapshotFile>(files).map(({ path, source, digest, copyOf }): [string, PlannedFile] => {
    if (copyOf === 'site') return [path, copiedFromSite(session.inputs.fileStats, source)]
    if (copyOf === 'theme') return [path, copiedFromTheme(session.theme, source)]
    const ofEngine = copyOf === 'engine' ? publishedEngineFile(session.engines, path) : undefined
    if (ofEngine) return [path, ofEngine]
    return [path, { source, digest, content: () => whole().plan.get(path)?.content() }]
  })
  return {
    pages,
    externals,
    ignores,
    diagnostics,
    plan: new Map(plan),
    failed: new Set(failed),
    engines: before.engines,
    compiled: [],
    linked: [],
    laidOut: [],
    workers: undefined,
  }
}
