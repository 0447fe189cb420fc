import { type ReadClocks, type StageTime, timedStages } from '../build/stopwatch.ts'

/** The clocks of this process. */
export const processClocks: ReadClocks = () => {
  const { user, system } = process.cpuUsage()
  return { wall: performance.now(), processor: (user + system) / 1000 }
}

/** `--timings` for people: a row for each stage of a build, and their sum. */
export function timingsTable(times: readonly StageTime[]): string {
  const whole = sumOf(times)
  const docs = new Map<string, string>(timedStages.map(({ stage, doc }) => [stage, doc]))
  const share = (wall: number): string => `${whole.wall === 0 ? 0 : Math.round((100 * wall) / whole.wall)} %`
  const rows = [
    ['stage', 'time', 'share', 'processor', ''],
    ...times
      .filter(({ wall, processor }) => wall + processor >= 0.5)
      .map(({ stage, wall, processor }) => [
        stage,
        milliseconds(wall),
        share(wall),
        milliseconds(processor),
        docs.get(stage) ?? '',
      ]),
    ['whole', milliseconds(whole.wall), '', milliseconds(whole.processor), ''],
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const line = ([stage = '', ...cells]: readonly string[]): string =>
    [stage.padEnd(widths[0] ?? 0), ...cells.map((cell, i) => (i === 3 ? cell : cell.padStart(widths[i + 1] ?? 0)))]
      .join('  ')
      .trimEnd()
  return `${rows.map(line).join('\n')}\n\n`
}

/** The same for programs: milliseconds with one decimal. */
export const timingsJson = (times: readonly StageTime[]): readonly StageTime[] =>
  times.map(({ stage, wall, processor }) => ({ stage, wall: rounded(wall), processor: rounded(processor) }))

const rounded = (value: number): number => Math.round(value * 10) / 10

const milliseconds = (value: number): string => `${Math.round(value)} ms`

const sumOf = (times: readonly StageTime[]): { readonly wall: number; readonly processor: number } => ({
  wall: times.reduce((sum, { wall }) => sum + wall, 0),
  processor: times.reduce((sum, { processor }) => sum + processor, 0),
})
