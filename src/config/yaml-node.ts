/** A piece of YAML with its place: offsets into the YAML text, `end` exclusive. */
export interface YamlNode {
  readonly kind: 'scalar' | 'mapping' | 'sequence' | 'alias'
  readonly start: number
  readonly end: number
  /** Plain value: string, number, boolean, null, array or object with string keys. */
  readonly value: unknown
  /** Text of a scalar before `1.10` became a number; '' for others. */
  readonly text: string
  /** Of a mapping, in the order written. */
  readonly entries: readonly YamlEntry[]
  /** Of a sequence. */
  readonly items: readonly YamlNode[]
}

export interface YamlEntry {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
  readonly node: YamlNode
}
