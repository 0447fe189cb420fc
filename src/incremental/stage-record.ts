import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { LazyJson } from '../files/lazy-json.ts'
import { flatten } from '../speed/flat-text.ts'

/** Records of stages, as the memory has them and as they are kept and sent to other threads. */

/** A question and the digest of its answer. */
export type Question<Answers> = readonly [kind: keyof Answers & string, key: string, answer: string]

/** What a stage asked; of most records, it is never looked at. */
export type Questions<Answers> = readonly Question<Answers>[] | LazyJson<readonly Question<Answers>[]>

/** What is remembered of a stage beside its value: plain data. */
export interface StageRecord<Answers> {
  readonly input: string
  readonly questions: Questions<Answers>
  readonly diagnostics: readonly Diagnostic[]
  /** Grows each time the stage runs for this key, also when the key was forgotten in between. */
  readonly version: number
  /** All that could be asked, when the questions were last asked: where it is the same, they need not be asked. */
  dependencyDigest: string | undefined
}

/** A record whose questions are JSON. */
export interface PackedRecord extends Omit<StageRecord<never>, 'questions' | 'dependencyDigest'> {
  readonly questions: string
  readonly dependencyDigest?: string | undefined
}

/** The questions of a record; undefined where they are lost: then it is not known whether the outcome holds. */
export const questionsOf = <Answers>({ questions }: StageRecord<Answers>): readonly Question<Answers>[] | undefined =>
  questions instanceof LazyJson ? questions.value : questions

/** The questions of a record as JSON; `null` where they are lost. */
export const packQuestions = <Answers>({ questions }: StageRecord<Answers>): string =>
  questions instanceof LazyJson ? (questions.json ?? 'null') : flatten(JSON.stringify(questions))

/** A record as it is kept. */
export const packRecord = <Answers>(record: StageRecord<Answers>): PackedRecord => {
  const { input, diagnostics, version, dependencyDigest } = record
  return { input, questions: packQuestions(record), diagnostics, version, dependencyDigest }
}

/** A record as it was kept, with questions that are there or elsewhere. */
export const recordWith = <Answers>(
  { input, diagnostics, version, dependencyDigest }: Omit<PackedRecord, 'questions'>,
  questions: Questions<Answers>,
): StageRecord<Answers> => ({ input, questions, diagnostics, version, dependencyDigest })

/** A record as it was kept. */
export const unpackRecord = <Answers>(record: PackedRecord): StageRecord<Answers> =>
  recordWith(record, new LazyJson(record.questions))

/** The same record with its questions packed. */
export const withPackedQuestions = <Answers>(record: StageRecord<Answers>): StageRecord<Answers> =>
  unpackRecord(packRecord(record))

/** Unpacks many records: those of the same questions share them. */
export function sharedQuestions<Answers>(): (record: PackedRecord) => StageRecord<Answers> {
  const known = new Map<string, Questions<Answers>>()
  return (record) => {
    const questions = known.get(record.questions) ?? new LazyJson(record.questions)
    known.set(record.questions, questions)
    return recordWith(record, questions)
  }
}
