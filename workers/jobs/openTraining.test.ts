// A training made ready: what it draws, what trains and how fast, and what is kept of it. No step of it is taken but where that is said.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alphaBars } from '../diffusion/schedulers/noiseSchedule'
import { configObject, SchedulerOptions } from '../diffusion/schedulers/schedulerConfig'
import type { Backend } from '../runtime/backend'
import { train } from '../training/trainer'
import { tokenizerWithWords } from '../text/learnedWords'
import { savedLesson } from '../training/savedTraining'
import { memoryStore } from './fixtures/memoryStore.node'
import { openTinyTrainings, picture, planOf, type TinyTrainings } from './fixtures/tinyTrainings.node'
import { openTraining, trainedGraph, trainsTextIn } from './openTraining'
import type { TrainingMeans } from './trainingEvents'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

const images = { one: picture(), two: picture(80) }
const opened = (plan: ReturnType<typeof planOf>, means: Partial<TrainingMeans> = {}) =>
  openTraining({ plan, images }, tiny.means(means))

/** The backend, counting sessions that are released. */
function counting(): { readonly backend: Backend; readonly count: { made: number; released: number } } {
  const count = { made: 0, released: 0 }
  const createSession: Backend['createSession'] = async (...model) => {
    const session = await tiny.backend.createSession(...model)
    count.made++
    return {
      ...session,
      async release() {
        count.released++
        await session.release()
      },
    }
  }
  return { count, backend: { ...tiny.backend, createSession } }
}

describe('what trains', () => {
  it('goes as fast as the plan says, a new word faster', async () => {
    const rate = async (kind: 'word' | 'custom-diffusion' | 'whole') => {
      const { task } = await opened(planOf(kind, { learningRate: 1e-3, schedule: 'linear' }))
      expect(task.rate).toEqual({ peak: 1e-3, warmUp: 10, schedule: 'linear' })
      return task.wordRate / task.rate.peak
    }
    expect(await rate('word')).toBe(1)
    expect(await rate('custom-diffusion')).toBeCloseTo(10, 9)
    expect(await rate('whole')).toBeCloseTo(100, 9)
  })

  it('learns by the checkpoint’s noise levels, as many steps as the plan has', async () => {
    const { signal } = new AbortController()
    const { plan, task, losses } = await opened(planOf('word', { steps: 7, timestepBias: 3 }), { signal })
    expect(plan.steps).toBe(7)
    expect(task).toMatchObject({ steps: 7, timestepBias: 3, prediction: 'epsilon' })
    const { networks } = tiny.means()
    expect(task.bars).toEqual(alphaBars(new SchedulerOptions(configObject(networks.schedulerConfig))))
    expect(task.signal).toBe(signal)
    expect(task.state).toMatchObject({ step: 0 })
    expect(losses).toEqual([])
  })

  it('has an average and min-SNR only where the plan wants them', async () => {
    const plain = await opened(planOf('word'))
    expect(plain.task.averages).toBeUndefined()
    expect(plain.task).not.toHaveProperty('gamma')
    expect(plain.task).not.toHaveProperty('signal')
    const { task } = await opened(planOf('word', { ema: 0.9, minSnrGamma: 5 }))
    expect(task.averages).toBeDefined()
    expect(task.gamma).toBe(5)
  })

  it('has the text encoder with it where a word or a part of it trains', async () => {
    expect((await opened(planOf('lora'))).task.text).toBeUndefined()
    const word = (await opened(planOf('word'))).task
    expect(word.text).toBeDefined()
    expect(trainsTextIn((await opened(planOf('lora', { textEncoder: true }))).task.lesson)).toBe(true)
    expect(trainsTextIn(word.lesson)).toBe(true)
    expect(trainsTextIn((await opened(planOf('lora'))).task.lesson)).toBe(false)
  })
})

describe('captions', () => {
  it('that stay the same are encoded once', async () => {
    let times = 0
    const { networks } = tiny.means()
    const counted = Object.assign(Object.create(networks) as typeof networks, {
      encodeText: (...text: Parameters<typeof networks.encodeText>) => {
        times++
        return networks.encodeText(...text)
      },
    })
    const { task } = await opened(planOf('lora'), { networks: counted })
    const read = (text: string) => networks.tokenizer.tokenize(text).ids
    const first = await task.encode(read('a ball'))
    expect(first).toEqual((await networks.encodeText(read('a ball'), { clipSkip: 0 })).tokens)
    expect(await task.encode(read('a ball'))).toBe(first)
    expect(times).toBe(1)
    expect(await task.encode(read('a cat'))).not.toEqual(first)
    expect(times).toBe(2)
  })

  it('have the new words’ tokens, behind the vocabulary and one word behind the other', async () => {
    const others = [{ word: '<box>', className: 'box', pictures: ['two'], captions: ['{}'] }]
    const { task } = await opened(planOf('word', { vectors: 2, captions: ['{}'], others }))
    const { vocabSize } = tiny.checkpoint.textEncoder.config
    const seen = [task.draw(), task.draw()]
      .flat()
      .map(({ caption }) => [...caption].filter((id) => id >= vocabSize))
    expect(seen.toSorted()).toEqual([
      [vocabSize, vocabSize + 1],
      [vocabSize + 2, vocabSize + 3],
    ])
    expect(task.lesson.words?.vectors.shape[0]).toBe(4)
  })
})

describe('a batch', () => {
  it('is of the plan’s size, and as many of the class', async () => {
    const plan = planOf('word', { batch: 2, pictures: ['one', 'two'] })
    const { task } = await opened(plan)
    expect(task.draw()).toHaveLength(2)
    const withClass = await opened({ ...plan, classPictures: 1 })
    const drawn = withClass.task.draw()
    expect(drawn).toHaveLength(4)
    expect(drawn.map(({ share }) => share)).toEqual([0.5, 0.5, 0.5, 0.5])
    // Its graph is of that many.
    for await (const { step } of train({ ...withClass.task, steps: 1 })) expect(step).toBe(1)
  })

  it('of pairs has the picture before beside it, and now and then none or nothing said', async () => {
    const instruct = await openTinyTrainings('instruct')
    const pair = { kind: 'lora', pictures: ['one'], before: ['two'], captions: ['make it blue'] }
    const { task } = await openTraining({ plan: planOf('lora', pair), images }, instruct.means())
    const drawn = Array.from({ length: 60 }, () => task.draw()[0]!)
    const nothing = tokenizerWithWords(instruct.checkpoint.tokenizer, []).tokenize('').ids
    const unsaid = drawn.filter(({ caption }) => caption.join() === nothing.join())
    const unseen = drawn.filter(({ beside }) => beside!.data.every((value) => value === 0))
    for (const some of [unsaid, unseen]) {
      expect(some.length).toBeGreaterThan(0)
      expect(some.length).toBeLessThan(20)
    }
    await instruct.dispose()
  })
})

describe('what is kept', () => {
  it('is the lesson, before the first step, where states are kept', async () => {
    const store = memoryStore()
    await opened(planOf('word', { saveEvery: 0 }), { store })
    expect(store.files.size).toBe(0)
    await opened(planOf('word', { saveEvery: 1 }), { store })
    expect((await savedLesson(store))?.plan).toMatchObject({ kind: 'word', saveEvery: 1 })
  })

  it('is not kept where there is no room, which is said', async () => {
    const problems: unknown[] = []
    const onProblem = (problem: unknown) => problems.push(problem)
    await opened(planOf('word', { saveEvery: 1 }), { store: memoryStore(true), onProblem })
    expect(problems.at(-1)).toMatchObject({ code: 'storage' })
  })

  it('is taken up as it was left, and is not encoded or kept again', async () => {
    const plan = planOf('word', { saveEvery: 1, ema: 0.9, pictures: ['one', 'two'] })
    const store = memoryStore()
    const first = await opened(plan, { store })
    for await (const { step } of train(first.task)) if (step === 3) break
    const state = first.stateWith([0.1, 0.2, 0.3])
    expect(state).toMatchObject({ optimiser: { step: 3 }, losses: [0.1, 0.2, 0.3] })
    expect(state.orders).toHaveLength(1)
    expect([...state.values.keys()]).toEqual(['word_vectors'])
    expect([...state.averages.keys()]).toEqual(['word_vectors'])
    const learned = [...state.values.get('word_vectors')!]

    const encoded = (await savedLesson(store))!
    const { networks } = tiny.means()
    const blind = Object.assign(Object.create(networks) as typeof networks, {
      encodeImage: () => Promise.reject(new Error('They are encoded.')),
    })
    store.files.clear()
    const { task, losses, stateWith } = await openTraining(
      { encoded, state },
      tiny.means({ networks: blind, store }),
    )
    expect(store.files.size).toBe(0)
    expect(losses).toEqual([0.1, 0.2, 0.3])
    expect(task.state).toBe(state.optimiser)
    expect([...task.lesson.words!.vectors.values]).toEqual(learned)
    expect(stateWith(losses)).toEqual(state)
    // From there on as it would have gone.
    const next = async (one: typeof task) => {
      for await (const { loss } of train(one)) return loss
      throw new Error('There is no next step.')
    }
    const optimiser = structuredClone(state.optimiser)
    expect(await next({ ...task, state: structuredClone(optimiser) })).toBe(
      await next({ ...first.task, state: optimiser }),
    )
  })

  it('without a state begins at its first step', async () => {
    const store = memoryStore()
    await opened(planOf('word', { saveEvery: 1 }), { store })
    const encoded = (await savedLesson(store))!
    const { task, losses } = await openTraining({ encoded, state: undefined }, tiny.means())
    expect(losses).toEqual([])
    expect(task.state).toMatchObject({ step: 0 })
  })
})

describe('memory', () => {
  it('is told before anything is loaded, and refused where there is too little', async () => {
    const said: number[] = []
    const { backend, count } = counting()
    const onMemory = (bytes: number) => void said.push(bytes)
    await expect(opened(planOf('word'), { backend, memory: 1000, onMemory })).rejects.toMatchObject({
      code: 'device',
    })
    expect([said, count.made]).toEqual([[], 0])
    await opened(planOf('word'), { backend, memory: 1e12, onMemory })
    expect(said).toEqual([expect.any(Number)])
    expect(said[0]).toBeGreaterThan(1000)
  })

  it('is given back with the training', async () => {
    for (const kind of ['word', 'lora'] as const) {
      const { backend, count } = counting()
      const training = await opened(planOf(kind), { backend })
      expect(count.released).toBe(0)
      await training.dispose()
      expect(count.made).toBe(kind === 'word' ? 3 : 1)
      expect(count.released).toBe(count.made)
    }
  })
})

it('the graph of a training is of its size in latents, and a ControlNet’s has a hint', async () => {
  const shapesOf = (inputs: ReturnType<typeof trainedGraph>['inputs']) =>
    Object.fromEntries([...inputs].map(([name, { shape }]) => [name, shape]))
  const sd1 = await openTinyTrainings('sd1')
  const { checkpoint } = sd1
  const { unet } = checkpoint
  const extent = { unet, scaleFactor: 8, batch: 2, length: 77 }
  const options = {}
  const lesson = { trainables: [], options, constants: {}, files: () => [] }
  const plain = shapesOf(trainedGraph({ size: 128 }, lesson, extent).inputs)
  expect(plain['sample']).toEqual([2, 4, 16, 16])
  expect(plain).not.toHaveProperty('hint')
  const plan = planOf('controlnet', { pictures: ['one'], hints: ['two'] })
  const { task } = await openTraining({ plan, images }, sd1.means())
  expect(task.draw()[0]?.hint?.shape).toEqual([1, 3, 64, 64])
  const controlled = shapesOf(trainedGraph({ size: 128 }, task.lesson, extent).inputs)
  expect(controlled['hint']).toEqual([2, 3, 128, 128])
  await sd1.dispose()
})
