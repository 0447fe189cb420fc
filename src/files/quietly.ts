/** The value, or undefined where the disk says no. */
export function quietly<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch (error) {
    if (diskCode(error) === undefined) throw error
    return undefined
  }
}

/** The code of an error of the disk, such as ENOENT; undefined for other errors. */
export const diskCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
