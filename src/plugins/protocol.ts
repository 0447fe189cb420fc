import type { InterfaceWords } from '../config/interface-words.ts'
import type { Severity } from '../diagnostics/codes.ts'
import type { PluginPage, PluginSite } from './plugin.ts'

/**
 * What the program and the thread of its plugins say to each other: a request, then questions and answers, then the reply. Plain data:
 * each side gets a copy.
 */

/** What the thread gets when it starts. */
export interface HostStart {
  /** The site's folder. */
  readonly root: string
  /** The modules of Lectern's API: as `import` and as `require` find it. */
  readonly api: { readonly imported: string; readonly required: string }
}

/** A module of a plugin, as the settings name it. */
export interface HostModule {
  readonly name: string
  readonly isPackage: boolean
}

/** What a block is told of its use. */
export interface BlockUse {
  readonly label: string
  readonly labelId: string
  readonly labelText: string
  readonly words: InterfaceWords
  readonly entries: readonly (readonly [name: string, text: string])[]
}

export type HostRequest =
  /** Load it, and describe what it exports. */
  | { readonly type: 'load'; readonly module: HostModule }
  | {
      readonly type: 'render'
      readonly module: HostModule
      readonly block: string
      readonly values: Readonly<Record<string, unknown>>
      readonly use: BlockUse
    }
  | { readonly type: 'transform'; readonly module: HostModule; readonly page: PluginPage }
  | { readonly type: 'outputs'; readonly module: HostModule; readonly site: PluginSite }

/** To the thread. */
export type ToHost = HostRequest | { readonly type: 'answer'; readonly value: unknown }

/** What a plugin does that needs no answer: done in that order when it has given what it gives. */
export interface Effect {
  readonly kind: string
  readonly parameters: readonly unknown[]
}

/** Something was thrown. */
export interface Failure {
  readonly message: string
  readonly stack: string
}

/** From the thread. */
export type FromHost =
  | { readonly type: 'ask'; readonly kind: string; readonly parameters: readonly unknown[] }
  | { readonly type: 'done'; readonly value: unknown; readonly effects: readonly Effect[] }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** A plugin ended its thread. */
  | { readonly type: 'ended' }

/** What a module exports, as its thread describes it. */
export type Exported =
  | {
      readonly keys: readonly string[]
      readonly name: unknown
      /** Undefined where it is no list. */
      readonly blocks: readonly ExportedBlock[] | undefined
      readonly transform: string
      readonly outputs: string
    }
  /** What it is instead of an object. */
  | { readonly instead: string }

/** The data of a block; `renders`: it has a function `render`. */
export type ExportedBlock = { readonly [Key in (typeof BLOCK_KEYS)[number]]?: unknown } & { readonly renders: boolean }

/** What of a block is data. */
export const BLOCK_KEYS = ['name', 'doc', 'fields', 'shorthand', 'open', 'inline', 'numbered', 'example'] as const

/** A field of inline text, as a plugin sees it: `origin` names the field. */
export interface FieldOrigin {
  readonly field: string
}

/** What is told of a field. */
export interface ToldDetails {
  readonly field?: string
  readonly key?: string
  readonly source?: { readonly path: string }
  readonly start?: number
  readonly hint?: string
  readonly severity?: Severity
}
