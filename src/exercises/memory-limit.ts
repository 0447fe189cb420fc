/** The memory of an engine may grow to so many bytes: beyond, programs get the error that their language has for that. */
export const MOST_MEMORY = 400 * 2 ** 20

const PAGE = 65536

/** Bounds all memories of WebAssembly that this thread has from now on. Call it before an engine is loaded. */
export function limitMemory(most: number = MOST_MEMORY): void {
  const { prototype } = WebAssembly.Memory
  const { grow } = prototype
  prototype.grow = function (this: WebAssembly.Memory, pages: number): number {
    if (this.buffer.byteLength + Number(pages) * PAGE > most) throw new RangeError('too much memory')
    return grow.call(this, pages)
  }
}
