import type { EngineSetting } from '../config/run-settings.ts'
import { digest } from '../files/digest.ts'

/** Code of a page that `lectern run` runs. */
export interface RunnableBlock {
  readonly engine: EngineSetting
  readonly code: string
  /** It must raise: the name of the exception, or '' for any. Undefined where it must not. */
  readonly raises: string | undefined
  /** The value of its last line is shown, as an interpreter would. */
  readonly wantsValue: boolean
  /** Seconds that it may take; undefined for those of the settings. */
  readonly limit: number | undefined
  /** Two digests, of its code and of what runs it: all that its result is made from beside the code above it and what it reads. */
  readonly key: string
}

/** Changes when results are made in another way: all are stale then. */
const VERSION = 1

/** The key of a block. Where an interpreter lies is the author's own affair; the command of an engine of theirs is not. */
export const runKey = (engine: EngineSetting, code: string, wantsValue: boolean, seed: boolean): string =>
  `${digest(JSON.stringify([engine.language, wantsValue, code.trimEnd()]))}.${engineKey(engine, seed)}`

/** Digests of engines, which all blocks of a site share. */
const engineKeys = new WeakMap<EngineSetting, Map<boolean, string>>()

function engineKey(engine: EngineSetting, seed: boolean): string {
  const known = engineKeys.get(engine) ?? new Map<boolean, string>()
  engineKeys.set(engine, known)
  const { kind, command, mark } = engine
  const key =
    known.get(seed) ?? digest(JSON.stringify([VERSION, kind === 'command' ? [command, mark] : kind, seed])).slice(0, 6)
  known.set(seed, key)
  return key
}

/** That part of a key which is of the code alone. */
export const codeOfKey = (key: string): string => key.split('.')[0] ?? key
