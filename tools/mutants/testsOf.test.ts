import { expect, it } from 'vitest'
import { testsOf } from './testsOf'

it('files are tried on the tests of their names first, then on those that import them', () => {
  const tests = testsOf(['workers/jobs/editJob.ts', 'workers/jobs/laidOver.ts'])
  expect(tests.slice(0, 2)).toEqual(['workers/jobs/editJob.test.ts', 'workers/jobs/laidOver.test.ts'])
  expect(tests).toContain('workers/jobs/notes.test.ts')
  expect(tests).not.toContain('workers/jobs/jobQueue.test.ts')
  expect(new Set(tests).size).toBe(tests.length)
})

it('tests that are named take the place of those that import a file', () => {
  const notes = 'workers/jobs/notes.test.ts'
  expect(testsOf(['workers/jobs/editJob.ts'], [notes])).toEqual(['workers/jobs/editJob.test.ts', notes])
  expect(testsOf(['workers/graph'], [notes])).toEqual([notes, 'workers/graph'])
})

it('a file that no test names or imports is tried on those of its folder, as a folder is', () => {
  expect(testsOf(['workers/jobs/ownerIds.ts', 'workers/jobs'])).toEqual(['workers/jobs'])
})
