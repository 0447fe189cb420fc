import { bytesIn, type Content, writeInto } from '../files/encode.ts'

/** Bytes of shared memory that are asked for at once: each time takes as long as writing a page. */
const CHUNK = 1 << 18

const memory: { free: Buffer } = { free: Buffer.alloc(0) }

/** A content in memory that all threads see, so that messages need not copy it. */
export function sharedBytes(content: Content): Uint8Array {
  const length = bytesIn(content)
  if (length > memory.free.length) memory.free = Buffer.from(new SharedArrayBuffer(Math.max(CHUNK, length)))
  const bytes = memory.free.subarray(0, length)
  memory.free = memory.free.subarray(length)
  writeInto(content, bytes, 0)
  return bytes
}
