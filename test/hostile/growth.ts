import { performance } from 'node:perf_hooks'
import { build } from '../../src/build/build.ts'
import { textOf } from '../../src/build/session.ts'
import { prettyAll } from '../../src/diagnostics/pretty.ts'
import { importSite } from '../../src/import/import-site.ts'
import { oldFolder } from '../import/old-site.ts'
import { memorySite } from '../memory-site.ts'
import { imports } from './imports.ts'
import { bounded, notebooks, type Pathological, pages, parts, sites } from './pathological.ts'

/** What a site of a size cost. */
export interface Cost {
  readonly n: number
  readonly bytes: number
  readonly seconds: number
}

/** How the cost of a site grows: the exponent of its size, 1 where it is linear and 2 where it is quadratic. */
export interface Growth {
  readonly name: string
  readonly costs: readonly Cost[]
  readonly exponent: number
}

const bytesOf = (files: Readonly<Record<string, string>>): number =>
  Object.entries(files).reduce((sum, [path, text]) => sum + path.length + text.length, 0)

function secondsOf(files: Readonly<Record<string, string>>, isImport: boolean): number {
  if (isImport) {
    const before = process.cpuUsage()
    importSite(oldFolder(files))
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  const { session } = memorySite(files)
  const before = process.cpuUsage()
  const { diagnostics } = build(session, { keepGoing: true })
  prettyAll(diagnostics, textOf(session))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Doubles the size until it takes long enough to be measured, then compares with a quarter of it. */
export function growthOf({ name, files, isImport }: Pathological, long = 0.5, most = 4e6, largest = 60_000): Growth {
  const costs: Cost[] = []
  const started = performance.now()
  for (let n = 16; n <= largest; n *= 2) {
    const made = files(n)
    const bytes = bytesOf(made)
    if (bytes > most) break
    let seconds = secondsOf(made, isImport === true)
    if (seconds > 0.05 && seconds < 2) seconds = Math.min(seconds, secondsOf(made, isImport === true))
    costs.push({ n, bytes, seconds })
    if (seconds > long || performance.now() - started > 60_000) break
  }
  const last = costs.at(-1)
  const quarter = costs.at(-3)
  // What takes no time at all tells nothing.
  if (!last || !quarter || last.seconds < 0.2 || bounded.has(name)) return { name, costs, exponent: 0 }
  const exponent = Math.log(last.seconds / quarter.seconds) / Math.log(last.bytes / quarter.bytes)
  return { name, costs, exponent: Number.isFinite(exponent) ? exponent : 9 }
}

/** Every case there is. */
export const cases: readonly Pathological[] = [...pages, ...parts, ...notebooks, ...sites, ...imports]
