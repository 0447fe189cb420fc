/** How printed text is compared: see `comparePrinted`. A number is how far numbers may lie apart. */
export type Comparison = 'loose' | 'exact' | number

/**
 * What an exercise is checked by and run with, as its page carries it: JSON in `<script class="exercise-checks">`, or read from the
 * parts of an exercise in HTML. Everything may be absent.
 */
export interface ExerciseChecks {
  /** Runs before the reader's program, in the same namespace. */
  readonly setup?: string
  /** What the program should print: any of these counts. */
  readonly output?: readonly string[]
  /** Default `loose`. */
  readonly compare?: Comparison
  /** What the program itself may be: any of these counts. Comments and empty lines do not. */
  readonly code?: readonly string[]
  /** Code that fails where the program is wrong, by `assert`; it knows `output`, `code`, `error` and `run(*lines)`. */
  readonly check?: string
  /** Code after which `correct` is true where the program is right: any of these counts. */
  readonly validate?: readonly string[]
  /** All kinds of checks have to hold, not just one of them. */
  readonly every?: boolean
  /** Files of the working folder by their path in it: the address of each, as seen from the page. */
  readonly files?: Readonly<Record<string, string>>
  /** Packages that have to be there. */
  readonly packages?: readonly string[]
  /** Seconds that the program may take. Default 5. */
  readonly limit?: number
  /** How deep calls may go. Default 200. */
  readonly recursion?: number
  /** Whether the exercise counts in "3 of 8 solved". Default true where something is checked. */
  readonly progress?: boolean
}

export const DEFAULT_LIMIT = 5
/** Deeper recursion through C code ends Pyodide, and with it all that was loaded. */
export const DEFAULT_RECURSION = 200

/** Whether an exercise can be right or wrong at all. */
export const isGraded = ({ output, code, check, validate }: ExerciseChecks): boolean =>
  check !== undefined || [output, code, validate].some((list) => list !== undefined && list.length > 0)
