import { describe, expect, test } from 'vitest'
import {
  type EngineEffect,
  type EngineEvent,
  type EngineState,
  type Job,
  nextStep,
  phaseOf,
} from '../../src/exercises/engine-life.ts'

const job = (id: string): Job => ({ id, request: { code: id, limit: 5, recursion: 200 }, checks: {} })
const [A, B] = [job('a'), job('b')]
const result = { state: 'done', output: '', isCut: false } as const
const loading = (of?: Job): EngineState => ({ at: 'loading', job: of, bytes: 0, again: false })
const idle: EngineState = { at: 'idle', hears: true }
const at = (at: 'running' | 'asking' | 'stopping', of: Job, more: object = {}): EngineState => ({
  at,
  job: of,
  hears: true,
  ...more,
})
/** An effect in a word or two. */
const word = (effect: EngineEffect): string => {
  if (effect.do === 'post') return `post ${effect.message.type}`
  if (effect.do === 'wait') return `wait ${effect.time}`
  if (effect.do === 'end') return `${effect.job.id} ${effect.ending.how}`
  return effect.do
}
const run = (of: Job): EngineEvent => ({ type: 'run', job: of })
const ready: EngineEvent = { type: 'ready', hears: true, loaded: { files: {} } }
const done: EngineEvent = { type: 'done', result, verdict: { state: 'passed' } }
const deaf = { hears: false }

describe('the engine of a page', () => {
  test.each<[string, EngineState, EngineEvent, string, string]>([
    ['is loaded when it is first wanted', { at: 'none' }, run(A), 'loading', 'start'],
    ['is loaded ahead', { at: 'none' }, { type: 'prepare' }, 'loading', 'start'],
    ['has nothing to stop before', { at: 'none' }, { type: 'stop' }, 'none', ''],
    ['runs when it is ready', loading(A), ready, 'running', 'post run, wait 6000'],
    ['waits when nobody wants it yet', loading(), ready, 'idle', ''],
    ['takes the exercise that wants it last', loading(A), run(B), 'loading', 'a stopped'],
    ['is not loaded further after Stop', loading(A), { type: 'stop' }, 'none', 'terminate, a stopped'],
    [
      'goes on loading what costs nothing',
      { at: 'loading', job: A, bytes: 0, again: true },
      { type: 'stop' },
      'loading',
      'a stopped',
    ],
    [
      'says why it cannot be had',
      loading(A),
      { type: 'failed', fault: 'policy', message: '' },
      'none',
      'terminate, a failed',
    ],
    ['says that its worker cannot be had', loading(A), { type: 'crashed', message: '' }, 'none', 'terminate, a failed'],
    ['runs again at once', idle, run(B), 'running', 'post run, wait 6000'],
    ['is started anew if it broke between two runs', idle, { type: 'crashed', message: '' }, 'none', 'terminate'],
    ['gives its result', at('running', A), done, 'idle', 'wait 0, a done'],
    ['may take longer as long as it lives', at('running', A), { type: 'beat' }, 'running', 'wait 6000'],
    ['has time while the reader is asked', at('running', A), { type: 'ask', prompt: '' }, 'asking', 'wait 0'],
    ['goes on with the answer', at('asking', A), { type: 'answer', line: '1' }, 'running', 'post line, wait 6000'],
    ['takes no answer that it did not ask for', at('running', A), { type: 'answer', line: '1' }, 'running', ''],
    ['stops', at('running', A), { type: 'stop' }, 'stopping', 'post stop, wait 1000'],
    ['stops while it asks', at('asking', A), { type: 'stop' }, 'stopping', 'post stop, wait 1000'],
    ['has stopped', at('stopping', A), done, 'idle', 'wait 0, a stopped'],
    [
      'is replaced where it does not stop',
      at('stopping', A),
      { type: 'timeout' },
      'loading',
      'wait 0, terminate, a stopped, start',
    ],
    [
      'is replaced where it cannot hear',
      at('running', A, deaf),
      { type: 'stop' },
      'loading',
      'wait 0, terminate, a stopped, start',
    ],
    ['hears what it waits for', at('asking', A, deaf), { type: 'stop' }, 'stopping', 'post stop, wait 1000'],
    [
      'is replaced where it does not end',
      at('running', A),
      { type: 'timeout' },
      'loading',
      'wait 0, terminate, a limit, start',
    ],
    [
      'is replaced where it breaks',
      at('running', A),
      { type: 'crashed', message: '' },
      'loading',
      'wait 0, terminate, a crashed, start',
    ],
    ['stops one exercise for another', at('running', A), run(B), 'stopping', 'post stop, wait 1000'],
    ['runs the other one then', at('stopping', A, { next: B }), done, 'running', 'a stopped, post run, wait 6000'],
    [
      'runs the other one after all',
      at('stopping', A, { next: B }),
      { type: 'timeout' },
      'loading',
      'wait 0, terminate, a stopped, start',
    ],
    ['forgets the other one after Stop', at('stopping', A, { next: B }), { type: 'stop' }, 'stopping', 'b stopped'],
    ['ends with the page', at('running', A), { type: 'leave' }, 'none', 'wait 0, terminate, a stopped'],
    [
      'ends with the page while it stops',
      at('stopping', A, { next: B }),
      { type: 'leave' },
      'none',
      'wait 0, terminate, a stopped, b stopped',
    ],
    ['stays with a page that it does nothing for', idle, { type: 'leave' }, 'idle', ''],
  ])('%s', (_, state, event, after, effects) => {
    const found = nextStep(state, event)
    expect([found.state.at, found.effects.map(word).join(', ')]).toEqual([after, effects])
  })

  test('tells each exercise what is about it', () => {
    expect(phaseOf(loading(A), 'a')).toBe('loading')
    expect(phaseOf(loading(A), 'b')).toBe('rest')
    expect(phaseOf(at('stopping', A, { next: B }), 'b')).toBe('running')
    expect(phaseOf(at('asking', A), 'a')).toBe('asking')
    expect(phaseOf(idle, 'a')).toBe('rest')
  })

  test('ends each run exactly once, whatever happens', () => {
    const events: EngineEvent[] = [
      run(A),
      run(B),
      { type: 'stop' },
      { type: 'answer', line: '' },
      { type: 'timeout' },
      { type: 'leave' },
      ready,
      done,
      { type: 'beat' },
      { type: 'ask', prompt: '' },
      { type: 'crashed', message: '' },
      { type: 'failed', fault: 'network', message: '' },
    ]
    let random = 1
    for (let story = 0; story < 500; story++) {
      let state: EngineState = { at: 'none' }
      const open = new Set<Job>()
      for (let i = 0; i < 40; i++) {
        random = (random * 48271) % 2147483647
        const event = events[random % events.length] ?? done
        const asked = event.type === 'run' ? { type: 'run' as const, job: job(event.job.id) } : event
        const found = nextStep(state, asked)
        if (asked.type === 'run') open.add(asked.job)
        for (const effect of found.effects) if (effect.do === 'end') expect(open.delete(effect.job)).toBe(true)
        state = found.state
        const waiting = state.at === 'stopping' ? state.next : undefined
        expect(open).toEqual(
          new Set(['job' in state ? state.job : undefined, waiting].filter((one) => one !== undefined)),
        )
      }
    }
  })
})
