import { describe, expect, it } from 'vitest'
import type { EditEnd } from '../engine/editQueue'
import type { Editor } from '../engine/editor'
import { PalimpsestError } from '../shared/errors'
import { plainRecipe } from '../shared/fixtures/plainRecipe'
import { createJobsStore } from '../state/jobs'
import type { Grid } from '../state/series'
import { messages } from './messages'
import { changeSeries, runSeries, SeriesHalt } from './series'

const series: Grid = {
  kind: 'grid',
  id: 'series',
  prompt: 'make it night',
  total: 4,
  done: 0,
  failures: [],
  pictures: {},
  across: 'Seed',
  columns: ['0', '1', '2', '3'],
  rows: [''],
  recipes: [0, 1, 2, 3].map((seed) => ({ ...plainRecipe, seed })),
  made: [null, null, null, null],
}

/** An engine whose edits end as they are told to, by their seed. */
function setUp(endOf: (seed: number) => EditEnd | Promise<EditEnd>) {
  const jobs = createJobsStore()
  const told: unknown[] = []
  const paused: boolean[] = []
  const engine = {
    run: ({ seed }: { seed: number }) => ({ id: `job ${seed}`, end: Promise.resolve(endOf(seed)) }),
    queue: { pause: (held: boolean) => void paused.push(held) },
  }
  const editor = { jobs, engine, fail: (error: unknown) => void told.push(error) } as unknown as Editor
  const taken: number[] = []
  const ended: (readonly [done: number, failed: readonly number[]])[] = []
  const work = {
    make: (at: number) => ({ recipe: series.recipes[at]!, images: {} }),
    take: (at: number) => void taken.push(at),
    end() {
      const { done, failures } = jobs.getState().series!
      ended.push([done, failures.map(({ at }) => at)])
    },
  }
  jobs.setState({ series: { ...series, stage: 'running' } })
  return { editor, jobs, taken, work, told, ended, paused }
}
const done = { type: 'done' } as EditEnd
const failed = (code = 'image') =>
  ({ type: 'failed', job: '', error: { code, message: 'No.', hint: '' } }) as EditEnd

describe('a series of edits', () => {
  it('goes on after one that fails, cannot be made, or is taken out of the queue, and says which', async () => {
    const { editor, jobs, taken, work, ended, told, paused } = setUp((seed) =>
      seed === 1 ? failed() : seed === 3 ? undefined : done,
    )
    const make = (at: number) => {
      if (at === 2) throw new PalimpsestError(messages.noRecipe())
      return work.make(at)
    }
    await runSeries(editor, { ...work, make })
    expect(taken).toEqual([0])
    expect(ended).toEqual([[4, [1, 2, 3]]])
    expect(told).toEqual([])
    expect(jobs.getState().series).toBeUndefined()
    // Nothing is left that was held back with it.
    expect(paused).toEqual([false])
  })

  it('ends where the person ends it, with the edit that runs, and hands over what is made', async () => {
    const { editor, jobs, taken, work, ended } = setUp((seed) => {
      if (seed !== 2) return done
      return new Promise((resolve) => {
        setTimeout(() => {
          changeSeries(editor, { stage: 'cancelling' })
          resolve(undefined)
        })
      })
    })
    await runSeries(editor, work)
    expect(taken).toEqual([0, 1])
    expect(ended).toEqual([[2, []]])
    expect(jobs.getState().series).toBeUndefined()
  })

  it('is held back where the others would fail too, and goes on with the same edit', async () => {
    let gone = true
    const { editor, jobs, taken, work, told, ended } = setUp(() => done)
    const take = (at: number) => {
      if (at === 1 && gone) throw new SeriesHalt('', { cause: messages.openFirst({ name: 'x' }) })
      work.take(at)
    }
    await runSeries(editor, { ...work, take })
    expect(told).toEqual([messages.openFirst({ name: 'x' })])
    expect(jobs.getState().series).toMatchObject({ stage: 'held', done: 1, failures: [] })
    expect(ended).toEqual([])
    gone = false
    await runSeries(editor, { ...work, take })
    expect(taken).toEqual([0, 1, 2, 3])
    expect(ended).toEqual([[4, []]])
  })

  it('is held back by a checkpoint that is not there, but not by an engine that broke down on one picture', async () => {
    const absent = setUp((seed) => (seed === 1 ? failed('checkpoint') : done))
    await runSeries(absent.editor, absent.work)
    expect(absent.jobs.getState().series).toMatchObject({ stage: 'held', done: 1 })
    expect(absent.told).toHaveLength(1)

    const error = { code: 'device', message: 'It stopped.', hint: '' } as const
    const lost = setUp((seed) => (seed === 1 ? { type: 'lost', error } : done))
    await runSeries(lost.editor, lost.work)
    expect(lost.ended).toEqual([[4, [1]]])
  })

  it('is held back where its results cannot be handed over, and hands them over when it goes on', async () => {
    const { editor, jobs, work, taken, told } = setUp(() => done)
    let full = true
    const end = () => {
      if (full) throw new Error('The disk is full.')
    }
    await runSeries(editor, { ...work, end })
    expect(jobs.getState().series).toMatchObject({ stage: 'held', done: 4 })
    expect(told).toHaveLength(1)
    full = false
    await runSeries(editor, { ...work, end })
    expect(taken).toEqual([0, 1, 2, 3])
    expect(jobs.getState().series).toBeUndefined()
  })
})
