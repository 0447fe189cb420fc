import { openSite } from '../files/open-site.ts'
import { ownLine } from '../files/threads.ts'
import { unpackTexts } from './columns.ts'
import { type Look, SAME } from './look-ahead.ts'

/** A thread that looks at files before the main thread asks for them: see look-ahead.ts. */

const { line, data } = ownLine<readonly Look[], never>()
// The main thread starts this one with the folder of the site, and nothing else.
const places = openSite(data as string)
for (const { output, paths, stamps, seen } of line.take()) {
  const files = output === undefined ? places.site : places.openOutput(output).files
  const expected = unpackTexts(stamps)
  for (const [i, path] of unpackTexts(paths).entries())
    if (files.stamp(path) === expected[i]) Atomics.store(seen, i, SAME)
}
