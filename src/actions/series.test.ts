import { describe, expect, it } from 'vitest'
import type { EditEnd } from '../engine/editQueue'
import { plainRecipe } from '../shared/fixtures/plainRecipe'
import { createJobsStore } from '../state/jobs'
import type { Editor } from '../engine/editor'
import { cancelSeries, runSeries } from './series'

/** An engine whose edits end as they are told to, by their seed. */
function setUp(endOf: (seed: number) => EditEnd | Promise<EditEnd>) {
  const jobs = createJobsStore()
  const cancelled: string[] = []
  const engine = {
    run: ({ seed }: { seed: number }) => ({ id: `job ${seed}`, end: Promise.resolve(endOf(seed)) }),
    cancel: (id: string) => void cancelled.push(id),
  }
  const editor = { jobs, engine } as unknown as Editor
  const taken: number[] = []
  const task = {
    kind: 'batch' as const,
    prompt: 'make it night',
    total: 4,
    make: (at: number) => ({ recipe: { ...plainRecipe, seed: at }, images: {} }),
    take: (at: number) => void taken.push(at),
  }
  return { editor, jobs, cancelled, taken, task }
}
const done = { type: 'done' } as EditEnd
const failed = { type: 'failed', job: '', error: { code: 'image', message: 'No.', hint: '' } } as EditEnd

describe('a series of edits', () => {
  it('goes on after one that fails or cannot be made, and says which', async () => {
    const { editor, jobs, taken, task } = setUp((seed) => (seed === 1 ? failed : done))
    const make = (at: number) => {
      if (at === 2) throw new Error('It is no picture.')
      return task.make(at)
    }
    const { failures, cancelled } = await runSeries(editor, { ...task, make })
    expect(taken).toEqual([0, 3])
    expect(failures.map(({ at }) => at)).toEqual([1, 2])
    expect(cancelled).toBe(false)
    expect(jobs.getState().series).toBeUndefined()
  })

  it('ends where the person ends it, with the edit that runs', async () => {
    const { editor, taken, task, cancelled } = setUp((seed) => {
      if (seed !== 2) return done
      return new Promise((resolve) => {
        setTimeout(() => {
          cancelSeries(editor)
          resolve(undefined)
        })
      })
    })
    expect(await runSeries(editor, task)).toEqual({ failures: [], cancelled: true })
    expect(taken).toEqual([0, 1])
    expect(cancelled).toEqual(['job 2'])
  })
})
