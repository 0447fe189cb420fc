import { deserialize, serialize } from 'node:v8'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Ignore } from '../diagnostics/ignores.ts'
import { digest } from '../files/digest.ts'
import type { OutputPlan, PlannedFile } from '../output/plan.ts'
import type { ExternalLink } from '../page/document.ts'
import { type PackedTable, packTable } from './table.ts'

/** What is left of a site when it is written: enough to say what it consists of, see build/snapshot-or-make.ts. */

/** A site as it was made, without the contents of its files. */
export interface SavedSnapshot {
  /** Digest of what it was made of beside its pages as they were compiled. */
  readonly key: string
  /** Undefined where it was kept and is lost. */
  readonly site: () => SnapshotData | undefined
}

/** The site that was made last. */
export interface SiteSnapshot extends SavedSnapshot {
  /** What the memory of compiled pages said of itself then: a page that was compiled since makes another site. */
  readonly revision: number
}

/** What is kept of a site: the files that it consists of, and what was told. */
export interface SnapshotData extends Told {
  /** Of `SnapshotFile`. */
  readonly files: PackedTable
  readonly failed: readonly string[]
}

/** A file that a site consists of. */
export interface SnapshotFile extends Pick<PlannedFile, 'source'> {
  readonly path: string
  /** '' for those that are copied. */
  readonly digest: string
  readonly copyOf: PlannedFile['copyOf'] | undefined
}

/** What a build tells of a site. */
interface Told {
  readonly diagnostics: readonly Diagnostic[]
  readonly pages: number
  readonly externals: readonly ExternalLink[]
  readonly ignores: readonly Ignore[]
  /** Engines that its exercises need, and how they were found. */
  readonly engines: { readonly names: readonly string[]; readonly state: string }
}

/** Packs a site. */
export function packSite({
  pages,
  externals,
  ignores,
  engines,
  diagnostics,
  plan,
  failed,
}: Told & {
  readonly plan: OutputPlan
  readonly failed: ReadonlySet<string>
}): SnapshotData {
  const files = Array.from(
    plan,
    ([path, { source, digest = '', copyOf }]): SnapshotFile => ({ path, source, digest, copyOf }),
  )
  return { pages, externals, ignores, engines, diagnostics, files: packTable(files), failed: [...failed] }
}

/** A site as bytes. */
export const encodeSite = (site: SnapshotData): Uint8Array => serialize(site)

/** The site of some bytes; undefined where they are not those of the digest, which says that this program wrote them. */
export const decodeSite = (bytes: Uint8Array | undefined, key: string): SnapshotData | undefined =>
  bytes && digest(bytes) === key ? (deserialize(bytes) as SnapshotData) : undefined
