/** Makes a value when it is first wanted. */
export function once<T>(make: () => T): () => T {
  const made: T[] = []
  return () => {
    if (made.length === 0) made.push(make())
    return made[0] as T
  }
}

/** Makes a value of each object when it is first wanted, and keeps it for as long as the object is in use. */
export function onceFor<Key extends object, T>(make: (key: Key) => T): (key: Key) => T {
  const made = new WeakMap<Key, { readonly value: T }>()
  return (key) => {
    const before = made.get(key)
    if (before) return before.value
    const value = make(key)
    made.set(key, { value })
    return value
  }
}
