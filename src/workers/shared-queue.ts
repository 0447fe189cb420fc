/** The index of the next item of a shared queue, in memory that all threads see. */
export type Counter = Int32Array<SharedArrayBuffer>

/** Begins a shared queue: a list that each thread has, and a counter that all of them share. */
export const createCounter = (): Counter => new Int32Array(new SharedArrayBuffer(4))

/** Takes items of a shared queue that no thread has taken yet, `count` neighbours at a time, until none is left. */
export function* takeShared<Item>(items: readonly Item[], next: Counter, count = 1): Generator<Item> {
  for (;;) {
    const from = Atomics.add(next, 0, count)
    if (from >= items.length) return
    yield* items.slice(from, from + count)
  }
}

/** Items that are sent together, and neighbouring pages that a thread compiles: they ask for the same files. */
export const BATCH = 16

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
