// What the page is told of a training: a word's, whose steps are quick.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../src/shared/protocol/event'
import type { TrainingOrder } from '../../src/shared/protocol/request'
import { writeSafetensors } from '../weights/writeSafetensors'
import type { EventOf } from './fixtures/drivenEngine.node'
import { memoryStore } from './fixtures/memoryStore.node'
import {
  failingFrom,
  openTinyTrainings,
  picture,
  planOf,
  type TinyTrainings,
} from './fixtures/tinyTrainings.node'
import { postUnfinished, runReportedTraining, type TrainingSurroundings } from './reportedTraining'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

type Means = Parameters<typeof runReportedTraining>[0]
const images = { one: picture() }
const plan = (rest: object = {}) => planOf('word', { steps: 4, saveEvery: 1, ...rest })

/** A training, and what was posted of it. */
async function run(
  request: object,
  surroundings: Partial<TrainingSurroundings> = {},
  further: Partial<Means> = {},
) {
  const events: EngineEvent[] = []
  const given: ArrayBuffer[] = []
  const all = <T extends EngineEvent['type']>(type: T) =>
    events.filter((event): event is EventOf<T> => event.type === type)
  const { signal } = new AbortController()
  const ended = runReportedTraining(
    {
      request: { job: 'lesson', ...request },
      signal,
      backend: tiny.backend,
      sessions: tiny.sessions,
      checkpoints: { get: async () => tiny.checkpoint },
      post: (event: EngineEvent, transfer: readonly ArrayBuffer[] = []) => {
        events.push(event)
        given.push(...transfer)
      },
      ...further,
    } as unknown as Means,
    { store: undefined, again: false, between: async () => [], ...surroundings },
  )
  return { events, given, all, ended }
}
const begin = (rest: object = {}) => ({ type: 'train', plan: plan(rest), images })
const goOn = { type: 'go-on-training' }
const pausingAt = (step: number): Pick<TrainingSurroundings, 'between'> => {
  let at = 0
  return { between: async (): Promise<TrainingOrder[]> => (++at === step ? ['pause'] : []) }
}

describe('of a training the page is told', () => {
  it('its loading, its needs, each step with its loss and what time is left, and its files', async () => {
    const before = performance.now()
    const { all, events, ended } = await run(begin())
    await ended
    const took = (performance.now() - before) / 1000
    expect(events[0]).toEqual({ type: 'progress', job: 'lesson', stage: 'loading', step: 0, steps: 0 })
    expect(all('training-needs')).toEqual([
      { type: 'training-needs', job: 'lesson', bytes: expect.any(Number) },
    ])
    const steps = all('progress').filter(({ stage }) => stage === 'training')
    expect(steps.map(({ step, steps: count }) => [step, count])).toEqual([1, 2, 3, 4].map((at) => [at, 4]))
    expect(steps[0]).not.toHaveProperty('secondsLeft')
    expect(steps[1]?.secondsLeft).toBeGreaterThan(0)
    expect(steps[3]?.secondsLeft).toBe(0)
    expect(all('loss').map(({ step, loss }) => [step, loss > 0])).toEqual(
      [1, 2, 3, 4].map((at) => [at, true]),
    )
    const [trained] = all('trained')
    expect(trained).toMatchObject({ job: 'lesson', files: [{ name: 'learned_embeds.safetensors' }] })
    expect(trained).not.toHaveProperty('stopped')
    expect(trained?.seconds).toBeGreaterThan(0)
    expect(trained?.seconds).toBeLessThanOrEqual(took)
    // One picture is few.
    expect(all('problem')).toMatchObject([{ job: 'lesson', error: { id: 'jobs.onePicture' } }])
  })

  it('that it went astray, with what was learned before', async () => {
    const { all, ended } = await run(begin(), {}, { backend: failingFrom(3, tiny.backend).backend })
    await ended
    expect(all('trained')).toMatchObject([
      { files: [{ name: 'learned_embeds.safetensors' }], stopped: { id: 'training.astray' } },
    ])
  })

  it('the pictures of a class that are made, samples, and files on the way', async () => {
    const orders: TrainingOrder[] = ['files']
    const { all, given, ended } = await run(begin({ classPictures: 2, samplePrompts: ['a ball'] }), {
      between: async () => orders.splice(0),
    })
    await ended
    const made = all('progress').filter(({ stage }) => stage === 'encoding')
    expect(made.map(({ step, steps }) => [step, steps])).toEqual([
      [1, 2],
      [2, 2],
    ])
    expect(all('sample')).toMatchObject([{ job: 'lesson', step: 4, prompt: 'a ball' }])
    expect(given).toEqual([all('sample')[0]!.pixels.data.buffer])
    expect(all('learned-so-far')).toMatchObject([{ job: 'lesson', step: 1, files: [{}] }])
  })

  it('that it is paused, and what is kept', async () => {
    const store = memoryStore()
    const { all, ended } = await run(begin(), { store, ...pausingAt(2) })
    await ended
    expect(all('paused')).toEqual([{ type: 'paused', job: 'lesson' }])
    expect(all('unfinished-training')).toMatchObject([{ plan: { word: '<flag>' }, step: 2 }])
    expect(all('trained')).toEqual([])

    const next = await run(goOn, { store })
    await next.ended
    expect(next.all('training-goes-on')).toMatchObject([{ job: 'lesson', losses: { length: 2 } }])
    const steps = next.all('progress').filter(({ stage }) => stage === 'training')
    expect(steps.map(({ step }) => step)).toEqual([3, 4])
    // Of the two steps that were left.
    expect(steps[1]?.secondsLeft).toBe(0)
    expect(next.all('trained')).toHaveLength(1)
  })
})

describe('a training that was begun on a device that was lost', () => {
  it('goes on from what is kept, or begins anew where nothing is', async () => {
    const store = memoryStore()
    await (
      await run(begin(), { store, ...pausingAt(3) })
    ).ended
    const again = await run(begin(), { store, again: true })
    await again.ended
    expect(again.all('loss').map(({ step }) => step)).toEqual([4])
    for (const surroundings of [
      { store: memoryStore(), again: true },
      { store: undefined, again: true },
    ]) {
      const anew = await run(begin({ steps: 2 }), surroundings)
      await anew.ended
      expect(anew.all('loss').map(({ step }) => step)).toEqual([1, 2])
    }
  })

  it('is begun anew by a person, whatever is kept', async () => {
    const store = memoryStore()
    await (
      await run(begin(), { store, ...pausingAt(3) })
    ).ended
    const anew = await run(begin({ steps: 2 }), { store })
    await anew.ended
    expect(anew.all('loss').map(({ step }) => step)).toEqual([1, 2])
  })
})

describe('a training fails', () => {
  it('where nothing is kept to go on with', async () => {
    for (const store of [memoryStore(), undefined]) {
      const { ended, events } = await run(goOn, { store })
      await expect(ended).rejects.toMatchObject({ report: { id: 'jobs.noTraining' } })
      expect(events).toEqual([])
    }
  })

  it('for a plan that does not fit, and for a checkpoint that is not open', async () => {
    const bad = await run({ type: 'train', plan: { ...plan(), rank: 0 }, images })
    await expect(bad.ended).rejects.toMatchObject({ code: 'recipe' })
    const closed = { get: () => Promise.reject(new Error('closed')) } as unknown as Means['checkpoints']
    await expect((await run(begin(), {}, { checkpoints: closed })).ended).rejects.toThrow('closed')
  })

  it('once it is cancelled, while its checkpoint is opened too', async () => {
    const stop = new AbortController()
    const forever = { get: () => new Promise(() => {}) } as unknown as Means['checkpoints']
    const { ended } = await run(begin(), {}, { checkpoints: forever, signal: stop.signal })
    stop.abort()
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('of what is kept the page is told', () => {
  const told = async (...store: Parameters<typeof postUnfinished>[0][]) => {
    const events: EngineEvent[] = []
    for (const one of store) await postUnfinished(one, (event) => events.push(event))
    return events
  }

  it('nothing where there is no place for it, nothing there, or what is damaged', async () => {
    const damaged = memoryStore()
    damaged.files.set('lesson', Uint8Array.of(1, 2, 3))
    const unreadable = { ...memoryStore(), read: () => Promise.reject(new Error('The disk is gone.')) }
    expect(await told(undefined, memoryStore(), damaged, unreadable)).toEqual([])
  })

  it('that it is at its beginning, where no step was kept', async () => {
    const store = memoryStore()
    const between = () => Promise.reject(new Error('the tab was closed'))
    await expect((await run(begin({ saveEvery: 50 }), { store, between })).ended).rejects.toThrow('closed')
    expect(await told(store)).toMatchObject([{ type: 'unfinished-training', step: 0, plan: { steps: 4 } }])
  })

  it('why another version’s cannot be read', async () => {
    const store = memoryStore()
    const lesson = JSON.stringify({ plan: { ...plan(), later: true }, shares: [], subjects: 0 })
    store.files.set('lesson', writeSafetensors([], { lesson }))
    expect(await told(store)).toMatchObject([
      { type: 'unreadable-training', error: { values: { path: 'later' } } },
    ])
  })
})
