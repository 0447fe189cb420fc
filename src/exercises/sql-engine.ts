import type { CheckResult, Engine, EngineHost, RunError, RunRequest, RunResult } from './engine.ts'
import { createDeadline, createPrinted, type Deadline } from './printed.ts'

/** What is used of `sql.js`: the same in a worker and in Node. */
export interface SqlJs {
  readonly Database: new (data?: Uint8Array) => SqlDatabase
}

interface SqlDatabase {
  readonly run: (sql: string, values?: readonly SqlValue[]) => void
  readonly iterateStatements: (sql: string) => SqlStatements
  readonly close: () => void
}

interface SqlStatements extends Iterable<SqlStatement> {
  readonly getRemainingSQL: () => string
}

interface SqlStatement {
  readonly step: () => boolean
  readonly get: () => SqlValue[]
  readonly getColumnNames: () => string[]
}

type SqlValue = number | string | Uint8Array | null

/** What a query gave. */
interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly SqlValue[])[]
}

/** More rows of one query are no use to anybody, and fill memory. */
const MOST_ROWS = 10_000
/** Names of files that are a database. */
const DATABASE = /\.(?:db|sqlite3?)$/i

/** Time is up, or the reader wants it: no error of the program. */
class Ended extends Error {}

/** SQL in SQLite: each run has a database of its own. A program is a number of statements; what its queries give is its output. */
export function createSqlEngine({ Database }: SqlJs, host: EngineHost): Engine {
  const run = async (request: RunRequest): Promise<RunResult> => {
    const { setup, code, check, files = {}, limit } = request
    const clock = createDeadline(host.now, host.beat)
    const file = Object.entries(files).find(([name]) => DATABASE.test(name))?.[1]
    const database = new Database(file instanceof Uint8Array ? file : undefined)
    try {
      if (setup !== undefined) {
        clock.begin(limit)
        const { error } = runStatements(database, setup, clock, () => undefined)
        if (error) return { state: 'setup', output: '', isCut: false, error }
      }
      const printed = createPrinted(host.show)
      const last: { rows?: Rows } = {}
      clock.begin(limit)
      const { error, isEnded } = runStatements(database, code, clock, (rows) => {
        last.rows = rows
        printed.print('out', tableOf(rows))
      })
      const result: RunResult = {
        state: isEnded ? (host.isStopped() ? 'stopped' : 'limit') : 'done',
        output: printed.output(error?.message),
        isCut: printed.isCut(),
        ...(error && { error }),
      }
      if (check === undefined || isEnded) return result
      clock.begin(limit)
      return { ...result, check: checked(database, check, clock, { code, result, rows: last.rows }) }
    } finally {
      database.close()
    }
  }

  /** Runs statement by statement, and gives the rows of each query. */
  const runStatements = (
    database: SqlDatabase,
    sql: string,
    clock: Deadline,
    query: (rows: Rows, line: number) => void,
  ): { readonly error?: RunError; readonly isEnded?: true } => {
    const statements = database.iterateStatements(sql)
    const at = { line: lineOfStatement(sql, 0) }
    try {
      for (const statement of statements) {
        const columns = statement.getColumnNames()
        const rows: SqlValue[][] = []
        while (statement.step()) {
          if (clock.isOver() || host.isStopped()) throw new Ended()
          if (rows.length < MOST_ROWS) rows.push(statement.get())
        }
        if (columns.length > 0) query({ columns, rows }, at.line)
        at.line = lineOfStatement(sql, sql.length - statements.getRemainingSQL().length)
      }
    } catch (error) {
      if (error instanceof Ended) return { isEnded: true }
      const message = error instanceof Error ? error.message : String(error)
      return { error: { type: 'Error', message, line: at.line, text: `Error: ${message}` } }
    }
    return {}
  }

  /** Each row of a check begins with whether something is so; its second column is what the reader is told where it is not. */
  const checked = (
    database: SqlDatabase,
    check: string,
    clock: Deadline,
    of: { readonly code: string; readonly result: RunResult; readonly rows: Rows | undefined },
  ): CheckResult => {
    const failed: { result?: CheckResult } = {}
    const lines = check.split('\n')
    const at = (line: number) => ({ line, source: (lines[line - 1] ?? '').trim() })
    try {
      addTables(database, of)
    } catch {
      // The program has made tables of these names: the check sees those.
    }
    const { error, isEnded } = runStatements(database, check, clock, ({ rows }, line) => {
      if (failed.result) return
      const wrong = rows.length === 0 ? [] : rows.find(([isSo]) => !isSo)
      if (!wrong) return
      const message = wrong[1]
      failed.result = { passed: false, ...at(line), ...(typeof message === 'string' && { message }) }
    })
    if (failed.result) return failed.result
    if (isEnded) return { passed: false, isLate: true }
    return error ? { passed: false, ...at(error.line ?? 1), error } : { passed: true }
  }

  return { run }
}

/** What checks know beside the tables of the program: `result`, the rows of its last query, and `program`, one row about itself. */
function addTables(
  database: SqlDatabase,
  { code, result, rows }: { readonly code: string; readonly result: RunResult; readonly rows: Rows | undefined },
): void {
  database.run('CREATE TEMP TABLE program (output TEXT, code TEXT, error TEXT)')
  database.run('INSERT INTO temp.program VALUES (?, ?, ?)', [result.output, code, result.error?.message ?? null])
  if (!rows) return
  const names = rows.columns.map((name, i) => {
    const isTaken = rows.columns.slice(0, i).some((other) => other.toLowerCase() === name.toLowerCase())
    return quotedName(isTaken ? `${name}:${i}` : name)
  })
  database.run(`CREATE TEMP TABLE result (${names.join(', ')})`)
  const places = names.map(() => '?').join(', ')
  for (const row of rows.rows) database.run(`INSERT INTO temp.result VALUES (${places})`, row)
}

const quotedName = (name: string): string => `"${name.replace(/"/g, '""')}"`

/** The line of the statement that begins at a place, behind blanks and comments. */
function lineOfStatement(sql: string, from: number): number {
  const skipped = /^(?:\s+|--.*|\/\*[\s\S]*?\*\/|;)*/.exec(sql.slice(from))?.[0] ?? ''
  return sql.slice(0, from + skipped.length).split('\n').length
}

const shown = (value: SqlValue): string => {
  if (value === null) return 'NULL'
  if (value instanceof Uint8Array)
    return `x'${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}'`
  return String(value).replace(/\r?\n/g, '↵')
}

/** Rows as text: columns in line, their names above a rule. */
function tableOf({ columns, rows }: Rows): string {
  const lines = [columns, ...rows.map((row) => row.map(shown))]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)))
  const [head = '', ...body] = lines.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join(' | ')
      .trimEnd(),
  )
  const rule = widths.map((width) => '-'.repeat(width)).join('-+-')
  return [head, rule, ...body].map((line) => `${line}\n`).join('')
}
