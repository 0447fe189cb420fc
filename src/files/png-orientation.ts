/** What a PNG begins with. */
const SIGNATURE = '\u0089PNG\r\n\u001a\n'
const ORIENTATION = 0x0112

/** The orientation of a PNG, 1 to 8, where a chunk `eXIf` before its pixels says it; browsers turn the picture by it. */
export function pngOrientation(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const textAt = (at: number, length: number): string => Buffer.from(bytes.subarray(at, at + length)).toString('latin1')
  if (textAt(0, SIGNATURE.length) !== SIGNATURE) return undefined
  for (let at = SIGNATURE.length; at + 8 <= bytes.length; ) {
    const type = textAt(at + 4, 4)
    const length = view.getUint32(at)
    if (type === 'IDAT') return undefined
    if (type === 'eXIf')
      return orientationOf(new DataView(view.buffer, view.byteOffset + at + 8, Math.min(length, bytes.length - at - 8)))
    // Behind the data are four bytes to check it.
    at += 12 + length
  }
  return undefined
}

/** The entry of that name in the first table of some Exif data. */
function orientationOf(exif: DataView): number | undefined {
  if (exif.byteLength < 8) return undefined
  // `II` or `MM`: which end of a number comes first.
  const isLittle = exif.getUint8(0) === 0x49
  const table = exif.getUint32(4, isLittle)
  if (table + 2 > exif.byteLength) return undefined
  const entries = exif.getUint16(table, isLittle)
  for (let at = table + 2, i = 0; i < entries && at + 12 <= exif.byteLength; at += 12, i++)
    if (exif.getUint16(at, isLittle) === ORIENTATION) return exif.getUint16(at + 8, isLittle)
  return undefined
}
