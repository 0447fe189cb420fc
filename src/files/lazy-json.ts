/**
 * JSON that is parsed when its value is wanted. The value of a text is kept; what lies elsewhere is read each time, so that it
 * takes no memory. There are many thousands: a class takes the least of each.
 */
export class LazyJson<Value> {
  readonly #source: string | (() => string | undefined)
  #value: Value | undefined

  constructor(source: string | (() => string | undefined)) {
    this.#source = source
    this.#value = undefined
  }
  /** Undefined where it is lost. */
  get json(): string | undefined {
    return typeof this.#source === 'string' ? this.#source : this.#source()
  }
  /** Undefined where it is lost. */
  get value(): Value | undefined {
    if (this.#value !== undefined) return this.#value
    const { json } = this
    // Only what was packed is there.
    const value = json === undefined ? undefined : ((JSON.parse(json) as Value | null) ?? undefined)
    if (typeof this.#source === 'string') this.#value = value
    return value
  }
}
