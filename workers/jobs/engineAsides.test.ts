// What the page asks beside edits: how many tokens a prompt has, what an edit or a training will take.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { untilCancelled } from '../../src/shared/cancelling'
import { readPicture } from '../../tools/recipe/picture'
import { cancelEverything, edit, ends, instruct, node, started } from './fixtures/drivenEngine.node'
import * as unetTrainer from '../training/unetTrainer'
import { memoryStore } from './fixtures/memoryStore.node'
import type { KeptModels } from '../weights/keptModels'

afterEach(cancelEverything)

const pictures = { names: ['picture'], width: 64, height: 64 }
const forecast = (number: number) => ({ type: 'forecast', number, recipe: instruct, pictures })
const foresee = (number: number) => ({
  type: 'foresee-training',
  number,
  checkpoint: 'tiny-vae',
  plan: {
    version: 1,
    checkpoint: 'tiny-vae',
    kind: 'lora',
    word: 'sks',
    className: 'ball',
    pictures: ['one'],
  },
})

/** Runs an edit, and waits until the engine has told what is loaded behind its end. */
async function edited(
  { engine, events, until }: Awaited<ReturnType<typeof started>>,
  job: string,
  { steps = 4, previews = false } = {},
) {
  await engine.handle({ ...edit(job, { ...instruct, steps }), previews })
  await until(ends(job))
  await vi.waitFor(() => expect(events.at(-1)?.type).toBe('memory'))
  await new Promise((resolve) => setTimeout(resolve))
}

describe('the tokens of a prompt', () => {
  it('are counted by its checkpoint, and by none that is not open', async () => {
    const { engine, all } = await started()
    const asked = { text: 'a red cat', syntax: 'none', steps: 4 }
    await engine.handle({ type: 'count-tokens', checkpoint: 'nobody', ...asked })
    await engine.handle({ type: 'count-tokens', checkpoint: 'tiny-vae', ...asked })
    expect(all('tokens')).toMatchObject([{ checkpoint: 'tiny-vae', ...asked, count: expect.any(Number) }])
    expect(all('start-failed')).toEqual([])
  })
})

describe('what an edit or a training will take', () => {
  it('is not worked out while an edit runs', async () => {
    const driven = await started()
    const { engine, all } = driven
    const asked: Promise<void>[] = []
    driven.onEvent = (event) => {
      if (event.type === 'progress' && event.step === 1)
        asked.push(engine.handle(forecast(1)), engine.handle(foresee(1)))
    }
    await edited(driven, 'one')
    await Promise.all(asked)
    expect(asked).toHaveLength(2)
    expect([...all('forecast'), ...all('training-forecast')]).toEqual([])
    driven.onEvent = () => {}
    await engine.handle(forecast(2))
    await engine.handle(foresee(2))
    expect(all('forecast')).toMatchObject([{ number: 2 }])
    expect(all('training-forecast')).toMatchObject([{ number: 2, needs: { bytes: expect.any(Number) } }])
  })

  it('is told for what was asked last', async () => {
    const { engine, all } = await started()
    await Promise.all([forecast(1), forecast(2), foresee(1), foresee(2)].map((asked) => engine.handle(asked)))
    expect(all('forecast').map(({ number }) => number)).toEqual([2])
    expect(all('training-forecast').map(({ number }) => number)).toEqual([2])
  })

  it('is not told of what was given up for another, wherever it was', async () => {
    const driven = await started()
    await edited(driven, 'one')
    const { engine, all } = driven
    for (const ask of [forecast, foresee]) {
      const asked: Promise<void>[] = []
      for (let number = 0; number < 12; number++) {
        asked.push(engine.handle(ask(number)))
        // Each a while longer behind the one before.
        for (let turn = 0; turn < number; turn++) await new Promise((resolve) => setImmediate(resolve))
      }
      await Promise.all(asked)
    }
    expect(all('forecast').at(-1)?.number).toBe(11)
    for (const told of all('forecast')) expect(told).toHaveProperty('forecast')
    expect(all('training-forecast').at(-1)?.number).toBe(11)
    for (const told of all('training-forecast')) expect(told).toHaveProperty('needs')
  })

  it('is not worked out to its end where another is asked for meanwhile, or an edit', async () => {
    const driven = await started()
    const { engine, all } = driven
    const builds = vi.spyOn(unetTrainer, 'withLossOf')
    // Each comes as a message of its own, as a worker hears them.
    const asked = [1, 2, 3, 4, 5].map(async (number) => {
      await new Promise((resolve) => setTimeout(resolve))
      await engine.handle(foresee(number))
    })
    await Promise.all(asked)
    expect(all('training-forecast').map(({ number }) => number)).toEqual([5])
    expect(builds).toHaveBeenCalledTimes(1)

    const sixth = engine.handle(foresee(6))
    await edited(driven, 'one')
    await sixth
    expect(all('training-forecast')).toHaveLength(1)
    expect(builds).toHaveBeenCalledTimes(1)
    builds.mockRestore()
  })
})

it('what is loaded is told where an edit comes to something new, not at each of its steps', async () => {
  const driven = await started()
  const told = async (job: string, options: Parameters<typeof edited>[2]) => {
    const before = driven.all('memory').length
    await edited(driven, job, options)
    return driven.all('memory').length - before
  }
  const few = await told('few', { steps: 3 })
  expect(few).toBeGreaterThan(2)
  expect(await told('many', { steps: 12 })).toBe(few)
  // Nor with each picture on the way.
  expect(await told('shown', { steps: 60, previews: true })).toBe(few)
  expect(driven.all('preview').length).toBeGreaterThan(0)
  // The first step has loaded what the others need.
  const [loading, first, second] = [0, 1, 2].map((step) =>
    driven.events.findIndex(
      (event) => event.type === 'progress' && event.stage === 'denoising' && event.step === step,
    ),
  )
  const isTold = (at: number | undefined) => driven.events[at! + 1]?.type === 'memory'
  expect([loading, first, second].map(isTold)).toEqual([true, true, false])
})

it('an edit that is cancelled leaves the training that is kept', async () => {
  const store = memoryStore()
  store.files.set('lesson', new Uint8Array(1))
  const driven = await started(store)
  const { engine, until } = driven
  driven.onEvent = (event) => {
    if (event.type === 'progress' && event.step === 1) void engine.handle({ type: 'cancel', job: 'one' })
  }
  await engine.handle(edit('one'))
  expect(await until(ends('one'))).toEqual({ type: 'cancelled', job: 'one' })
  expect(store.files.size).toBe(1)
})

it('a picture’s things are told, after the edits before it', async () => {
  const { engine, until } = await started()
  const picture = await readPicture('public/pictures/cat-meadow.png')
  const source = { kind: 'url', url: 'public/models/toyland/segmenter' }
  await engine.handle({ type: 'segment', job: 'things', source, picture })
  const told = await until(({ type }) => type === 'segments' || type === 'failed')
  expect(told).toMatchObject({ type: 'segments', job: 'things', width: 64, height: 64 })
})

it('a device that cannot be lost is not, and edits go on', async () => {
  const driven = await started(undefined, { openBackend: () => node })
  await driven.engine.handle({ type: 'lose-device' })
  await edited(driven, 'one')
  expect(driven.all('done')).toHaveLength(1)
  expect([...driven.all('start-failed'), ...driven.all('device-lost')]).toEqual([])
})

describe('models that are kept on this machine', () => {
  const source = { kind: 'hub', repository: 'a/b', revision: 'main' } as const
  const asked = [{ type: 'keep', source }, { type: 'pause-keeping' }, { type: 'forget', source }] as const

  it('are listed, kept, paused and forgotten', async () => {
    const done: string[] = []
    const kept = {
      list: async () => [],
      keep: async (one: unknown, { signal }: { readonly signal: AbortSignal }) => {
        expect(one).toEqual(source)
        await untilCancelled(new Promise(() => {}), signal).finally(() => done.push('paused'))
      },
      forget: async (one: unknown) => {
        expect(one).toEqual(source)
        done.push('forgotten')
      },
    } as unknown as KeptModels
    const { engine, all, until } = await started(undefined, { kept })
    await until(({ type }) => type === 'kept')
    expect(all('kept')).toEqual([{ type: 'kept', models: [] }])
    const [keep, pause, forget] = asked.map((one) => () => engine.handle(one))
    const keeping = keep!()
    await pause!()
    expect(done).toEqual(['paused'])
    await keeping
    await forget!()
    expect(done).toEqual(['paused', 'forgotten'])
    expect([...all('start-failed'), ...all('keep-failed')]).toEqual([])
  })

  it('are none where there is no place for them, whatever is asked', async () => {
    const { engine, all } = await started()
    for (const one of asked) await engine.handle(one)
    expect([...all('start-failed'), ...all('kept')]).toEqual([])
  })
})
