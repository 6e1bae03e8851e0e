// Vitest for `npm run mutants`: the mutated code in place of the files, all test files in one process, one after another.
import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vitest/config'
import { planVariable, type Plan } from './plan'

const { code } = JSON.parse(readFileSync(process.env[planVariable]!, 'utf8')) as Plan

const mutated: Plugin = {
  name: 'mutated',
  enforce: 'pre',
  load: (id) => code[id],
}

export default defineConfig({
  root: process.cwd(),
  plugins: [mutated],
  test: {
    include: ['workers/**/*.test.ts', 'tools/**/*.test.ts'],
    setupFiles: ['tools/run/propertyTests.ts', 'tools/mutants/firstFailure.ts'],
    runner: 'tools/mutants/mutantRunner.ts',
    pool: 'forks',
    isolate: false,
    fileParallelism: false,
    testTimeout: 120_000,
    reporters: ['dot'],
    silent: true,
  },
})
