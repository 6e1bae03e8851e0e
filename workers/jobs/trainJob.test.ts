// The steps of a training, and what is done between them: by a word, whose steps are quick.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TrainingOrder } from '../../src/shared/protocol/request'
import { savedState } from '../training/savedTraining'
import { memoryStore } from './fixtures/memoryStore.node'
import {
  failingFrom,
  openTinyTrainings,
  picture,
  planOf,
  type TinyTrainings,
} from './fixtures/tinyTrainings.node'
import { runTraining } from './trainJob'
import type { TrainingMeans } from './trainingEvents'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

const images = { one: picture() }

/** A training of a word in three steps, and what was told of it in turn. */
async function run(plan: object = {}, means: Partial<TrainingMeans> = {}, order: TrainingOrder[][] = []) {
  const told: string[] = []
  const given = [...order]
  const ended = runTraining(
    { plan: planOf('word', { steps: 3, saveEvery: 0, ...plan }), images },
    tiny.means({
      onStep: ({ step, steps, loss }) => void told.push(`step ${step} of ${steps}${loss > 0 ? '' : '!'}`),
      onSample: ({ step, prompt, pixels }) => told.push(`sample ${step} ${prompt} ${pixels.width}`),
      onFiles: (step, files) => told.push(`files ${step} ${files.map(({ name }) => name).join()}`),
      between: async () => given.shift() ?? [],
      ...means,
    }),
  )
  return { told, ended }
}
const steps = (...some: number[]) => some.map((step) => `step ${step} of 3`)

describe('a training', () => {
  it('takes its steps, gives its file and forgets what was kept', async () => {
    const store = memoryStore()
    store.files.set('lesson', new Uint8Array(1))
    const { told, ended } = await run({}, { store })
    const { files, paused, stopped } = await ended
    expect(told).toEqual(steps(1, 2, 3))
    expect(files.map(({ name }) => name)).toEqual(['learned_embeds.safetensors'])
    expect([paused, stopped]).toEqual([false, undefined])
    expect(store.files.size).toBe(0)
  })

  it('asks for orders between its steps, not behind the last', async () => {
    let asked = 0
    const { ended } = await run({}, { between: async () => (asked++, []) })
    await ended
    expect(asked).toBe(2)
  })

  it('writes averages where they are kept', async () => {
    const [plain, averaged] = [await (await run()).ended, await (await run({ ema: 0.9 })).ended]
    expect(averaged.files).not.toEqual(plain.files)
  })

  it('without anything to tell or to ask goes on all the same', async () => {
    const plan = planOf('word', { steps: 2, samplePrompts: ['a <flag>'], sampleEvery: 1 })
    expect((await runTraining({ plan, images }, tiny.means())).files).toHaveLength(1)
  })
})

describe('samples', () => {
  const samplePrompts = ['a <flag>', 'a ball']
  it('are made every so many steps, and of what was learned in the end', async () => {
    const { told, ended } = await run({ samplePrompts, sampleEvery: 2 })
    await ended
    const of = (step: number) => samplePrompts.map((prompt) => `sample ${step} ${prompt} 64`)
    expect(told).toEqual([...steps(1, 2), ...of(2), ...steps(3), ...of(3)])
  })

  it('are none on the way where none are asked for, and none at all without a prompt', async () => {
    const { told, ended } = await run({ samplePrompts: ['a ball'] })
    await ended
    expect(told).toEqual([...steps(1, 2, 3), 'sample 3 a ball 64'])
    const { networks } = tiny.means()
    const deaf = Object.assign(Object.create(networks) as typeof networks, {
      decode: () => Promise.reject(new Error('There is no sample.')),
    })
    await (
      await run({}, { networks: deaf })
    ).ended
  })
})

describe('orders', () => {
  it('that nobody waits for are passed over', async () => {
    const plan = planOf('word', { steps: 2, saveEvery: 0 })
    const between = async (): Promise<TrainingOrder[]> => ['files']
    expect((await runTraining({ plan, images }, tiny.means({ between }))).files).toHaveLength(1)
  })

  it('are done in their turn, and a pause ends it, kept', async () => {
    const store = memoryStore()
    const order: TrainingOrder[][] = [['files'], ['samples', 'pause', 'files']]
    const { told, ended } = await run({ samplePrompts: ['a ball'], saveEvery: 50 }, { store }, order)
    expect(await ended).toEqual({ files: [], paused: true })
    expect(told).toEqual([
      ...steps(1),
      'files 1 learned_embeds.safetensors',
      ...steps(2),
      'sample 2 a ball 64',
    ])
    expect(await savedState(store)).toMatchObject({ optimiser: { step: 2 }, losses: { length: 2 } })
  })
})

describe('what is kept', () => {
  it('is where it stands every so many steps', async () => {
    const store = memoryStore()
    const kept: (number | undefined)[] = []
    const between = async () => {
      kept.push((await savedState(store))?.optimiser.step)
      return []
    }
    await (
      await run({ steps: 5, saveEvery: 2 }, { store, between })
    ).ended
    expect(kept).toEqual([undefined, 2, 2, 4])
  })

  it('is nothing where the plan wants none, or there is no place', async () => {
    const store = memoryStore()
    const seen: number[] = []
    const between = async () => (seen.push(store.files.size), [])
    await (
      await run({ saveEvery: 0 }, { store, between })
    ).ended
    expect(seen).toEqual([0, 0])
    const { ended } = await run({ saveEvery: 1 }, { store: undefined }, [['pause']])
    expect(await ended).toEqual({ files: [], paused: true })
    await (
      await run({ saveEvery: 0 }, { store }, [['pause']])
    ).ended
    expect(store.files.size).toBe(0)
  })

  it('is gone on with, the losses of before told first', async () => {
    const store = memoryStore()
    const losses: number[] = []
    const onStep = ({ loss }: { readonly loss: number }) => void losses.push(loss)
    await (
      await run({ saveEvery: 1 }, { store, onStep }, [['pause']])
    ).ended
    const before: (readonly number[])[] = []
    const onGoingOn = (some: readonly number[]) => void before.push(some)
    const rest = await runTraining(undefined, tiny.means({ store, onGoingOn, onStep }))
    expect(before).toEqual([[expect.closeTo(losses[0]!, 6)]])
    expect(losses).toHaveLength(3)
    expect(rest.files).toEqual((await (await run()).ended).files)
    // Nobody has to be told.
    await (
      await run({ saveEvery: 1 }, { store }, [['pause']])
    ).ended
    expect((await runTraining(undefined, tiny.means({ store }))).files).toEqual(rest.files)
    // One that begins has none before.
    const { ended } = await run({}, { onGoingOn })
    await ended
    expect(before).toHaveLength(1)
  })

  it('holds the losses of all its steps, however often it was paused', async () => {
    const store = memoryStore()
    await (
      await run({ saveEvery: 1 }, { store }, [['pause']])
    ).ended
    await runTraining(undefined, tiny.means({ store, between: async () => ['pause'] }))
    expect(await savedState(store)).toMatchObject({ optimiser: { step: 2 }, losses: { length: 2 } })
  })

  it('has to be there to be gone on with', async () => {
    const nothing = { report: { id: 'jobs.noTraining' } }
    await expect(runTraining(undefined, tiny.means({ store: memoryStore() }))).rejects.toMatchObject(nothing)
    await expect(runTraining(undefined, tiny.means())).rejects.toMatchObject(nothing)
  })
})

describe('a training that ends early', () => {
  it('is cancelled behind the step that runs, gives back its memory and stays kept', async () => {
    const store = memoryStore()
    const stop = new AbortController()
    const { backend, count } = failingFrom(99, tiny.backend)
    const onStep = ({ step }: { readonly step: number }) => void (step === 2 && stop.abort())
    let asked = 0
    const between = async () => (asked++, [])
    const means = { store, backend, signal: stop.signal, onStep, between }
    const { ended } = await run({ saveEvery: 1 }, means)
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' })
    expect(asked).toBe(1)
    expect(count.released).toBe(3)
    expect((await savedState(store))?.optimiser.step).toBe(2)
  })

  it('gone astray gives what was learned before, and says so; at its first step it fails', async () => {
    const store = memoryStore()
    const late = failingFrom(3, tiny.backend)
    const { ended } = await run({ saveEvery: 1 }, { store, backend: late.backend })
    const { files, paused, stopped } = await ended
    expect(files).toHaveLength(1)
    expect(paused).toBe(false)
    expect(stopped?.message).toMatch(/astray at step 3/)
    expect(store.files.size).toBe(0)
    expect(late.count.released).toBe(3)

    const soon = await run({ saveEvery: 1 }, { store, backend: failingFrom(1, tiny.backend).backend })
    await expect(soon.ended).rejects.toMatchObject({ report: { id: 'training.astrayAtOnce' } })
    expect(store.files.size).toBe(0)
    // And where nothing is kept.
    await expect((await run({}, { backend: failingFrom(1, tiny.backend).backend })).ended).rejects.toThrow()
    expect(
      (await (await run({}, { backend: failingFrom(2, tiny.backend).backend })).ended).stopped,
    ).toBeDefined()
  })

  it('by anything else leaves what is kept', async () => {
    const store = memoryStore()
    const onStep = ({ step }: { readonly step: number }) => {
      if (step === 2) throw new Error('the tab was closed')
    }
    await expect((await run({ saveEvery: 1 }, { store, onStep })).ended).rejects.toThrow('the tab was closed')
    expect((await savedState(store))?.optimiser.step).toBe(1)
  })
})
