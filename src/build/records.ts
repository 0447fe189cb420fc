import type { Question, StageRecord } from './memo.ts'

/** Records of stages as they are kept and sent to other threads: most of their questions are never looked at. */

/** A record whose questions are JSON. */
export interface PackedRecord extends Omit<StageRecord<never>, 'questions'> {
  readonly questions: string
}

const packed = new WeakMap<object, string>()

/** The questions of a record as JSON. */
export const packQuestions = <Answers>(record: StageRecord<Answers>): string =>
  packed.get(record) ?? JSON.stringify(record.questions ?? null)

/** Questions of JSON; undefined where they were lost before. Only what was packed comes here. */
export const parseQuestions = <Answers>(json: string): readonly Question<Answers>[] | undefined =>
  (JSON.parse(json) as readonly Question<Answers>[] | null) ?? undefined

/** A record as it is kept. */
export const pack = <Answers>(record: StageRecord<Answers>): PackedRecord => {
  const { input, diagnostics, version, world } = record
  return { input, questions: packQuestions(record), diagnostics, version, world }
}

/** A record as it was kept. */
export const unpack = <Answers>(record: PackedRecord): StageRecord<Answers> => unpackAll<Answers>()(record)

/** Unpacks many records: those of the same questions share them. */
export function unpackAll<Answers>(): (record: PackedRecord) => StageRecord<Answers> {
  const known = new Map<string, () => readonly Question<Answers>[] | undefined>()
  return ({ questions, ...rest }) => {
    const asked = known.get(questions) ?? once(() => parseQuestions<Answers>(questions))
    known.set(questions, asked)
    const record = withQuestions<Answers>(rest, asked)
    packed.set(record, questions)
    return record
  }
}

/** A record whose questions are elsewhere; undefined where they are lost. */
export function withQuestions<Answers>(
  { input, diagnostics, version, world }: Omit<StageRecord<Answers>, 'questions'>,
  questions: () => readonly Question<Answers>[] | undefined,
): StageRecord<Answers> {
  return {
    input,
    diagnostics,
    version,
    world,
    get questions() {
      return questions()
    },
  }
}

/** Makes a value when it is first wanted. */
export function once<T>(make: () => T): () => T {
  const made: T[] = []
  return () => {
    if (made.length === 0) made.push(make())
    return made[0] as T
  }
}
