// A training that ends before its last step: what is kept of it, and how it goes on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { memoryStore } from './fixtures/memoryStore.node'
import {
  kindsOfPictures,
  openTinyTrainings,
  picture,
  planOf,
  type TinyTrainings,
} from './fixtures/tinyTrainings.node'
import { runTraining } from './trainJob'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

/** ONNX Runtime takes seconds of the processor to load a network with its gradients, which are minutes on a busy machine. */
const ROOM = 180_000

describe('a training that is broken off', { timeout: ROOM }, () => {
  const images = { one: picture(), two: picture(80), three: picture(96) }
  const rest = { pictures: Object.keys(images), ema: 0.9, schedule: 'cosine', classPictures: 1, steps: 7 }

  it.each(kindsOfPictures)(
    'of the kind "%s" goes on from its last state as if nothing had been',
    async (kind) => {
      const plan = planOf(kind, { ...rest, saveEvery: 2 })
      const whole = await runTraining({ plan, images }, tiny.means())
      const store = memoryStore()
      const broken = runTraining(
        { plan, images },
        tiny.means({
          store,
          onStep: ({ step }) => {
            if (step === 5) throw new Error('the tab was closed')
          },
        }),
      )
      await expect(broken).rejects.toThrow('the tab was closed')
      const steps: number[] = []
      let before: readonly number[] = []
      const { files } = await runTraining(
        undefined,
        tiny.means({
          store,
          onGoingOn: (losses) => (before = losses),
          onStep: ({ step }) => void steps.push(step),
        }),
      )
      expect(before).toHaveLength(4)
      expect(steps).toEqual([5, 6, 7])
      expect(files).toEqual(whole.files)
      expect(store.files.size).toBe(0)
    },
  )

  it('by being paused is kept, and gives what was learned and samples when it is asked', async () => {
    const plan = planOf('lora', { ...rest, samplePrompts: ['a sks ball'], classPictures: 0 })
    const store = memoryStore()
    const given: string[] = []
    const { paused } = await runTraining(
      { plan, images },
      tiny.means({
        store,
        between: async () => (given.length === 0 ? ['files', 'samples', 'pause'] : []),
        onFiles: (step, files) => given.push(`${step} ${files.map(({ name }) => name).join()}`),
        onSample: ({ step, prompt, pixels }) => given.push(`${step} ${prompt} ${pixels.width}`),
      }),
    )
    expect(paused).toBe(true)
    expect(given).toEqual(['1 pytorch_lora_weights.safetensors', '1 a sks ball 64'])
    const whole = await runTraining({ plan, images }, tiny.means())
    expect((await runTraining(undefined, tiny.means({ store }))).files).toEqual(whole.files)
  })

  it('has nothing to go on with where nothing is kept', async () => {
    await expect(runTraining(undefined, tiny.means({ store: memoryStore() }))).rejects.toThrow(
      'There is no training to go on with.',
    )
  })

  it('goes on without being kept where there is no room, and says so', async () => {
    const problems: unknown[] = []
    const plan = planOf('lora', { saveEvery: 3 })
    const { files } = await runTraining(
      { plan, images },
      tiny.means({ store: memoryStore(true), onProblem: (error) => problems.push(error) }),
    )
    expect(files).toHaveLength(1)
    // The first says that one picture is few.
    expect(problems.slice(1)).toMatchObject(
      Array.from({ length: 2 }, () => ({ code: 'storage', message: 'There is no room.' })),
    )
  })

  it('by a loss that is no number leaves what was learned before, to the byte, and forgets the state', async () => {
    const { backend } = tiny.means()
    let steps = 0
    const failing: typeof backend = {
      ...backend,
      createSession: async (model, signal) => {
        const session = await backend.createSession(model, signal)
        if (!model.outputs.some(({ name }) => name === 'loss')) return session
        return {
          ...session,
          async run(feeds) {
            const results = await session.run(feeds)
            return ++steps < 4 ? results : new Map([...results, ['loss', tensor(Float32Array.of(NaN), [])]])
          },
        }
      },
    }
    const store = memoryStore()
    const { files, stopped } = await runTraining(
      { plan: planOf('lora', { saveEvery: 1 }), images },
      tiny.means({ store, backend: failing }),
    )
    expect(stopped?.message).toBe('The training went astray at step 4: its loss is no number any more.')
    const whole = await runTraining({ plan: planOf('lora', { steps: 3 }), images }, tiny.means())
    expect(files).toEqual(whole.files)
    expect(store.files.size).toBe(0)
  })

  it('makes samples on its way without learning anything else for it', async () => {
    const steps: number[] = []
    const [plain, sampled] = [planOf('whole'), planOf('whole', { samplePrompts: ['a ball'], sampleEvery: 3 })]
    const whole = await runTraining({ plan: plain, images }, tiny.means())
    const { files } = await runTraining(
      { plan: sampled, images },
      tiny.means({ onSample: ({ step }) => steps.push(step) }),
    )
    expect(steps).toEqual([3, 6])
    expect(files).toEqual(whole.files)
  })
})
