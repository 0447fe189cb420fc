/** How long the stages of a build take, for `--timings`. */

/** What is timed, in the order in which a build comes to it, and what happens there. */
export const timedStages = [
  { stage: 'start', doc: 'Node starts, and reads the program' },
  { stage: 'restore', doc: 'what earlier builds kept is read' },
  { stage: 'read', doc: 'settings and templates are read, files are listed' },
  { stage: 'compare', doc: 'files are compared with those of the last build' },
  { stage: 'compile', doc: 'pages are read and compiled' },
  { stage: 'index', doc: 'names, numbers and navigation of all pages' },
  { stage: 'render', doc: 'pages of a large site are linked and laid out ahead' },
  { stage: 'link', doc: 'references are put in and checked' },
  { stage: 'layout', doc: 'pages go through the templates' },
  { stage: 'publish', doc: 'files made of all pages: site map, feed, summaries' },
  { stage: 'search', doc: 'the search index, Markdown twins' },
  { stage: 'plan', doc: 'what is written where; checks of the whole site' },
  { stage: 'write', doc: 'files are compared and written' },
  { stage: 'save', doc: 'what is made is kept for later builds' },
] as const

/** A stage of a build whose time is taken. */
export type TimedStage = (typeof timedStages)[number]['stage']

/** The time of one stage, without those within it: milliseconds by the clock, and of processors, those of other threads too. */
export interface StageTime {
  readonly stage: TimedStage
  readonly wall: number
  readonly processor: number
}

/** Does the work of a stage, and takes its time. */
export type TimeStage = <T>(stage: TimedStage, work: () => T) => T

/** Where times are not wanted. */
export const untimed: TimeStage = (_stage, work) => work()

/** Reads the clocks: milliseconds since the process began, and milliseconds of its processors. */
export type ReadClocks = () => { readonly wall: number; readonly processor: number }

/** Takes times. What was before it began is the time of `start`. */
export interface Stopwatch {
  readonly time: TimeStage
  /** Stages that took place, in their order, and takes the times anew. */
  readonly take: () => readonly StageTime[]
}

/** Starts a stopwatch. A stage that happens within another one stops the clock of the outer one. */
export function createStopwatch(clocks: ReadClocks): Stopwatch {
  const first = clocks()
  const spent = new Map<TimedStage, { wall: number; processor: number }>([['start', { ...first }]])
  const running: TimedStage[] = []
  let last = first
  const settle = (stage: TimedStage | undefined): void => {
    const now = clocks()
    if (stage !== undefined) {
      const sum = spent.get(stage) ?? { wall: 0, processor: 0 }
      sum.wall += now.wall - last.wall
      sum.processor += now.processor - last.processor
      spent.set(stage, sum)
    }
    last = now
  }
  return {
    time(stage, work) {
      settle(running.at(-1))
      running.push(stage)
      try {
        return work()
      } finally {
        settle(stage)
        running.pop()
      }
    },
    take() {
      const times = timedStages.flatMap(({ stage }) => {
        const sum = spent.get(stage)
        return sum ? [{ stage, ...sum }] : []
      })
      spent.clear()
      return times
    },
  }
}
