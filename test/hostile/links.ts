import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { build } from '../../src/index.ts'

/** Sites on a disk with links in them, wherever links may be: out of the site, into it, round in a circle, to nothing. */

/** A link: where it is, and what it leads to. */
export interface SiteLink {
  readonly at: string
  readonly to: string
}

const PLACES = [
  ...['content/out', 'content/out.md', 'content/out.svg', 'content/deep/out', 'assets', 'assets/out', 'templates'],
  ...['sitemap.yaml', 'constants.yaml', 'dist', 'dist/a', 'dist/index.html', 'dist/a/index.html', 'dist/deep'],
  ...['.lectern', '.lectern/index', '.lectern/texts-0', 'parts', 'content/a.md', 'content/_a'],
]
const TARGETS = [
  '../precious',
  '../precious/secret.md',
  '../precious/secret.svg',
  'content',
  'content/a.md',
  '.',
  '..',
  'nowhere',
  'dist',
  '.git',
]

/** Links of a site. */
export const siteLinks: fc.Arbitrary<readonly SiteLink[]> = fc.uniqueArray(
  fc.record({ at: fc.constantFrom(...PLACES), to: fc.constantFrom(...TARGETS) }),
  { minLength: 1, maxLength: 5, selector: ({ at }) => at },
)

const SECRET = 'the secret of this machine'
const FILES: Readonly<Record<string, string>> = {
  'site/content/index.md': '# Start\n\n%-- include: out.md --%\n\n![x](out.svg) [x](out/secret.md)\n',
  'site/content/a.md': '# A\n',
  'site/content/deep/b.md': '# B\n',
  'site/.git/config': SECRET,
  'precious/secret.md': SECRET,
  'precious/secret.svg': `<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"><desc>${SECRET}</desc></svg>`,
  'precious/index.html': SECRET,
  'precious/index': SECRET,
  'precious/a/index.html': SECRET,
}

function filesBelow(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => `${path.relative(folder, file)} ${fs.readFileSync(file, 'latin1')}`)
    .sort()
}

/** What is wrong with the program, shown by such links: it throws, writes or removes something beside the site, or publishes it. */
export function faultsOfLinks(links: readonly SiteLink[]): readonly string[] {
  const top = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-links-')))
  const site = path.join(top, 'site')
  const faults: string[] = []
  try {
    for (const [file, text] of Object.entries(FILES)) {
      fs.mkdirSync(path.dirname(path.join(top, file)), { recursive: true })
      fs.writeFileSync(path.join(top, file), text)
    }
    build({ folder: site, keepGoing: true })
    for (const link of links) place(site, link)
    const before = filesBelow(path.join(top, 'precious'))
    for (let i = 0; i < 2; i++) {
      fs.writeFileSync(path.join(site, 'content/new.md'), `# New ${i}\n`)
      build({ folder: site, keepGoing: true })
    }
    if (filesBelow(path.join(top, 'precious')).join('\n') !== before.join('\n'))
      faults.push('changes what lies beside the site')
    const output = path.join(site, 'dist')
    const isOwn = !fs.lstatSync(output, { throwIfNoEntry: false })?.isSymbolicLink()
    if (isOwn && fs.existsSync(output) && filesBelow(output).some((file) => file.includes(SECRET)))
      faults.push('publishes a secret')
  } catch (error) {
    faults.push(`throws ${error instanceof Error ? error.stack : String(error)}`)
  } finally {
    fs.rmSync(top, { recursive: true, force: true })
  }
  return faults
}

/** Puts a link into a site; one that was put there before may be in its way. */
function place(site: string, { at, to }: SiteLink): void {
  const folder = path.dirname(path.join(site, at))
  try {
    fs.mkdirSync(folder, { recursive: true })
    if (fs.realpathSync(folder) !== folder) return
    fs.rmSync(path.join(site, at), { recursive: true, force: true })
    fs.symlinkSync(path.join(site, to), path.join(site, at))
  } catch {
    // Something else is there.
  }
}
