import { createRequire } from 'node:module'

/** Loads a package from where it is installed, when somebody first wants it: what few sites need is no part of the program. */
export const load = createRequire(import.meta.url)
