// Vitest for `npm run mutants`: the mutated code in place of the files, all test files in one process, one after another.
import { appendFileSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vitest/config'
import { BaseSequencer, type Reporter, type TestSpecification } from 'vitest/node'
import { planVariable, type Finding, type Plan } from './plan'

const { code, tests, log } = JSON.parse(readFileSync(process.env[planVariable]!, 'utf8')) as Plan

const mutated: Plugin = {
  name: 'mutated',
  enforce: 'pre',
  load: (id) => code[id],
}

/** The tests in the order of the plan: the nearest kill first. */
class InOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      tests.findIndex((path) => moduleId.startsWith(resolve(path)))
    return Promise.resolve(files.toSorted((a, b) => place(a) - place(b)))
  }
}

/** Says which files will run, so that it is known of a run whether it came to its end. */
const tellsFiles: Reporter = {
  onTestRunStart(specifications) {
    const files = specifications.map(({ moduleId }) => moduleId)
    appendFileSync(log, `${JSON.stringify({ files } satisfies Finding)}\n`)
  },
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
    sequence: { sequencer: InOrder },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['dot', tellsFiles],
    silent: true,
  },
})
