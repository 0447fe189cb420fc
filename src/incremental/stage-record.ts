import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { LazyJson } from '../files/lazy-json.ts'
import { flatten } from '../speed/flat-text.ts'

/** Records of stages, as the memory has them and as they are kept and sent to other threads. */

/** A question and the digest of its answer. */
export type Question<Answers> = readonly [kind: keyof Answers & string, key: string, answer: string]

type QuestionList<Answers> = readonly Question<Answers>[] | LazyJson<readonly Question<Answers>[]>

/** What a stage asked; of most records, it is never looked at. */
export type Questions<Answers> = QuestionList<Answers> | QuestionsInParts<Answers>

/** What many stages ask alike, and what is asked by one of them, such as the results of its code. */
class QuestionsInParts<Answers> {
  readonly shared: QuestionList<Answers>
  readonly own: LazyJson<readonly Question<Answers>[]>

  constructor(shared: QuestionList<Answers>, own: LazyJson<readonly Question<Answers>[]>) {
    this.shared = shared
    this.own = own
  }
}

/** Lists of questions, each of which may be that of other records, too. */
export const partsOf = <Answers>({ questions }: StageRecord<Answers>): readonly QuestionList<Answers>[] =>
  questions instanceof QuestionsInParts ? [questions.shared, questions.own] : [questions]

/** The questions of one of these lists; undefined where they are lost. */
export const questionsIn = <Answers>(part: QuestionList<Answers>): readonly Question<Answers>[] | undefined =>
  part instanceof LazyJson ? part.value : part

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
  /** In the index of a cache, some questions lie apart: see {@link sharedQuestions}. */
  readonly ownQuestions?: undefined
}

/** The questions of a record; undefined where they are lost: then it is not known whether the outcome holds. */
export const questionsOf = <Answers>(record: StageRecord<Answers>): readonly Question<Answers>[] | undefined => {
  const lists = partsOf(record).map(questionsIn)
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined
}

/** The questions of a record as JSON; `null` where they are lost. */
export const packQuestions = <Answers>(record: StageRecord<Answers>): string => {
  const [first = [], ...others] = partsOf(record)
  return others.length > 0 ? flatten(JSON.stringify(questionsOf(record) ?? null)) : packList(first)
}

const packList = <Answers>(list: QuestionList<Answers>): string =>
  list instanceof LazyJson ? (list.json ?? 'null') : flatten(JSON.stringify(list))

/** The questions of a record as JSON of two lists: of those about texts of files hardly two pages have one in common. */
export function packInParts<Answers>(record: StageRecord<Answers>): {
  readonly questions: string
  readonly ownQuestions: string
} {
  const [shared = [], own] = partsOf(record)
  if (own) return { questions: packList(shared), ownQuestions: packList(own) }
  const whole = packList(shared)
  const list = whole.includes('["text",') ? questionsIn(shared) : undefined
  if (!list) return { questions: whole, ownQuestions: NONE }
  const isOwn = ([kind]: Question<Answers>): boolean => kind === 'text'
  return {
    questions: flatten(JSON.stringify(list.filter((one) => !isOwn(one)))),
    ownQuestions: flatten(JSON.stringify(list.filter(isOwn))),
  }
}

const NONE = '[]'

/** A record as it is kept. */
export const packRecord = <Answers>(record: StageRecord<Answers>): PackedRecord => {
  const { input, diagnostics, version, dependencyDigest } = record
  return { input, questions: packQuestions(record), diagnostics, version, dependencyDigest }
}

/** A record as it was kept, with questions that are there or elsewhere. */
export const recordWith = <Answers>(
  { input, diagnostics, version, dependencyDigest }: Omit<PackedRecord, 'questions' | 'ownQuestions'>,
  questions: Questions<Answers>,
): StageRecord<Answers> => ({ input, questions, diagnostics, version, dependencyDigest })

/** A record as it was kept. */
export const unpackRecord = <Answers>(record: PackedRecord): StageRecord<Answers> =>
  recordWith(record, new LazyJson(record.questions))

/** The same record with its questions packed. */
export const withPackedQuestions = <Answers>(record: StageRecord<Answers>): StageRecord<Answers> =>
  unpackRecord(packRecord(record))

/** Unpacks many records: those of the same questions share them. */
export function sharedQuestions<Answers>(): (
  record: Omit<PackedRecord, 'ownQuestions'> & { readonly ownQuestions: string },
) => StageRecord<Answers> {
  const known = new Map<string, QuestionList<Answers>>()
  return (record) => {
    const shared = known.get(record.questions) ?? new LazyJson(record.questions)
    known.set(record.questions, shared)
    const { ownQuestions } = record
    return recordWith(record, ownQuestions === NONE ? shared : new QuestionsInParts(shared, new LazyJson(ownQuestions)))
  }
}
