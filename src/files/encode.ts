/** So many bytes at most does a text take. */
export const mostBytesOf = (text: string): number => 3 * text.length

/**
 * Writes a text into a buffer as UTF-8, and gives its length in bytes. Most texts are plain ASCII, which is copied several
 * times as fast as it is encoded.
 */
export const encodeInto = (text: string, buffer: Buffer, at: number): number =>
  Buffer.byteLength(text) === text.length ? buffer.write(text, at, 'latin1') : buffer.write(text, at, 'utf8')
