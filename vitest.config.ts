import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: ['default', './test/reporter.ts'],
    // Processes, not threads: tests change the user they run as, and the working directory.
    pool: 'forks',
    // Left to itself, vitest leaves a core idle: half the machine where there are two.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What a browser is to show comes when two busy cores get to it.
    expect: { poll: { timeout: 15_000 } },
  },
})
