import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { type Files, OUTSIDE } from '../files/files.ts'
import { folderOf } from '../files/paths.ts'

/** The output folder is not written to, because another process does. */
export const busy = ({ name }: Files, why: string): Diagnostic =>
  diagnostic('output/busy', `The output folder \`${name || '.'}\` is in use: ${why}.`, {
    hint: 'wait until the other build is done, or choose another folder with `--output`',
  })

/** An output folder without a manifest holds these files. */
export const foreignFolder = ({ name }: Files, files: readonly string[]): Diagnostic => {
  const more = files.length > 1 ? ` and ${files.length - 1} more` : ''
  return diagnostic(
    'output/foreign-folder',
    `The output folder \`${name || '.'}\` holds files that Lectern did not write: \`${files[0]}\`${more}.`,
    { hint: 'choose another folder with `--output`, or empty this one yourself' },
  )
}

/** A file that no build wrote is where one of the plan belongs. */
export const foreignFile = (output: Files, path: string): Diagnostic =>
  diagnostic(
    'output/foreign-file',
    `\`${nameOf(output, path)}\` was not written by Lectern, and the site has a file of that name.`,
    { hint: 'move it away, or keep it in the assets folder' },
  )

/** A folder in the output folder is a link that leads out of it. */
export const linkedFolder = (output: Files, path: string): Diagnostic =>
  diagnostic(
    'output/foreign-folder',
    `In the output folder, \`${nameOf(output, folderOf(path))}\` is, or lies in, a link to a folder elsewhere, where nothing is written or removed.`,
    { hint: 'remove the link, or choose another folder with `--output`' },
  )

/** The source of a file cannot be read when it is copied. */
export const cannotRead = (source: string): Diagnostic =>
  diagnostic('file/unreadable', `\`${source}\` cannot be read.`, {
    hint: 'look at its permissions, and whether it still exists',
  })

/** The disk refuses to write a file; `code` is that of its error. */
export const cannotWrite = (output: Files, path: string, code: string): Diagnostic =>
  code === OUTSIDE
    ? linkedFolder(output, path)
    : diagnostic('output/cannot-write', `\`${nameOf(output, path)}\` cannot be written: ${reasons[code] ?? code}.`)

const nameOf = ({ name }: Files, path: string): string => (name === '' ? path : `${name}/${path}`)

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'no space is left on the disk',
  EISDIR: 'a folder of that name is in the way',
  ENOTDIR: 'a file is where a folder should be',
  EEXIST: 'a file is where a folder should be',
  ENOTEMPTY: 'a folder of that name is in the way',
  ENAMETOOLONG: 'its name is too long for the disk',
  EINVAL: 'the disk does not allow its name',
  ENOENT: 'its folder vanished, or the disk does not allow its name',
  ELOOP: 'links lead round in a circle',
  EBUSY: 'another program uses it',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk is faulty',
}
