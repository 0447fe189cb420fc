/**
 * A value of which some is known, and the rest is made when it is first looked at. It behaves as the whole value, also
 * where all its fields are listed.
 */
export function lazily<Whole extends object, Known extends keyof Whole>(
  known: Pick<Whole, Known>,
  make: () => Whole,
): Whole {
  const made: Whole[] = []
  const whole = (): Whole => {
    if (made.length === 0) made.push(make())
    return made[0] as Whole
  }
  // What the target lacks, the traps bring.
  return new Proxy(known as Whole, {
    get: (target, key) => (key in target ? Reflect.get(target, key) : Reflect.get(whole(), key)),
    has: (_target, key) => key in whole(),
    ownKeys: () => Reflect.ownKeys(whole()),
    getOwnPropertyDescriptor: (_target, key) => Reflect.getOwnPropertyDescriptor(whole(), key),
  })
}
