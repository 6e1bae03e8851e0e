// A device that is lost: in an edit, again in the same edit, between two.
import { afterEach, describe, expect, it } from 'vitest'
import { cancelEverything, edit, ends, started, type EventOf } from './fixtures/drivenEngine.node'

afterEach(cancelEverything)

describe('a lost device', () => {
  it('is replaced once, and the edit gives what it would have given', async () => {
    const undisturbed = await started()
    await undisturbed.engine.handle(edit('one'))
    const expected = (await undisturbed.until(ends('one'))) as EventOf<'done'>

    const { engine, until, all, counted } = await started()
    counted.loseAtRun = 3
    await engine.handle(edit('one'))
    const done = (await until(ends('one'))) as EventOf<'done'>
    expect(done.type).toBe('done')
    expect(done.pixels).toEqual(expected.pixels)
    expect(all('device-lost')).toEqual([{ type: 'device-lost', reason: 'a test', recovering: true }])
    expect(all('ready')).toHaveLength(2)
    expect(counted.runs).toBe(3 + 4)
  })

  it('that is lost again fails the edit in words, and the next edit runs', async () => {
    const driven = await started()
    const { engine, until, all, counted } = driven
    counted.loseAtRun = 2
    driven.onEvent = (event) => {
      if (event.type === 'device-lost' && event.recovering) counted.loseAtRun = counted.runs + 2
    }
    await engine.handle(edit('one'))
    expect(await until(ends('one'))).toMatchObject({ type: 'failed', error: { code: 'device' } })
    expect(all('device-lost').map(({ recovering }) => recovering)).toEqual([true, false])
    await engine.handle(edit('two'))
    expect(await until(ends('two'))).toMatchObject({ type: 'done' })
  })

  it('between two edits is noticed by the next', async () => {
    const { engine, until, all } = await started()
    await engine.handle(edit('one'))
    await until(ends('one'))
    await engine.handle({ type: 'lose-device' })
    await engine.handle(edit('two'))
    expect(await until(ends('two'))).toMatchObject({ type: 'done' })
    expect(all('device-lost')).toHaveLength(1)
  })
})
