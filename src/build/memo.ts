import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import type { Ask } from '../files/ask.ts'

/**
 * Incremental by questions. A stage runs with `ask`, and each question is kept with the fingerprint of its answer. Next
 * time: the same input, and every question asked again has the same answer → the old outcome, diagnostics included.
 * Absence is an answer: a file that was missing is asked for again, so making it runs just the stages that wanted it.
 * Nothing has to be invalidated, so nothing can be forgotten.
 */

/** A question and the fingerprint of its answer. */
export type Question<Answers> = readonly [kind: keyof Answers & string, key: string, answer: string]

/** What is remembered of a stage beside its value: plain data. */
export interface StageRecord<Answers> {
  readonly input: string
  /** Undefined where they are lost: then nobody knows whether the outcome holds. */
  readonly questions: readonly Question<Answers>[] | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** Grows each time the stage runs for this key, also when the key was forgotten in between. */
  readonly version: number
  /** All that could be asked, when the questions were last asked: where it is the same, nobody need ask. */
  world: string | undefined
}

/** There are many thousands: each has all its fields from the beginning. */
interface Memory<Value, Answers> {
  readonly record: StageRecord<Answers>
  /** Undefined until it is first wanted, where an earlier process ran the stage. */
  value: Value | undefined
  /** The stage ran ahead, here or in another thread, and nobody was told yet. */
  isNews: boolean
  /** When the stage ran, or its questions were asked again. */
  era: object | undefined
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
  /** Answers questions of an earlier run again, where that is done better than by `ask`: nobody looks into the answers. */
  readonly askAgain?: Ask<Answers>
  /** Answers stay as they are for as long as this is the same: questions that many runs asked are asked again once. */
  readonly era?: object
  /** Gives the input where the stage is to run: what was known of it without looking is looked at then. */
  readonly inputNow?: () => string
  /** A fingerprint of everything that could be asked; without one, all questions are asked again. */
  readonly world?: string
  /** Questions of this kind depend on more than the world; a fingerprint of that. */
  readonly beyond?: { readonly kind: keyof Answers & string; readonly world: string }
  readonly stage: (ask: Ask<Answers>) => Outcome<Value>
  /** Gives the value of a stage that ran in an earlier process. */
  readonly revive: () => Value
  /** Gives an equal record to be remembered, such as one that takes less memory. */
  readonly kept?: ((record: StageRecord<Answers>) => StageRecord<Answers>) | undefined
  /** It runs ahead: the next one, which finds the outcome, says that it is fresh. */
  readonly ahead?: boolean
}

/** What of a run says whether its outcome is the old one. */
type Asked<Answers> = Pick<Run<never, Answers>, 'input' | 'ask' | 'askAgain' | 'era' | 'world' | 'beyond'>

/** What is recalled of one stage. */
export interface Recall<Value> extends Pick<Run<Value, never>, 'ahead'> {
  readonly era: object
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
  /** What is remembered, for a later process; the value is missing where nobody wanted it. */
  entries(): readonly MemoEntry<Value, Answers>[]
  /** Puts an equal value in the place of one, such as one that takes less memory. */
  replace(key: string, value: Value): void
  /** Takes over what an earlier process remembered. */
  restore(key: string, record: StageRecord<Answers>): void
  restoreFloor(floor: number): void
  /** Whether the stage would do the same again: then nobody asks that once more in this era. */
  holds(key: string, asked: Asked<Answers> & { readonly era: object }): boolean
  /**
   * The outcome of a stage that ran in this era, or that was found to hold in it; undefined where nobody knows. As `run` gives it,
   * for those who need no more than that: of many thousands, saying what to run takes as long as finding that it need not.
   */
  recall(key: string, run: Recall<Value>): Remembered<Value> | undefined
  /** Another number as soon as a stage ran, here or elsewhere. */
  revision(): number
  /** No key that is forgotten had a greater version: one that comes back begins above it. */
  floor(): number
  /** What is remembered of a stage. */
  record(key: string): StageRecord<Answers> | undefined
  /**
   * Takes over a run of the stage elsewhere, and gives its version. Of one in another thread the value is there, and the
   * next who asks for it says that it is fresh.
   */
  adopt(key: string, recordOf: (version: number) => StageRecord<Answers>, value?: Value, era?: object): number
}

/** The fingerprint of an answer: equal answers, equal text. */
export type Fingerprint<Answers> = <Kind extends keyof Answers & string>(kind: Kind, answer: Answers[Kind]) => string

/** Makes the memory of one stage. */
export function createMemo<Value, Answers>(fingerprint: Fingerprint<Answers>): Memo<Value, Answers> {
  const memories = new Map<string, Memory<Value, Answers>>()
  const state = { revision: 0, floor: 0 }
  const nextVersion = (key: string): number => {
    state.revision++
    return (memories.get(key)?.record.version ?? state.floor) + 1
  }
  const print = <Kind extends keyof Answers & string>(kind: Kind, answer: Answers[Kind] | undefined): string =>
    answer === undefined ? '' : `=${fingerprint(kind, answer)}`
  const isSame =
    (ask: Ask<Answers>) =>
    ([kind, about, answer]: Question<Answers>): boolean =>
      print(kind, ask(kind, about)) === answer
  const held = new WeakMap<object, Map<readonly Question<Answers>[], boolean>>()
  /** Whether all questions have the answers that they had. */
  const asksTheSame = ({ questions }: StageRecord<Answers>, ask: Ask<Answers>, era: object | undefined): boolean => {
    if (!questions) return false
    if (!era) return questions.every(isSame(ask))
    const known = held.get(era) ?? new Map<readonly Question<Answers>[], boolean>()
    held.set(era, known)
    const result = known.get(questions) ?? questions.every(isSame(ask))
    known.set(questions, result)
    return result
  }
  /** All that could be asked; undefined where all questions have to be asked again. */
  const worldOf = ({ world, beyond }: Asked<Answers>): string | undefined =>
    world !== undefined && beyond ? `${world} ${beyond.world}` : world
  /** Whether a stage would do the same again. */
  const stillHolds = ({ record, era: lastAsked }: Memory<Value, Answers>, asked: Asked<Answers>): boolean => {
    const { input, ask, askAgain = ask, era, beyond } = asked
    if (record.input !== input) return false
    const world = worldOf(asked)
    if (world !== undefined && record.world === world) return true
    if (era !== undefined && lastAsked === era) return true
    if (beyond && record.world?.startsWith(`${asked.world} `))
      return record.questions?.every((one) => one[0] !== beyond.kind || isSame(askAgain)(one)) === true
    return asksTheSame(record, askAgain, era)
  }
  /** The outcome of a stage; it is told once that it ran. */
  const told = (memory: Memory<Value, Answers>, value: Value, ahead: boolean): Remembered<Value> => {
    const { diagnostics, version } = memory.record
    const fresh = memory.isNews
    memory.isNews = fresh && ahead
    return { outcome: { value, diagnostics }, version, fresh }
  }
  return {
    run(key, run) {
      const { input, ask, era, inputNow, stage, revive, kept, ahead = false } = run
      const memory = memories.get(key)
      const world = worldOf(run)
      if (memory && stillHolds(memory, run)) {
        memory.record.world = world
        memory.era = era
        memory.value ??= revive()
        return told(memory, memory.value, ahead)
      }
      const current = inputNow?.() ?? input
      const questions = new Map<string, Question<Answers>>()
      const outcome = stage((kind, about) => {
        const answer = ask(kind, about)
        const name = `${kind} ${about}`
        if (!questions.has(name)) questions.set(name, [kind, about, print(kind, answer)])
        return answer
      })
      const version = nextVersion(key)
      const { value, diagnostics } = outcome
      const record = { input: current, questions: [...questions.values()], diagnostics, version, world }
      memories.set(key, {
        record: kept ? kept(record) : record,
        value,
        isNews: ahead,
        era,
      })
      return { outcome, version, fresh: true }
    },
    retain(keys) {
      for (const [key, { record }] of memories) {
        if (keys.has(key)) continue
        state.floor = Math.max(state.floor, record.version)
        memories.delete(key)
      }
    },
    entries: () => Array.from(memories, ([key, { record, value }]) => ({ key, record, value })),
    replace(key, value) {
      const memory = memories.get(key)
      if (memory) memory.value = value
    },
    restore(key, record) {
      memories.set(key, { record, value: undefined, isNews: false, era: undefined })
    },
    floor: () => state.floor,
    restoreFloor(floor) {
      state.floor = floor
    },
    holds(key, asked) {
      const memory = memories.get(key)
      if (!memory || !stillHolds(memory, asked)) return false
      memory.era = asked.era
      return true
    },
    recall(key, { era, revive, ahead = false }) {
      const memory = memories.get(key)
      if (memory?.era !== era) return undefined
      memory.value ??= revive(key)
      return told(memory, memory.value, ahead)
    },
    revision: () => state.revision,
    record: (key) => memories.get(key)?.record,
    adopt(key, recordOf, value, era) {
      const version = nextVersion(key)
      memories.set(key, { record: recordOf(version), value, isNews: value !== undefined, era })
      return version
    },
  }
}
