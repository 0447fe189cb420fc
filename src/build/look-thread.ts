import { openSite } from '../files/open-site.ts'
import { ownLine } from '../files/threads.ts'
import { type Look, lookAtFiles } from './look-ahead.ts'

/** A thread that looks at files before the main thread asks for them: see look-ahead.ts. */

const { line, data } = ownLine<readonly Look[], never>()
// The main thread starts this one with the folder of the site, and nothing else.
const places = openSite(data as string)
for (const look of line.take())
  lookAtFiles(look, look.output === undefined ? places.site : places.openOutput(look.output).files)
