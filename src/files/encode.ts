/** Bytes, or a text in pieces. */
export type Content = Uint8Array | readonly string[]

/** The most bytes that a text can take as UTF-8. */
export const mostBytesOf = (text: string): number => 3 * text.length

/** Writes a text into a buffer as UTF-8, and gives its length in bytes. */
export const encodeInto = (text: string, buffer: Buffer, at: number): number => buffer.write(text, at, 'utf8')

/** The most bytes that a content can take. */
export function mostBytesIn(content: Content): number {
  if (content instanceof Uint8Array) return content.length
  let most = 0
  for (const piece of content) most += mostBytesOf(piece)
  return most
}

/** The bytes that a content takes. */
export function bytesIn(content: Content): number {
  if (content instanceof Uint8Array) return content.length
  let bytes = 0
  for (const piece of content) bytes += Buffer.byteLength(piece)
  return bytes
}

/** Writes a content into a buffer, and gives its length in bytes. */
export function writeInto(content: Content, buffer: Buffer, at: number): number {
  if (content instanceof Uint8Array) {
    buffer.set(content, at)
    return content.length
  }
  let end = at
  for (const piece of content) end += encodeInto(piece, buffer, end)
  return end - at
}

/** The text of bytes in UTF-8. */
export const decoded = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
