import type { ExerciseChecks } from './exercise-checks.ts'

/** One run of a program, with the checks that need its namespace. */
export interface RunRequest extends Pick<ExerciseChecks, 'setup' | 'check' | 'validate'> {
  readonly code: string
  /** Files of the working folder by their path in it: a fresh copy for each run. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** Seconds that each part may take: setup, program, checks. Waiting for a reader does not count. */
  readonly limit: number
  readonly recursion: number
  /** What `input()` gets, line by line. */
  readonly lines?: readonly string[]
  /** Whether the host is asked when `lines` are used up; else the program meets the end of its input. */
  readonly ask?: boolean
}

/** An exception that ended a program. */
export interface RunError {
  /** Name of its class: `ValueError`. */
  readonly type: string
  readonly message: string
  /** Line of the program, from 1; absent where it does not come from there. */
  readonly line?: number
  /** As the language prints it, with the program's own frames only. */
  readonly text: string
}

/** What a check found. */
export interface CheckResult {
  readonly passed: boolean
  /** What the check says to the reader, as inline Markdown. */
  readonly message?: string
  /** The line of the check that failed, from 1, and that line: for checks that say nothing. */
  readonly line?: number
  readonly source?: string
  /** The check broke instead of finding something: a fault of the exercise, or of what the program left behind. */
  readonly error?: RunError
  /** The check took too long. */
  readonly isLate?: boolean
}

export interface RunResult {
  /**
   * `setup`: what runs before the program failed, by `error`; `ask`: the program wants a line more than it was given, and is to be run
   * again with it.
   */
  readonly state: 'done' | 'limit' | 'stopped' | 'setup' | 'ask'
  /** What the program printed, without the prompts of `input()`; after an exception with its message as the last line. */
  readonly output: string
  /** More was printed than is kept. */
  readonly isCut: boolean
  /** Of `ask`: what the program asks. */
  readonly prompt?: string
  readonly error?: RunError
  /** Of `check`, where the program came to its end. */
  readonly check?: CheckResult
  /** Whether one of `validate` held; absent without any. */
  readonly validated?: boolean
}

/** A piece of what a program shows: printed, printed as an error, the prompt of `input()`, or what the reader answered. */
export type OutputKind = 'out' | 'err' | 'prompt' | 'answer'

/** What an engine wants of those who run it. */
export interface EngineHost {
  /** Called with pieces as they come. */
  readonly show: (kind: OutputKind, text: string) => void
  /** Asks the reader; `undefined` is the end of the input. */
  readonly ask: (prompt: string) => Promise<string | undefined>
  /** Whether the reader wants the program to stop. */
  readonly isStopped: () => boolean
  /** Lets messages come in. */
  readonly turn: () => Promise<void>
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number
  /** Each time when a part of the run begins, so that those who watch know that it lives. */
  readonly beat: () => void
}

/** A language that runs programs: started once, then run again and again, each time from nothing. */
export interface Engine {
  readonly run: (request: RunRequest) => Promise<RunResult>
}
