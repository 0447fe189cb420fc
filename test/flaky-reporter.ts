import type { Reporter, TestCase } from 'vitest/node'

/** Names the tests that passed only when they were tried once more. */
export default class FlakyReporter implements Reporter {
  readonly #flaky: TestCase[] = []

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) this.#flaky.push(test)
  }

  onTestRunEnd(): void {
    for (const test of this.#flaky) {
      const errors = test.result().errors?.map(({ message }) => message.split('\n', 1)[0]) ?? []
      console.log(
        `passed only when tried again: ${test.module.relativeModuleId} > ${test.fullName}: ${errors.join('; ')}`,
      )
    }
  }
}
