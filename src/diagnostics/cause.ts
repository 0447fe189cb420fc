/** What was thrown, in one line. */
export function causeOf(error: unknown): string {
  const text =
    error instanceof Error
      ? error.name === 'Error'
        ? error.message
        : `${error.name}: ${error.message}`
      : String(error)
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line || 'it says nothing'
}

/** How many characters of it are shown. */
const MOST = 300
