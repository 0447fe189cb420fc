import type { Outcome } from '../diagnostics/diagnostic.ts'
import type { Ask } from '../markdown/ask.ts'
import { partsOf, type Question, questionsIn, questionsOf, type StageRecord } from './stage-record.ts'

/**
 * Incremental by questions. A stage runs with `ask`, and each question is kept with the digest of its answer. Next
 * time: the same input, and every question asked again has the same answer → the old outcome, diagnostics included.
 * Absence is an answer: a file that was missing is asked for again, so making it runs just the stages that wanted it.
 * Nothing has to be invalidated, so nothing can be forgotten.
 */

/** There are many thousands: each has all its fields from the beginning. */
interface Memory<Value, Answers> {
  readonly record: StageRecord<Answers>
  /** Undefined until it is first wanted, where an earlier process ran the stage. */
  value: Value | undefined
  /** The stage ran precomputed, here or in another thread, and that has not been told yet. */
  isFresh: boolean
  /** When the stage ran, or its questions were asked again. */
  epoch: object | undefined
}

/** What a memoised stage gives. */
export interface Remembered<Value> {
  readonly outcome: Outcome<Value>
  /** Equal for equal outcomes of the same key: the input of the next stage. */
  readonly version: number
  /** The stage ran. */
  readonly fresh: boolean
}

/** One run of a stage. */
export interface Run<Value, Answers> {
  /** What of the outcome's input is not asked for. */
  readonly input: string
  readonly ask: Ask<Answers>
  /** Answers questions of an earlier run again, where that is done better than by `ask`: the answers are only compared. */
  readonly askAgain?: Ask<Answers>
  /** Answers stay as they are for as long as this is the same: questions that many runs asked are asked again once. */
  readonly epoch?: object
  /** Gives the input where the stage is to run: what was known of it without looking is looked at then. */
  readonly inputNow?: () => string
  /** A digest of everything that could be asked; without one, all questions are asked again. */
  readonly dependencyDigest?: string
  /** Questions of this kind depend on more than the dependencyDigest; a digest of that. */
  readonly extraDependency?: { readonly kind: keyof Answers & string; readonly dependencyDigest: string }
  readonly stage: (ask: Ask<Answers>) => Outcome<Value>
  /** Gives the value of a stage that ran in an earlier process. */
  readonly revive: () => Value
  /** Gives an equal record to be remembered, such as one that takes less memory. */
  readonly kept?: ((record: StageRecord<Answers>) => StageRecord<Answers>) | undefined
  /** It runs precomputed: the next one, which finds the outcome, says that it is fresh. */
  readonly precomputed?: boolean
}

/** What of a run says whether its outcome is the old one. */
type Asked<Answers> = Pick<
  Run<never, Answers>,
  'input' | 'ask' | 'askAgain' | 'epoch' | 'dependencyDigest' | 'extraDependency'
>

/** What is recalled of one stage. */
export interface Recall<Value> extends Pick<Run<Value, never>, 'precomputed'> {
  readonly epoch: object
  /** Gives the value of a stage that ran in an earlier process. */
  readonly revive: (key: string) => Value
}

/** What is remembered for one key. */
export interface MemoEntry<Value, Answers> {
  readonly key: string
  readonly record: StageRecord<Answers>
  readonly value: Value | undefined
}

/** The memory of one stage. */
export interface Memo<Value, Answers> {
  /** The outcome for a key: the old one where nothing that it depends on has changed. */
  run(key: string, run: Run<Value, Answers>): Remembered<Value>
  /** Forgets all keys but these. */
  retain(keys: ReadonlySet<string>): void
  /** What is remembered, for a later process; the value is missing where it was not wanted. */
  entries(): readonly MemoEntry<Value, Answers>[]
  /** Puts an equal value in the place of one, such as one that takes less memory. */
  replace(key: string, value: Value): void
  /** Takes over what an earlier process remembered, and its `highWaterMark`. */
  restore(entries: readonly Pick<MemoEntry<Value, Answers>, 'key' | 'record'>[], highWaterMark: number): void
  /** Whether the stage would do the same again: then that is not asked once more in this epoch. */
  holds(key: string, asked: Asked<Answers> & { readonly epoch: object }): boolean
  /**
   * The outcome of a stage that ran in this epoch, or that was found to hold in it; undefined where that is not known. As `run` gives it,
   * for those who need no more than that: of many thousands, saying what to run takes as long as finding that it need not.
   */
  recall(key: string, run: Recall<Value>): Remembered<Value> | undefined
  /** Another number as soon as a stage ran, here or elsewhere. */
  revision(): number
  /** No key that is forgotten had a greater version: one that comes back begins above it. */
  highWaterMark(): number
  /** What is remembered of a stage. */
  record(key: string): StageRecord<Answers> | undefined
  /**
   * Takes over a run of the stage elsewhere, and gives its version. Of one in another thread the value is there, and the
   * next who asks for it says that it is fresh.
   */
  adopt(key: string, recordOf: (version: number) => StageRecord<Answers>, value?: Value, epoch?: object): number
}

/** The digest of an answer: equal answers, equal text. */
export type AnswerDigest<Answers> = <Kind extends keyof Answers & string>(kind: Kind, answer: Answers[Kind]) => string

/** Makes the memory of one stage. */
export function createMemo<Value, Answers>(digestOf: AnswerDigest<Answers>): Memo<Value, Answers> {
  type Part = ReturnType<typeof partsOf<Answers>>[number]
  const memories = new Map<string, Memory<Value, Answers>>()
  const state = { revision: 0, highWaterMark: 0 }
  const nextVersion = (key: string): number => {
    state.revision++
    return (memories.get(key)?.record.version ?? state.highWaterMark) + 1
  }
  const digestIn = <Kind extends keyof Answers & string>(kind: Kind, answer: Answers[Kind] | undefined): string =>
    answer === undefined ? '' : `=${digestOf(kind, answer)}`
  const isSame =
    (ask: Ask<Answers>) =>
    ([kind, about, answer]: Question<Answers>): boolean =>
      digestIn(kind, ask(kind, about)) === answer
  const held = new WeakMap<object, Map<Part, boolean>>()
  const isSamePart = (part: Part, ask: Ask<Answers>, epoch: object | undefined): boolean => {
    const known = epoch && held.get(epoch)
    const before = known?.get(part)
    if (before !== undefined) return before
    const result = questionsIn(part)?.every(isSame(ask)) === true
    if (known) known.set(part, result)
    else if (epoch) held.set(epoch, new Map([[part, result]]))
    return result
  }
  /** Whether all questions have the answers that they had. */
  const asksTheSame = (record: StageRecord<Answers>, ask: Ask<Answers>, epoch: object | undefined): boolean =>
    partsOf(record).every((part) => isSamePart(part, ask, epoch))
  /** All that could be asked; undefined where all questions have to be asked again. */
  const dependencyDigestOf = ({ dependencyDigest, extraDependency }: Asked<Answers>): string | undefined =>
    dependencyDigest !== undefined && extraDependency
      ? `${dependencyDigest} ${extraDependency.dependencyDigest}`
      : dependencyDigest
  /** Whether a stage would do the same again. */
  const stillHolds = ({ record, epoch: lastAsked }: Memory<Value, Answers>, asked: Asked<Answers>): boolean => {
    const { input, ask, askAgain = ask, epoch, extraDependency } = asked
    if (record.input !== input) return false
    const dependencyDigest = dependencyDigestOf(asked)
    if (dependencyDigest !== undefined && record.dependencyDigest === dependencyDigest) return true
    if (epoch !== undefined && lastAsked === epoch) return true
    if (extraDependency && record.dependencyDigest?.startsWith(`${asked.dependencyDigest} `))
      return questionsOf(record)?.every((one) => one[0] !== extraDependency.kind || isSame(askAgain)(one)) === true
    return asksTheSame(record, askAgain, epoch)
  }
  /** The outcome of a stage; it is told once that it ran. */
  const told = (memory: Memory<Value, Answers>, value: Value, precomputed: boolean): Remembered<Value> => {
    const { diagnostics, version } = memory.record
    const fresh = memory.isFresh
    memory.isFresh = fresh && precomputed
    return { outcome: { value, diagnostics }, version, fresh }
  }
  return {
    run(key, run) {
      const { input, ask, epoch, inputNow, stage, revive, kept, precomputed = false } = run
      const memory = memories.get(key)
      const dependencyDigest = dependencyDigestOf(run)
      if (memory && stillHolds(memory, run)) {
        memory.record.dependencyDigest = dependencyDigest
        memory.epoch = epoch
        memory.value ??= revive()
        return told(memory, memory.value, precomputed)
      }
      const current = inputNow?.() ?? input
      const questions = new Map<string, Question<Answers>>()
      const outcome = stage((kind, about) => {
        const answer = ask(kind, about)
        const name = `${kind} ${about}`
        if (!questions.has(name)) questions.set(name, [kind, about, digestIn(kind, answer)])
        return answer
      })
      const version = nextVersion(key)
      const { value, diagnostics } = outcome
      const record = { input: current, questions: [...questions.values()], diagnostics, version, dependencyDigest }
      memories.set(key, {
        record: kept ? kept(record) : record,
        value,
        isFresh: precomputed,
        epoch,
      })
      return { outcome, version, fresh: true }
    },
    retain(keys) {
      for (const [key, { record }] of memories) {
        if (keys.has(key)) continue
        state.highWaterMark = Math.max(state.highWaterMark, record.version)
        memories.delete(key)
      }
    },
    entries: () => Array.from(memories, ([key, { record, value }]) => ({ key, record, value })),
    replace(key, value) {
      const memory = memories.get(key)
      if (memory) memory.value = value
    },
    restore(entries, highWaterMark) {
      for (const { key, record } of entries)
        memories.set(key, { record, value: undefined, isFresh: false, epoch: undefined })
      state.highWaterMark = highWaterMark
    },
    highWaterMark: () => state.highWaterMark,
    holds(key, asked) {
      const memory = memories.get(key)
      if (!memory || !stillHolds(memory, asked)) return false
      memory.epoch = asked.epoch
      return true
    },
    recall(key, { epoch, revive, precomputed = false }) {
      const memory = memories.get(key)
      if (memory?.epoch !== epoch) return undefined
      memory.value ??= revive(key)
      return told(memory, memory.value, precomputed)
    },
    revision: () => state.revision,
    record: (key) => memories.get(key)?.record,
    adopt(key, recordOf, value, epoch) {
      const version = nextVersion(key)
      memories.set(key, { record: recordOf(version), value, isFresh: value !== undefined, epoch })
      return version
    },
  }
}
