import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Question, StageRecord } from './memo.ts'

/** Records of stages as they are kept and sent to other threads: most of their questions are never looked at. */

/** A record whose questions are JSON. */
export interface PackedRecord extends Omit<StageRecord<never>, 'questions' | 'dependencyDigest'> {
  readonly questions: string
  readonly dependencyDigest?: string | undefined
}

/** Questions that are read when somebody asks for them. */
export interface LazyQuestions<Answers> {
  /** Undefined where they are lost. */
  readonly asked: () => readonly Question<Answers>[] | undefined
  /** As JSON. */
  readonly json: () => string
}

/** A record of an earlier process, or of another thread. There are many thousands: a class takes the least of each. */
export class LazyRecord<Answers> implements StageRecord<Answers> {
  readonly input: string
  readonly diagnostics: readonly Diagnostic[]
  readonly version: number
  dependencyDigest: string | undefined
  readonly late: LazyQuestions<Answers>

  constructor(
    { input, diagnostics, version, dependencyDigest }: Omit<PackedRecord, 'questions'>,
    late: LazyQuestions<Answers>,
  ) {
    this.input = input
    this.diagnostics = diagnostics
    this.version = version
    this.dependencyDigest = dependencyDigest
    this.late = late
  }

  get questions(): readonly Question<Answers>[] | undefined {
    return this.late.asked()
  }
}

/** The questions of a record as JSON. */
export const packQuestions = <Answers>(record: StageRecord<Answers>): string =>
  record instanceof LazyRecord ? record.late.json() : packedOf(record.questions)

/** What stands for questions that are lost. */
export const LOST = 'null'

const packedOf = (questions: readonly Question<never>[] | undefined): string => JSON.stringify(questions ?? null)

/** Questions of JSON; undefined where they were lost before. Only what was packed comes here. */
export const parseQuestions = <Answers>(json: string): readonly Question<Answers>[] | undefined =>
  (JSON.parse(json) as readonly Question<Answers>[] | null) ?? undefined

/** A record as it is kept. */
export const pack = <Answers>(record: StageRecord<Answers>): PackedRecord => {
  const { input, diagnostics, version, dependencyDigest } = record
  return { input, questions: packQuestions(record), diagnostics, version, dependencyDigest }
}

/** Questions that are there as JSON. */
class JsonQuestions<Answers> implements LazyQuestions<Answers> {
  readonly #json: string
  #asked: readonly Question<Answers>[] | undefined

  constructor(json: string) {
    this.#json = json
    this.#asked = undefined
  }

  asked(): readonly Question<Answers>[] | undefined {
    this.#asked ??= parseQuestions<Answers>(this.#json)
    return this.#asked
  }

  json(): string {
    return this.#json
  }
}

/** A record as it was kept. */
export const unpack = <Answers>(record: PackedRecord): StageRecord<Answers> =>
  new LazyRecord(record, new JsonQuestions<Answers>(record.questions))

/** The same record with its questions packed: of most pages nobody asks for them again. */
export const packedAway = <Answers>(record: StageRecord<Answers>): StageRecord<Answers> => unpack(pack(record))

/** Unpacks many records: those of the same questions share them. */
export function unpackAll<Answers>(): (record: PackedRecord) => StageRecord<Answers> {
  const known = new Map<string, LazyQuestions<Answers>>()
  return (record) => {
    const { questions } = record
    let late = known.get(questions)
    if (!late) {
      late = new JsonQuestions(questions)
      known.set(questions, late)
    }
    return new LazyRecord(record, late)
  }
}
