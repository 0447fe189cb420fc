import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { alone, slow } from './test/slow.ts'

const pathOf = ({ moduleId }: TestSpecification): string => path.relative(import.meta.dirname, moduleId)

/** Starts the slow files first, longest first. A class, since Vitest makes one of it. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = slow.map((file) => path.normalize(file))
    const rank = (file: TestSpecification): number => order.indexOf(pathOf(file)) + 1 || order.length + 1
    return files.toSorted((a, b) => rank(a) - rank(b))
  }
}

const shared = {
  // No test may fail for being slow; this only ends one that hangs.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 240_000 } },
  // Vitest would leave one processor to itself.
  maxWorkers: availableParallelism(),
  // The files of a worker share its process, its modules and its browser: a third less work than a process for each.
  isolate: false,
}

/**
 * Browsers and watchers of a machine with too much to do lose a click or an event once in a thousand: what fails is tried once more, and
 * is told as such (`test/flaky-reporter.ts`). What fails twice has failed.
 */
const watched = { ...shared, retry: 1 }

export default defineConfig({
  test: {
    reporters: ['default', './test/flaky-reporter.ts'],
    // Once: compiles the program and finds the browser.
    globalSetup: ['test/setup.ts'],
    sequence: { sequencer: SlowFirst },
    projects: [
      { test: { ...shared, name: 'fast', include: ['test/**/*.test.ts'], exclude: [...slow, ...alone] } },
      { test: { ...watched, name: 'slow', include: [...slow] } },
      { test: { ...watched, name: 'alone', include: [...alone], sequence: { groupOrder: 1 } } },
    ],
  },
})
