import fs from 'node:fs'
import path from 'node:path'

/** Holds a wrong site for each diagnostic, in `<code>[--variant]/`, with exactly what is printed in its `expected.txt`. */
export const brokenFolder = path.join(import.meta.dirname, 'broken')

/** The names of the wrong sites. */
export const brokenSites = fs.readdirSync(brokenFolder).sort()

/** The files of a wrong site, by path from its root. */
export function filesOfBroken(name: string): Record<string, Uint8Array> {
  const folder = path.join(brokenFolder, name)
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
  return Object.fromEntries(
    files
      .filter((file) => file !== 'expected.txt' && fs.statSync(path.join(folder, file)).isFile())
      .map((file) => [file, fs.readFileSync(path.join(folder, file))]),
  )
}
