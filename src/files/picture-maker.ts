import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { PictureJob } from './picture-process.ts'
import { leadsNowhereElse } from './store.ts'

/** A copy to be made of a picture: its path from the site's root, and how the copy is called. */
export type PictureWish = Omit<PictureJob, 'from' | 'to'> & { readonly source: string; readonly name: string }

/** Copies of pictures, kept from one build to the next. */
export interface PictureMaker {
  /** Makes those that are not there yet, and forgets those that are not among them; gives the names of those that could not be made. */
  readonly make: (wishes: readonly PictureWish[]) => ReadonlySet<string>
  readonly read: (name: string) => Uint8Array | undefined
}

/**
 * Makes copies with `sharp` as the author of a site installed it, in a folder of Lectern's own; `program` is that of picture-process.ts. Where
 * that folder, or the one around it, is a link that leads elsewhere, nothing is made, read or removed.
 */
export const nodePictureMaker = (root: string, folder: string, program: () => string | undefined): PictureMaker => ({
  make(wishes) {
    if (!isOwn(folder)) return new Set(wishes.map(({ name }) => name))
    const there = new Set(namesIn(folder))
    const wanted = new Set(wishes.map(({ name }) => name))
    for (const name of there) if (!wanted.has(name)) fs.rmSync(path.join(folder, name), { force: true })
    const missing = wishes.filter(({ name }) => !there.has(name))
    if (missing.length === 0) return new Set()
    fs.mkdirSync(folder, { recursive: true })
    const keepOut = path.join(path.dirname(folder), '.gitignore')
    if (!fs.existsSync(keepOut)) fs.writeFileSync(keepOut, '*\n')
    const module = packageOf(root)
    const file = program()
    const all = new Set(missing.map(({ name }) => name))
    if (module === undefined || file === undefined) return all
    const jobs = missing.map(({ source, name, width, format }): PictureJob => {
      return { from: path.join(root, source), to: path.join(folder, `${NEW}${name}`), width, format }
    })
    const { status } = spawnSync(process.execPath, [file], {
      input: JSON.stringify({ module, jobs }),
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    // What a process wrote that did not end well may not be whole.
    for (const { name } of missing) {
      const made = path.join(folder, `${NEW}${name}`)
      if (status !== 0 || !fs.existsSync(made) || fs.statSync(made).size === 0) fs.rmSync(made, { force: true })
      else fs.renameSync(made, path.join(folder, name))
    }
    const now = new Set(namesIn(folder))
    return new Set([...all].filter((name) => !now.has(name)))
  },
  read(name) {
    if (!isOwn(folder)) return undefined
    try {
      return fs.readFileSync(path.join(folder, name))
    } catch {
      return undefined
    }
  },
})

const isOwn = (folder: string): boolean => leadsNowhereElse(path.dirname(folder)) && leadsNowhereElse(folder)

/** What the name of a copy begins with while it is made. */
const NEW = 'new-'

function namesIn(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder)
  } catch {
    return []
  }
}

/** The folder of `sharp`, as modules of the site find it. */
function packageOf(root: string): string | undefined {
  for (let folder = root; ; folder = path.dirname(folder)) {
    const at = path.join(folder, 'node_modules', 'sharp')
    if (fs.existsSync(path.join(at, 'package.json'))) return at
    if (path.dirname(folder) === folder) return undefined
  }
}
