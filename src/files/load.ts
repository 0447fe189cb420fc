import { createRequire } from 'node:module'

/** Loads a package when it is first needed: what few sites need is not bundled with the program. */
export const load = createRequire(import.meta.url)
