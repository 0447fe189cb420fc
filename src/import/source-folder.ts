/** The folder of a site to move in, as far as an import sees it: it only reads. */
export interface SourceFolder {
  /** All files, as paths with slashes, sorted. Folders of programs and of version control are left out. */
  readonly paths: readonly string[]
  readonly has: (path: string) => boolean
  /** Whether files lie in this folder. */
  readonly hasFolder: (path: string) => boolean
  /** The text of a file; undefined where there is none, or where it is not UTF-8, see `whyNot`. */
  readonly text: (path: string) => string | undefined
  /** Why a file has no text, in a sentence. */
  readonly whyNot: (path: string) => string
  /** The name of the folder itself. */
  readonly name: string
}
