import type { Outcome } from '../diagnostics/diagnostic.ts'
import type { Ask } from '../files/ask.ts'

/**
 * Incremental by questions. A stage runs with `ask`, and each question is kept with the fingerprint of its answer. Next
 * time: the same input, and every question asked again has the same answer → the old outcome, diagnostics included.
 * Absence is an answer: a file that was missing is asked for again, so making it runs just the stages that wanted it.
 * Nothing has to be invalidated, so nothing can be forgotten.
 */

interface Question<Answers> {
  readonly kind: keyof Answers & string
  readonly key: string
  readonly answer: string
}

interface Memory<Value, Answers> {
  readonly input: string
  readonly questions: readonly Question<Answers>[]
  readonly outcome: Outcome<Value>
  /** Grows each time the stage runs for this key. */
  readonly version: number
}

/** What a memoised stage gives. */
export interface Remembered<Value> {
  readonly outcome: Outcome<Value>
  /** Equal for equal outcomes of the same key: the input of the next stage. */
  readonly version: number
  /** The stage ran. */
  readonly fresh: boolean
}

export interface Memo<Value, Answers> {
  /** The outcome for a key: the old one where nothing that it depends on has changed. */
  run(key: string, input: string, ask: Ask<Answers>, stage: (ask: Ask<Answers>) => Outcome<Value>): Remembered<Value>
  /** Forgets all keys but these. */
  retain(keys: ReadonlySet<string>): void
}

/** The fingerprint of an answer: equal answers, equal text. */
export type Fingerprint<Answers> = <Kind extends keyof Answers & string>(kind: Kind, answer: Answers[Kind]) => string

/** Makes the memory of one stage. */
export function createMemo<Value, Answers>(fingerprint: Fingerprint<Answers>): Memo<Value, Answers> {
  const memories = new Map<string, Memory<Value, Answers>>()
  const print = <Kind extends keyof Answers & string>(kind: Kind, answer: Answers[Kind] | undefined): string =>
    answer === undefined ? '' : `=${fingerprint(kind, answer)}`
  return {
    run(key, input, ask, stage) {
      const memory = memories.get(key)
      if (
        memory?.input === input &&
        memory.questions.every((question) => print(question.kind, ask(question.kind, question.key)) === question.answer)
      ) {
        return { outcome: memory.outcome, version: memory.version, fresh: false }
      }
      const questions = new Map<string, Question<Answers>>()
      const outcome = stage((kind, about) => {
        const answer = ask(kind, about)
        const name = `${kind} ${about}`
        if (!questions.has(name)) questions.set(name, { kind, key: about, answer: print(kind, answer) })
        return answer
      })
      const version = (memory?.version ?? 0) + 1
      memories.set(key, { input, questions: [...questions.values()], outcome, version })
      return { outcome, version, fresh: true }
    },
    retain(keys) {
      for (const key of memories.keys()) if (!keys.has(key)) memories.delete(key)
    },
  }
}
