import type { PictureSize } from '../files/picture.ts'
import type { DrawDiagram } from './diagrams.ts'

/**
 * What a stage may ask beyond its input. `Answers` names the kinds of questions and the type of their answers; an answer
 * may be undefined, and absence is an answer like any other. The conductor records each question (see build/memo.ts).
 */
export type Ask<Answers> = <Kind extends keyof Answers & string>(kind: Kind, key: string) => Answers[Kind] | undefined

/** A text file of the site. */
export interface TextFile {
  readonly text: string
  /** Digest of the text. */
  readonly digest: string
  /** Offset of the first bytes that are not UTF-8. */
  readonly badOffset: number | undefined
}

/** What stands for a file that cannot be read. */
export const NO_FILE: TextFile = { text: '', digest: '', badOffset: undefined }

/** A file of the site, by its path from the site's root. */
export interface FoundFile {
  readonly path: string
  /** Path below the output folder where it is published; undefined for a link that leaves the site. */
  readonly output: string | undefined
  /** Why it is not published after all, as the rest of a sentence: authors of the site are not trusted. */
  readonly refused?: string
}

/** What compiling a page may ask: nothing about another page. */
export interface CompileAnswers {
  /** The text of a file, by path from the site's root. */
  readonly text: TextFile
  /** Whether a file exists, and where it is published. */
  readonly file: FoundFile
  /** The SHA-256 of a whole file, in hexadecimal; a second one, behind a blank, where its line ends are not plain. */
  readonly hash: string
  /** Whether anything is at a path: stands for all questions about files in a folder that is not there. */
  readonly there: true
  /** Names of the files in a folder; asked only to suggest one. */
  readonly folder: readonly string[]
  /** Paths of the files below a folder, however deep; asked only to say where one is. */
  readonly below: readonly string[]
  /** The size of a picture; undefined where it cannot be read. */
  readonly picture: PictureSize
  /** A digest of the bytes of a file. */
  readonly bytes: string
  /** The version of what makes smaller copies of pictures, where the author of the site has installed it. */
  readonly pictureTool: string
  /** What draws diagrams, where the author of the site has installed it. */
  readonly diagrams: { readonly version: string; readonly draw: DrawDiagram }
  /** When a file was last changed as git knows it, in seconds since 1970. */
  readonly changed: number
  /** A site-wide constant, by name. */
  readonly constant: string
  /** The constant whose name is nearest to one that does not exist. */
  readonly nearConstant: string
}
