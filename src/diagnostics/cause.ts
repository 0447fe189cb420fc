/** What was thrown, in one line. It may be anything: also a value that throws when it is looked at. */
export function causeOf(error: unknown): string {
  const line = textOf(error).replace(/\s+/g, ' ').trim()
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line || 'it says nothing'
}

/** How many characters of it are shown. */
const MOST = 300

function textOf(error: unknown): string {
  try {
    if (error instanceof Error) {
      const [name, message] = [String(error.name), String(error.message)]
      return name === 'Error' ? message : `${name}: ${message}`
    }
    if (typeof error !== 'object' || error === null) return error === undefined ? '' : String(error)
    // Some throw an object with a message, and call that an error.
    const message: unknown = Reflect.get(error, 'message')
    const text = typeof message === 'string' ? message : String(error)
    return text === '[object Object]' ? 'it throws an object that is no error' : text
  } catch {
    return 'it throws what cannot be shown'
  }
}
