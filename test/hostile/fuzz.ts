import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { bareTheme } from '../memory-site.ts'
import { faultsOf } from './faults.ts'
import { type Files, kindsOf } from './inputs.ts'
import { faultsOfLinks, siteLinks } from './links.ts'

/** What a run of the fuzzer found. */
export interface FuzzReport {
  readonly seed: number
  readonly seconds: number
  /** How many sites of each kind were built. */
  readonly inputs: Readonly<Record<string, number>>
  readonly failures: readonly Failure[]
}

/** A fault of the program, and the smallest site found that shows it. */
export interface Failure {
  readonly kind: string
  /** Of fast-check: shows the same site again. */
  readonly seed: number
  readonly faults: readonly string[]
  readonly files: Files
}

/** Sites that lie on a disk. */
const LINKS = 'links on a disk'

/** So many sites of a kind are tried before the next kind. */
const BATCH = 20
/** Sites of a few kilobytes take milliseconds; one that takes this long hangs. */
const SLOW = 5

const read = (folder: string, ending: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => [name.split(path.sep).join('/'), fs.readFileSync(path.join(folder, name), 'utf8')]),
  )

/** The kinds of sites, made of the pages and templates of the repository. */
export function kindsOfRepository(root: string): { readonly kinds: ReturnType<typeof kindsOf>; readonly theme: Files } {
  const theme = Object.fromEntries(
    Object.entries(read(path.join(root, 'templates'), '.hbs')).map(([name, text]) => [`templates/${name}`, text]),
  )
  return {
    kinds: kindsOf(Object.values(read(path.join(root, 'content'), '.md')), theme),
    theme: { 'package.json': '{}', ...theme },
  }
}

/** The kinds that are shown with the theme's own templates; others show just the text, which takes less time. */
export const THEMED = new Set(['templates', 'front matter', 'settings', 'navigation and constants', 'names'])

/** Faults of one site, what it throws and how long it takes among them. */
export function everyFault(files: Files, theme: Files): readonly string[] {
  const before = process.cpuUsage()
  try {
    const faults = faultsOf(files, theme)
    const { user } = process.cpuUsage(before)
    return user / 1e6 > SLOW ? [...faults, `takes ${(user / 1e6).toFixed(1)} s`] : faults
  } catch (error) {
    return [`throws ${error instanceof Error ? error.stack : String(error)}`]
  }
}

/** Builds sites of all kinds in turn for so many seconds. The same seed tries the same sites in the same order. */
export function fuzz(root: string, seconds: number, seed: number, only = ''): FuzzReport {
  const { kinds, theme } = kindsOfRepository(root)
  const inputs: Record<string, number> = Object.fromEntries(
    [...Object.keys(kinds), LINKS].filter((kind) => kind.includes(only)).map((kind) => [kind, 0]),
  )
  const failures: Failure[] = []
  const known = new Set<string>()
  const started = Date.now()
  const left = (): number => seconds * 1000 - (Date.now() - started)
  const note = (failure: Failure): void => {
    failures.push(failure)
    // Told once: the search goes on for others.
    for (const fault of failure.faults) known.add(nameOf(failure.kind, fault))
  }
  for (let round = 0; left() > 0; round++) {
    const linkSeed = seed * 1_000_003 + round
    if (inputs[LINKS] !== undefined) {
      const result = fc.check(
        fc.property(siteLinks, (links) => {
          inputs[LINKS] = (inputs[LINKS] ?? 0) + 1
          return faultsOfLinks(links).every((fault) => known.has(nameOf(LINKS, fault)))
        }),
        { seed: linkSeed, numRuns: BATCH },
      )
      const [links] = (result.failed && result.counterexample) || []
      if (links)
        note({ kind: LINKS, seed: linkSeed, faults: faultsOfLinks(links), files: { links: JSON.stringify(links) } })
    }
    for (const [kind, arbitrary] of Object.entries(kinds)) {
      if (left() <= 0) break
      if (inputs[kind] === undefined) continue
      const used = THEMED.has(kind) ? theme : bareTheme
      const batchSeed = seed * 1_000_003 + round
      const result = fc.check(
        fc.property(arbitrary, (files) => {
          inputs[kind] = (inputs[kind] ?? 0) + 1
          return everyFault(files, used).every((fault) => known.has(nameOf(kind, fault)))
        }),
        { seed: batchSeed, numRuns: BATCH },
      )
      if (!result.failed || !result.counterexample) continue
      const [files] = result.counterexample
      const faults = everyFault(files, used)
      note({ kind, seed: batchSeed, faults, files })
    }
  }
  return { seed, seconds: (Date.now() - started) / 1000, inputs, failures }
}

/** What makes two faults the same: their first words, and the place that threw. */
const nameOf = (kind: string, fault: string): string =>
  `${kind}: ${fault.startsWith('throws') ? fault.split('\n').slice(0, 2).join(' ') : fault.split(' ').slice(0, 4).join(' ')}`
