import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Compiles the program and finds the browser.
    globalSetup: ['test/setup.ts'],
    // No test may fail for being slow; this only ends one that hangs.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
