import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

const program = path.resolve(import.meta.dirname, '../../lib/cli.js')

/** How many pages the course has: enough for a cache, and for threads that share them. */
export const PAGES = 120

export const nameOf = (page: number): string => `part-${page % 7}/page-${page}`

/** A course on disk for the tests of a file; call it at the top of that. It is removed after them. */
export function courseOnDisk() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-threads-'))
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
  const site = path.join(folder, 'site')
  const put = (name: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), text)
  }
  for (const [name, text] of Object.entries(course())) put(`site/${name}`, text)
  /** Runs the compiled program; gives its exit code and what it printed. */
  const run = (args: readonly string[], cwd = folder) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' })
    return { status, text: stdout, errors: stderr }
  }
  return {
    folder,
    site,
    put,
    run,
    /** Runs it on the course. */
    lectern: (command: string, ...options: readonly string[]) => run([command, site, ...options]),
    /** A folder beside the course, for what is built of it. */
    output: (name: string): string => path.join(folder, name),
    /** Removes the cache. */
    forget: (): void => fs.rmSync(path.join(site, '.lectern'), { recursive: true, force: true }),
    /** The source of a page. */
    source: (page: number): string => path.join(site, 'content', `${nameOf(page)}.md`),
  }
}

/** Every file of a folder with its content. */
export function filesOf(at: string): Record<string, string> {
  const files = fs.readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const names = files.map((entry) => path.relative(at, path.join(entry.parentPath, entry.name))).sort()
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(at, name), 'latin1')]))
}

function course(): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    'site.yaml': 'title: Many\nurl: https://example.org\nnumbering: chapter\nconstants: {school: Ours}\n',
    'content/plot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>',
    // A page of every fault that is found at a different time: when it is compiled, linked, laid out.
    'content/wrong.md': 'template: none\n\n%nothing: %link:nowhere%\n\n%--\nfigure:\n  id: FigA\n--%\n',
  }
  for (let i = 0; i < PAGES; i++) {
    const next = nameOf(i + 1)
    const links = i === PAGES - 1 ? '' : `[next](%link:${next}%), %ref:${next}#FigPlot%, %link:${next}%#details.`
    const draft = i % 40 === 39 ? 'draft: true\n' : ''
    files[`content/${nameOf(i)}.md`] =
      `title: Page ${i} é\n${draft}date: 2026-01-0${(i % 9) + 1}\n\nOf $school$. ${links}\n\n## Details\n\n\`\`\`python\nprint(${i})\n\`\`\`\n\n%--\nfigure:\n  source: /plot.svg\n  id: FigPlot\n  caption: Plot *${i}* with unusual${i % 50} words\n--%\n`
  }
  return files
}
