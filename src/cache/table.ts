/**
 * Tables: many records with the same fields, as they are written to disk. Each field is a column whose form follows from its
 * values, and which is read several times as fast as that many objects are. What is in a row is said by its type alone.
 */

/** The values of one field. */
type Column =
  | { readonly type: 'numbers'; readonly values: Uint32Array | Float64Array }
  /** Few values that are different: each once, and which of them every row has. */
  | { readonly type: 'few'; readonly values: readonly unknown[]; readonly places: Uint32Array }
  /** Texts behind each other. */
  | { readonly type: 'texts'; readonly joined: string }
  | { readonly type: 'records'; readonly table: PackedTable }
  | { readonly type: 'any'; readonly values: readonly unknown[] }

/** A table as it is written. */
export interface PackedTable {
  readonly length: number
  readonly columns: Readonly<Record<string, Column>>
}

/** What stands between texts; a column with a text that has it in it is kept as a list. */
const BETWEEN = '\0'

/** Packs records that have the same fields: those of the first one. */
export function packTable<Row extends object>(rows: readonly Row[]): PackedTable {
  const columns: Record<string, Column> = {}
  for (const name of Object.keys(rows[0] ?? {})) columns[name] = packColumn(rows.map((row) => fieldsOf(row)[name]))
  return { length: rows.length, columns }
}

const isNumber = (value: unknown): value is number => typeof value === 'number'
const isText = (value: unknown): value is string => typeof value === 'string'
const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
const isWhole = (value: number): boolean => value >>> 0 === value

function packColumn(values: readonly unknown[]): Column {
  if (values.every(isNumber))
    return { type: 'numbers', values: values.every(isWhole) ? Uint32Array.from(values) : Float64Array.from(values) }
  if (values.every(isRecord)) return { type: 'records', table: packTable(values) }
  const few = packFew(values)
  if (few) return few
  const isJoined = values.every(isText) && !values.some((text) => text.includes(BETWEEN))
  return isJoined ? { type: 'texts', joined: values.join(BETWEEN) } : { type: 'any', values }
}

/** Undefined where more than half of the values are different. */
function packFew(values: readonly unknown[]): Column | undefined {
  const places = new Map<unknown, number>()
  const different: unknown[] = []
  const all = new Uint32Array(values.length)
  for (const [row, value] of values.entries()) {
    const known = typeof value === 'object' ? JSON.stringify(value) : value
    let place = places.get(known)
    if (place === undefined) {
      place = different.push(value) - 1
      if (place > values.length / 2) return undefined
      places.set(known, place)
    }
    all[row] = place
  }
  return { type: 'few', values: different, places: all }
}

/** The records of a table that was packed; they have one hidden class, and share what is the same of many. */
export function unpackTable<Row extends object>({ length, columns }: PackedTable): readonly Row[] {
  const names = Object.keys(columns)
  const lists = Object.values(columns).map(unpackColumn)
  const empty: Readonly<Record<string, unknown>> = Object.fromEntries(names.map((name) => [name, undefined]))
  const rows: Row[] = []
  for (let i = 0; i < length; i++) {
    // A copy of one object has its hidden class. Row by row, because the engine follows a change of all of them slowly.
    const row = { ...empty }
    for (let k = 0; k < names.length; k++) row[names[k] ?? ''] = lists[k]?.[i]
    // Only what was packed is in it.
    rows.push(row as Row)
  }
  return rows
}

function unpackColumn(column: Column): ArrayLike<unknown> {
  if (column.type === 'records') return unpackTable(column.table)
  if (column.type === 'texts') return column.joined.split(BETWEEN)
  if (column.type !== 'few') return column.values
  const values: unknown[] = []
  for (const place of column.places) values.push(column.values[place])
  return values
}

/** How one table differs from an earlier one: rows in the places of others, places of rows that are gone, rows that are new. */
export interface TableChanges<Row> {
  readonly changed: readonly (readonly [place: number, row: Row])[]
  readonly removed: readonly number[]
  readonly added: readonly Row[]
}

/** How many rows some changes are about. */
export const sizeOf = ({ changed, removed, added }: TableChanges<unknown>): number =>
  changed.length + removed.length + added.length

/** Compares two tables whose rows are told apart by their keys; the order of rows does not count. */
export function changesOf<Row extends object>(
  before: readonly Row[],
  now: readonly Row[],
  keyOf: (row: Row) => string,
): TableChanges<Row> {
  const changed: (readonly [number, Row])[] = []
  const added: Row[] = []
  const kept = new Uint8Array(before.length)
  const names = Object.keys(now[0] ?? {})
  /** How much further on rows stood before; mostly it is the same for all behind one that is gone or new. */
  let shift = 0
  let places: ReadonlyMap<string, number> | undefined
  for (const [i, row] of now.entries()) {
    const beside = before[i + shift]
    let place: number | undefined = i + shift
    if (beside === undefined || keyOf(beside) !== keyOf(row)) {
      places ??= new Map(before.map((one, at) => [keyOf(one), at]))
      place = places.get(keyOf(row))
      shift = place === undefined ? shift - 1 : place - i
    }
    const was = place === undefined ? undefined : before[place]
    if (place === undefined || was === undefined) added.push(row)
    else {
      kept[place] = 1
      if (was !== row && !isSameIn(names, fieldsOf(was), fieldsOf(row))) changed.push([place, row])
    }
  }
  const removed = Array.from(before.keys()).filter((place) => !kept[place])
  return { changed, removed, added }
}

/** The table that changes were made to. */
export function withChanges<Row>(
  before: readonly Row[],
  { changed, removed, added }: TableChanges<Row>,
): readonly Row[] {
  const rows = [...before, ...added]
  for (const [place, row] of changed) rows[place] = row
  const gone = new Set(removed)
  return gone.size ? rows.filter((_, place) => !gone.has(place)) : rows
}

/** Whether two values of plain data are equal, whatever is in them. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && isSameIn(names, fieldsOf(a), fieldsOf(b))
}

function isSameIn(names: readonly string[], a: Fields, b: Fields): boolean {
  for (const name of names) if (a[name] !== b[name] && !isSame(a[name], b[name])) return false
  return true
}

type Fields = Readonly<Record<string, unknown>>

/** An object, to be read by the names of its fields. */
const fieldsOf = (value: object): Fields => value as Fields
