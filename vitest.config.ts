import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Pages load scripts that are compiled; tests must see those of today's sources.
    globalSetup: ['test/compile.ts'],
    // No test may fail for being slow; this only ends one that hangs.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
