/**
 * Code that a reader typed into an exercise of the old system, at this address: it is kept under the id alone, as JSON in base64.
 */
export function readOldWork(id: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(localStorage.getItem(id) ?? ''), (letter) => letter.charCodeAt(0))
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof value !== 'object' || value === null || !('code' in value)) return undefined
    return typeof value.code === 'string' ? value.code : undefined
  } catch {
    return undefined
  }
}
