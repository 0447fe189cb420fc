import type { Span } from '../diagnostics/diagnostic.ts'
import type { AnswerHost } from './host.ts'
import type { Effect, HostModule, HostRequest } from './protocol.ts'

/** What a plugin did. */
export type PluginResult =
  | { readonly value: unknown; readonly effects: readonly Effect[] }
  | { readonly failed: string; readonly hint: string | undefined; readonly span: Span | undefined }

/** Has a plugin do something, and answers its questions. */
export type RunPlugin = (
  plugin: { readonly module: HostModule },
  request: HostRequest,
  answer?: AnswerHost,
) => PluginResult

/** A sentence without its stop. */
export const withoutStop = (sentence: string): string => sentence.replace(/\s+/g, ' ').replace(/[.\s]+$/, '')
