/** What Git LFS leaves in the place of a file that was not fetched begins so. */
const VERSION = 'version https://git-lfs.github.com/spec/'

/** Whether a text is a pointer of Git LFS, and not the file itself. */
export const isLfsPointer = (text: string): boolean => text.startsWith(VERSION)

/** What to do about one. */
export const LFS_HINT = 'run `git lfs pull`; a workflow fetches such files where its checkout step has `lfs: true`'
