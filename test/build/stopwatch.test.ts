import { describe, expect, test } from 'vitest'
import { createStopwatch } from '../../src/build/stopwatch.ts'

/** Clocks that go on when they are told to. */
function clocks() {
  const now = { wall: 100, processor: 60 }
  const pass = (wall: number, processor = wall): void => {
    now.wall += wall
    now.processor += processor
  }
  return { read: () => ({ ...now }), pass }
}

describe('a stopwatch', () => {
  test('gives what passed before it to the start, and stages in the order of a build', () => {
    const { read, pass } = clocks()
    const { time, take } = createStopwatch(read)
    expect(time('write', () => pass(7, 9))).toBeUndefined()
    time('read', () => pass(5))
    expect(take()).toEqual([
      { stage: 'start', wall: 100, processor: 60 },
      { stage: 'read', wall: 5, processor: 5 },
      { stage: 'write', wall: 7, processor: 9 },
    ])
  })

  test('counts no time twice where a stage lies within another one, and adds up what comes again', () => {
    const { read, pass } = clocks()
    const { time, take } = createStopwatch(read)
    const search = (): void => time('search', () => pass(20))
    time('publish', () => {
      pass(1)
      search()
      search()
      pass(2)
    })
    expect(take().slice(1)).toEqual([
      { stage: 'publish', wall: 3, processor: 3 },
      { stage: 'search', wall: 40, processor: 40 },
    ])
  })

  test('takes the time of a stage that throws, and goes on with the outer one', () => {
    const { read, pass } = clocks()
    const { time, take } = createStopwatch(read)
    const fails = (): never =>
      time('compile', () => {
        pass(4)
        throw new Error('no')
      })
    time('read', () => {
      expect(fails).toThrow('no')
      pass(1)
    })
    expect(take().slice(1)).toEqual([
      { stage: 'read', wall: 1, processor: 1 },
      { stage: 'compile', wall: 4, processor: 4 },
    ])
  })

  test('begins anew when its times were taken', () => {
    const { read, pass } = clocks()
    const { time, take } = createStopwatch(read)
    take()
    time('link', () => pass(3))
    expect(take()).toEqual([{ stage: 'link', wall: 3, processor: 3 }])
  })
})
