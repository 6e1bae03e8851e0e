import { defineConfig, type Plugin } from 'vitest/config'

/** How many times the usual runs of property tests: `npm run test:long`. */
const times = Number(process.env['PROPERTY_TIMES'] ?? 1)

/** fast-check has no factor: counts and time limits that tests give themselves are multiplied as their files are read. */
const longRuns: Plugin = {
  name: 'long-runs',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('.test.ts')
      ? code.replace(
          /(\b(?:numRuns|interruptAfterTimeLimit): |^ *\}, )([\d_]+)/gm,
          (_, before: string, count: string) => `${before}${Number(count.replaceAll('_', '')) * times}`,
        )
      : undefined,
}

export default defineConfig({
  plugins: times === 1 ? [] : [longRuns],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'workers/**/*.test.ts', 'tools/**/*.test.ts'],
    setupFiles: ['tools/run/propertyTests.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000 * times,
    // Reading what a test is about takes longer than ten seconds on a busy machine.
    hookTimeout: 60_000 * times,
  },
})
