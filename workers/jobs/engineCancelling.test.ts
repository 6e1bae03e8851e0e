// Cancelling, as the page asks for it: edits that run, that wait, and all of them.
import { afterEach, describe, expect, it } from 'vitest'
import { englishOf } from '../../src/shared/message'
import { cancelEverything, edit, ends, instruct, started } from './fixtures/drivenEngine.node'

afterEach(cancelEverything)

describe('cancelling', () => {
  it('takes effect before the next UNet run', async () => {
    const driven = await started()
    const { engine, until, counted } = driven
    driven.onEvent = (event) => {
      if (event.type === 'progress' && event.step === 2) void engine.handle({ type: 'cancel', job: 'one' })
    }
    await engine.handle(edit('one', { ...instruct, steps: 50 }))
    expect(await until(ends('one'))).toEqual({ type: 'cancelled', job: 'one' })
    expect(counted.runs).toBe(2)
  })

  it('takes waiting edits out, and leaves the running one alone', async () => {
    const { engine, until, all, counted } = await started()
    for (const job of ['one', 'two', 'three']) await engine.handle(edit(job))
    await engine.handle({ type: 'cancel', job: 'two' })
    expect(all('cancelled')).toEqual([{ type: 'cancelled', job: 'two' }])
    expect(await until(ends('three'))).toMatchObject({ type: 'done' })
    expect(all('done').map(({ job }) => job)).toEqual(['one', 'three'])
    expect(all('started').map(({ job }) => job)).toEqual(['one', 'three'])
    expect(counted.runs).toBe(8)
  })

  it('with what is there kept ends after the step that runs, and gives its clean estimate', async () => {
    const driven = await started()
    const { engine, until, counted } = driven
    const pixels: number[] = []
    for (const job of ['kept', 'whole']) {
      driven.onEvent = (event) => {
        if (job === 'kept' && event.type === 'progress' && event.step === 2)
          void engine.handle({ type: 'stop', job })
      }
      await engine.handle(edit(job, { ...instruct, steps: 4 }))
      const done = await until(ends(job))
      if (done.type !== 'done') throw new Error('The edit failed.')
      expect(done.notes.map(englishOf)).toEqual(job === 'kept' ? ['Stopped after step 2 of 4.'] : [])
      expect(counted.runs).toBe(job === 'kept' ? 2 : 2 + 4)
      pixels.push(done.pixels.data.reduce((sum, value, at) => sum + value * (at % 97), 0))
    }
    expect(pixels[0]).not.toBe(pixels[1])
    // One that waits has nothing to give.
    await engine.handle({ type: 'stop', job: 'nobody' })
  })

  it('of everything leaves the engine ready', async () => {
    const { engine, until, all } = await started()
    for (const job of ['one', 'two']) await engine.handle(edit(job, { ...instruct, steps: 50 }))
    await engine.handle({ type: 'cancel-all' })
    await until(ends('one'))
    expect(
      all('cancelled')
        .map(({ job }) => job)
        .toSorted(),
    ).toEqual(['one', 'two'])
    await engine.handle(edit('three'))
    expect(await until(ends('three'))).toMatchObject({ type: 'done' })
  })
})
