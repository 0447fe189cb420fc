import fs from 'node:fs'
import { diskCode } from './quietly.ts'

/**
 * Beginning of the name of a file that is being written, with the number of the process behind it. It says nothing of
 * the file's own name: that may be as long as the disk allows. A killed process leaves it, and a later build removes it.
 */
export const TEMPORARY = '.lectern-tmp-'

/** Writes a file of its own: what has its name, a link to another file above all, is removed and not written through. */
export function writeNew(file: string, bytes: string | Uint8Array): void {
  try {
    fs.writeFileSync(file, bytes, { flag: 'wx' })
  } catch (error) {
    if (diskCode(error) !== 'EEXIST') throw error
    fs.rmSync(file, { force: true })
    fs.writeFileSync(file, bytes, { flag: 'wx' })
  }
}
