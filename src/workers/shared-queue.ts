/** The index of the next item of a shared queue, in memory that all threads see. */
export type Counter = Int32Array<SharedArrayBuffer>

/** Begins a shared queue: a list that each thread has, and a counter that all of them share. */
export const createCounter = (): Counter => new Int32Array(new SharedArrayBuffer(4))

/** Takes items of a shared queue that no thread has taken yet, one after the other, until none is left. */
export function* takeShared<Item>(items: readonly Item[], next: Counter): Generator<Item> {
  for (;;) {
    const item = items[Atomics.add(next, 0, 1)]
    if (item === undefined) return
    yield item
  }
}

/** Items that are sent together. */
const BATCH = 16

/** Collects items and sends them in batches; `flush` sends the rest, be there any or not. */
export function inBatches<Item>(send: (items: readonly Item[]) => void) {
  let items: Item[] = []
  const flush = (): void => {
    const batch = items
    items = []
    send(batch)
  }
  const add = (item: Item): void => {
    if (items.push(item) === BATCH) flush()
  }
  return { add, flush }
}
