import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Machines differ: a test must never fail for being slow.
    testTimeout: 0,
    hookTimeout: 0,
  },
})
