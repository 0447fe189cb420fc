import { setFlagsFromString } from 'node:v8'

/** A course of up to so many pages is small: most of what V8 would optimize hardly runs. */
const SMALL = 500
/** With more pages optimized code pays, the sooner the better. */
const MIDDLE = 4000

/**
 * Flags by the major version of V8, for small sites and for those in the middle. Up to Node 20 they are bytes of bytecode that a function
 * runs (132 KB by default), from Node 22 on calls of it (3,000, and 400 for the compiler before it). V8 complains aloud of flags that it
 * does not know, so versions that were not tried get none.
 */
const BY_BYTECODE = { small: ['--interrupt-budget=2000000'], middle: ['--interrupt-budget=500000'] }
const BY_CALLS = {
  small: ['--invocation-count-for-turbofan=100000', '--invocation-count-for-maglev=10000'],
  middle: [],
}
const FLAGS: Readonly<Record<string, { readonly small: readonly string[]; readonly middle: readonly string[] }>> = {
  11: BY_BYTECODE,
  12: BY_CALLS,
  13: BY_CALLS,
  14: BY_CALLS,
}

/**
 * Lets V8 optimize later in a process that builds one site of few pages and ends: of 50 pages, optimized code that hardly ran took 40 % of
 * the processor's time. It holds for the whole process.
 *
 * @param version of V8, such as `11.3.244.8-node.26`
 */
export function optimizeLater(pages: number, version: string): void {
  const flags = pages > MIDDLE ? undefined : FLAGS[version.split('.')[0] ?? '']
  for (const flag of (pages > SMALL ? flags?.middle : flags?.small) ?? []) setFlagsFromString(flag)
}
