// Trainings in the engine: edits between their steps, devices that are lost, pausing, cancelling.
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeSafetensors } from '../weights/writeSafetensors'
import { cancelEverything, drive, edit, ends, started, type EventOf } from './fixtures/drivenEngine.node'
import { memoryStore } from './fixtures/memoryStore.node'

afterEach(cancelEverything)

/** ONNX Runtime takes seconds of the processor to load a network with its gradients, which are minutes on a busy machine. */
const ROOM = 180_000

const side = 64
const pixels = () => ({
  width: side,
  height: side,
  data: Uint8ClampedArray.from({ length: 4 * side * side }, (_, at) => (at % 4 === 3 ? 255 : at % 251)),
})

const train = (rest: object = {}) => ({
  type: 'train',
  job: 'lesson',
  plan: {
    version: 1,
    checkpoint: 'tiny-vae',
    kind: 'lora',
    word: 'sks',
    className: 'ball',
    pictures: ['one'],
    steps: 8,
    size: side,
    saveEvery: 2,
    ...rest,
  },
  images: { one: pixels() },
})

let expected: EventOf<'trained'>['files']
beforeAll(async () => {
  const { engine, until } = await started()
  await engine.handle(train())
  expected = ((await until(ends('lesson'))) as EventOf<'trained'>).files
}, ROOM)

describe('a training in the engine', { timeout: ROOM }, () => {
  it('lets edits go first between its steps, and learns the same', async () => {
    const driven = await started()
    const { engine, events, until } = driven
    driven.onEvent = (event) => {
      if (event.type === 'loss' && event.step === 3) void engine.handle(edit('one'))
    }
    await engine.handle(train())
    const trained = (await until(ends('lesson'))) as EventOf<'trained'>
    expect(trained.files).toEqual(expected)
    const order = events
      .filter(({ type }) => type === 'done' || type === 'loss')
      .map((event) => (event.type === 'loss' ? event.step : event.type))
    expect(order).toEqual([1, 2, 3, 'done', 4, 5, 6, 7, 8])
  })

  it('keeps what is asked of it while an edit goes first', async () => {
    const store = memoryStore()
    const driven = await started(store)
    const { engine, events, all, until } = driven
    driven.onEvent = (event) => {
      if (event.type !== 'loss' || event.step !== 3) return
      void engine.handle(edit('one'))
      void engine.handle({ type: 'order-training', order: 'pause' })
    }
    await engine.handle(train())
    await until(({ type }) => type === 'paused')
    const order = events.map(({ type }) => type).filter((type) => type === 'done' || type === 'paused')
    expect(order).toEqual(['done', 'paused'])
    expect(all('loss').map(({ step }) => step)).toEqual([1, 2, 3])

    // One that is begun anew does not go on with it.
    await engine.handle({ ...train({ steps: 2 }), job: 'anew' })
    await until(ends('anew'))
    expect(
      all('loss')
        .filter(({ job }) => job === 'anew')
        .map(({ step }) => step),
    ).toEqual([1, 2])
  })

  it('goes on with the checkpoint that it began with when that is closed meanwhile', async () => {
    const driven = await started()
    const { engine, all, until } = driven
    driven.onEvent = (event) => {
      if (event.type !== 'loss' || event.step !== 3) return
      const gone = { kind: 'url', url: 'https://example.org/gone/' }
      void engine.handle({ type: 'open-checkpoint', id: 'tiny-vae', source: gone })
    }
    await engine.handle(train())
    expect(((await until(ends('lesson'))) as EventOf<'trained'>).files).toEqual(expected)
    expect(all('checkpoint-failed')).toMatchObject([{ id: 'tiny-vae' }])
  })

  it('takes no order that was given before it began', async () => {
    const { engine, until } = await started()
    await engine.handle({ type: 'order-training', order: 'pause' })
    await engine.handle(train())
    expect(((await until(ends('lesson'))) as EventOf<'trained'>).files).toEqual(expected)
  })

  it('is told of beforehand: the memory that it will take, or why it would be refused', async () => {
    const { engine, all, until } = await started()
    const ask = (number: number, rest: object) =>
      engine.handle({
        type: 'foresee-training',
        number,
        checkpoint: 'tiny-vae',
        plan: { ...train().plan, ...rest },
      })
    await ask(1, {})
    await ask(2, { rank: 100 })
    expect(all('training-forecast')).toMatchObject([
      { number: 1, needs: { bytes: expect.any(Number) } },
      { number: 2, refusal: { code: 'recipe' } },
    ])
    await engine.handle(train())
    await until(ends('lesson'))
    expect(all('training-needs').map(({ bytes }) => bytes)).toEqual([
      all('training-forecast')[0]!.needs!.bytes,
    ])
  })

  it('goes on from its last state when the device is lost, more than once', async () => {
    const driven = await started(memoryStore())
    const { engine, all, until, counted } = driven
    counted.loseAtRun = 4
    driven.onEvent = (event) => {
      if (event.type === 'training-goes-on' && event.losses.length === 2) counted.loseAtRun = counted.runs + 4
    }
    await engine.handle(train())
    const trained = (await until(ends('lesson'))) as EventOf<'trained'>
    expect(all('device-lost').map(({ recovering }) => recovering)).toEqual([true, true])
    expect(all('training-goes-on').map(({ losses }) => losses.length)).toEqual([2, 4])
    expect(trained.files).toEqual(expected)
  })

  it('is paused and found by the next engine, which goes on with it', async () => {
    const store = memoryStore()
    const driven = await started(store)
    driven.onEvent = (event) => {
      if (event.type === 'loss' && event.step === 5)
        void driven.engine.handle({ type: 'order-training', order: 'pause' })
    }
    await driven.engine.handle(train())
    await driven.until(({ type }) => type === 'unfinished-training')
    expect(driven.all('paused')).toEqual([{ type: 'paused', job: 'lesson' }])

    // A checkpoint that is not open any more is asked for, and the training waits for it.
    const closed = drive(store)
    const assets = 'https://example.org/'
    await closed.engine.handle({ type: 'start', backend: 'auto', assets, memoryBudget: 1e9 })
    await closed.engine.handle({ type: 'go-on-training', job: 'lesson' })
    expect(await closed.until(ends('lesson'))).toMatchObject({
      type: 'failed',
      error: { code: 'checkpoint' },
    })

    const next = await started(store)
    await next.engine.handle({ type: 'find-training' })
    expect(next.all('unfinished-training')).toMatchObject([{ step: 5, plan: { word: 'sks' } }])
    await next.engine.handle({ type: 'go-on-training', job: 'lesson' })
    expect(((await next.until(ends('lesson'))) as EventOf<'trained'>).files).toEqual(expected)
    expect(store.files.size).toBe(0)
  })

  it('that another version saved is told, kept as it is, and forgotten when that is asked for', async () => {
    const store = memoryStore()
    const lesson = JSON.stringify({ plan: { ...train().plan, later: true }, shares: [], subjects: 0 })
    store.files.set('lesson', writeSafetensors([], { lesson }))
    const before = new Map(store.files)
    const { engine, all } = await started(store)
    await engine.handle({ type: 'find-training' })
    expect(all('unfinished-training')).toEqual([])
    expect(all('unreadable-training')).toMatchObject([{ error: { values: { path: 'later' } } }])
    expect(store.files).toEqual(before)
    await engine.handle({ type: 'forget-training' })
    expect(store.files.size).toBe(0)
  })

  it('that is cancelled is forgotten', async () => {
    const store = memoryStore()
    const driven = await started(store)
    driven.onEvent = (event) => {
      if (event.type === 'loss' && event.step === 5)
        void driven.engine.handle({ type: 'cancel', job: 'lesson' })
    }
    await driven.engine.handle(train())
    expect((await driven.until(ends('lesson'))).type).toBe('cancelled')
    expect(store.files.size).toBe(0)
    await driven.engine.handle({ type: 'go-on-training', job: 'again' })
    expect(await driven.until(ends('again'))).toMatchObject({
      type: 'failed',
      error: { message: 'There is no training to go on with.' },
    })
  })

  it('is cancelled, and nothing is forgotten, where there is no place to keep it', async () => {
    const driven = await started()
    driven.onEvent = (event) => {
      if (event.type === 'loss' && event.step === 1)
        void driven.engine.handle({ type: 'cancel', job: 'lesson' })
    }
    await driven.engine.handle(train())
    expect((await driven.until(ends('lesson'))).type).toBe('cancelled')
    await driven.engine.handle({ type: 'forget-training' })
    expect(driven.all('start-failed')).toEqual([])
  })
})
