import { PATIENCE, startThread, type Thread } from '../files/channel.ts'
import { compiledFile } from '../files/open-site.ts'
import { type FindPackage, findPackageFrom } from '../files/packages.ts'
import type { Effect, Failure, FromHost, HostRequest, HostStart, ToHost } from './protocol.ts'

/** Where the plugins of a site are, and how they are run. */
export interface PluginPlace {
  /** The site's folder. */
  readonly root: string
  readonly findPackage: FindPackage
  /** Starts the thread that they run in; undefined where that cannot be. */
  readonly start: () => Thread<FromHost, ToHost> | undefined
  /** Milliseconds that a plugin may take for an answer. */
  readonly patience: number
}

/** The plugins of a site on disk, run by the compiled program. */
export const pluginPlace = (root: string): PluginPlace => ({
  root,
  findPackage: findPackageFrom(root),
  start() {
    const [imported, required] = [compiledFile('index.mjs'), compiledFile('index.js')]
    if (imported === undefined || required === undefined) return undefined
    const data: HostStart = { root, api: { imported, required } }
    return startThread('plugin-host.js', data)
  },
  patience: PATIENCE,
})

/** What a plugin did. */
export type HostResult =
  | { readonly value: unknown; readonly effects: readonly Effect[] }
  | { readonly failure: Failure; readonly isLost: boolean }

/** The thread that plugins run in, started when something is first wanted of them. */
export interface PluginHost {
  /** Has a plugin do something, and answers its questions in the meantime. */
  readonly run: (request: HostRequest, answer?: AnswerHost) => HostResult
  readonly end: () => void
}

/** Answers a question of a plugin. */
export type AnswerHost = (kind: string, parameters: readonly unknown[]) => unknown

/** Opens a host. A plugin that gives no answer takes its thread with it: the next request starts another one. */
export function openHost({ start, patience }: Pick<PluginPlace, 'start' | 'patience'>): PluginHost {
  const state: { thread: Thread<FromHost, ToHost> | undefined } = { thread: undefined }
  const end = (): void => {
    state.thread?.end()
    state.thread = undefined
  }
  const failed = (message: string, isLost: boolean): HostResult => ({ failure: { message, stack: '' }, isLost })
  return {
    run(request, answer = () => undefined) {
      state.thread ??= start()
      const { thread } = state
      if (!thread) return failed('plugins cannot be run here', false)
      thread.send(request)
      for (;;) {
        const message = thread.takeWithin(patience)
        if (!message || message.type === 'ended') {
          end()
          return failed(message ? 'it ended its thread' : `it gave no answer for ${patience / 1000} s`, true)
        }
        if (message.type === 'done') return { value: message.value, effects: message.effects }
        if (message.type === 'failed') return { failure: message.failure, isLost: false }
        try {
          thread.send({ type: 'answer', value: answer(message.kind, message.parameters) })
        } catch (error) {
          // A fault of ours: the plugin would wait for its answer.
          end()
          throw error
        }
      }
    },
    end,
  }
}
