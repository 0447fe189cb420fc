/** Width and height in CSS pixels. */
interface Size {
  readonly width: number
  readonly height: number
}

/** A box of an ISO base media file: what is in it, without its size and type. */
interface Box {
  readonly type: string
  readonly data: DataView
}

/**
 * The size of an AVIF as a browser shows it: that of its primary item, turned as its `irot` says; of a film without one, that
 * of its track. Undefined where the file is none, or ends too early (a DataView throws a RangeError where a box does).
 */
export function avifSize(bytes: Uint8Array): Size | undefined {
  const boxes = boxesOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const brands = textOf(boxes.find(({ type }) => type === 'ftyp')?.data)
  if (!/^(?:.{4})*avi[fs]/s.test(brands)) return undefined
  return itemSize(boxes) ?? trackSize(boxes)
}

/** Whether a file begins as those of this kind do: its first box names the kinds that it is. */
export const isAvif = (bytes: Uint8Array): boolean =>
  /^.{4}ftyp(?:.{4})*?avi[fs]/s.test(Buffer.from(bytes.subarray(0, 128)).toString('latin1'))

function itemSize(boxes: readonly Box[]): Size | undefined {
  // Behind the version and flags of `meta` are boxes again.
  const meta = childrenOf(boxes, 'meta', 4)
  const primary = meta.find(({ type }) => type === 'pitm')?.data
  const properties = childrenOf(meta, 'iprp')
  const all = childrenOf(properties, 'ipco')
  const used = properties.find(({ type }) => type === 'ipma')?.data
  if (!primary || !used) return undefined
  const own = associated(used, numberAt(primary, 4, primary.getUint8(0) === 0 ? 2 : 4)).map((index) => all[index - 1])
  const size = own.find((box) => box?.type === 'ispe')?.data
  if (!size) return undefined
  const turn = own.find((box) => box?.type === 'irot')?.data.getUint8(0) ?? 0
  const [width, height] = [size.getUint32(4), size.getUint32(8)]
  return turn % 2 === 1 ? { width: height, height: width } : { width, height }
}

/** The numbers, from 1, of the properties that an item has, from the table `ipma`. */
function associated(table: DataView, item: number): readonly number[] {
  const idLength = table.getUint8(0) === 0 ? 2 : 4
  const length = (table.getUint8(3) & 1) === 1 ? 2 : 1
  const entries = table.getUint32(4)
  let at = 8
  for (let i = 0; i < entries; i++) {
    const id = numberAt(table, at, idLength)
    const count = table.getUint8(at + idLength)
    at += idLength + 1
    if (id === item)
      // The highest bit says whether a reader has to know the property.
      return Array.from(
        { length: count },
        (_, k) => numberAt(table, at + k * length, length) & (length === 2 ? 0x7fff : 0x7f),
      )
    at += count * length
  }
  return []
}

/** The size of the first track that has one: numbers with 16 bits behind the point, the last in `tkhd`. */
function trackSize(boxes: readonly Box[]): Size | undefined {
  for (const track of childrenOf(boxes, 'moov').filter(({ type }) => type === 'trak')) {
    const header = boxesOf(track.data).find(({ type }) => type === 'tkhd')?.data
    if (!header || header.byteLength < 8) continue
    const width = header.getUint32(header.byteLength - 8) / 0x10000
    const height = header.getUint32(header.byteLength - 4) / 0x10000
    if (width > 0 && height > 0) return { width, height }
  }
  return undefined
}

const numberAt = (view: DataView, at: number, length: 1 | 2 | 4): number =>
  length === 1 ? view.getUint8(at) : length === 2 ? view.getUint16(at) : view.getUint32(at)

/** The boxes in the first one of a type, behind `skipped` bytes. */
function childrenOf(boxes: readonly Box[], wanted: string, skipped = 0): readonly Box[] {
  const data = boxes.find(({ type }) => type === wanted)?.data
  return data && data.byteLength >= skipped ? boxesOf(slice(data, skipped, data.byteLength)) : []
}

/** The boxes that follow each other in some bytes; the last one may be cut. */
function boxesOf(view: DataView): readonly Box[] {
  const boxes: Box[] = []
  for (let at = 0; at + 8 <= view.byteLength; ) {
    const short = view.getUint32(at)
    // 1: a longer number follows the type; 0: the box goes on to the end.
    const isLong = short === 1 && at + 16 <= view.byteLength
    const size = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? view.byteLength - at : short
    const header = isLong ? 16 : 8
    if (size < header) break
    const end = Math.min(view.byteLength, at + size)
    boxes.push({ type: textOf(slice(view, at + 4, at + 8)), data: slice(view, at + header, end) })
    at += size
  }
  return boxes
}

const slice = (view: DataView, from: number, to: number): DataView =>
  new DataView(view.buffer, view.byteOffset + from, to - from)

const textOf = (view: DataView | undefined): string =>
  view ? Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('latin1') : ''
