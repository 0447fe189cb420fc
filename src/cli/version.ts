import manifest from '../../package.json' with { type: 'json' }

/** The version of Lectern. */
export const version: string = manifest.version
