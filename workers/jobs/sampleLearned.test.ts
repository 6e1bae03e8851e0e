// Pictures by what is learned so far: which parts of the files count, and what is left when they are made.
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  failingFrom,
  openTinyTrainings,
  picture,
  planOf,
  type TinyTrainings,
} from './fixtures/tinyTrainings.node'
import { sampleLearned } from './sampleLearned'
import { runTraining } from './trainJob'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

const plan = planOf('whole', {
  steps: 2,
  saveEvery: 0,
  learningRate: 0.01,
  samplePrompts: ['a ball', 'a sks ball'],
})
const learned = async () =>
  (await runTraining({ plan: { ...plan, samplePrompts: [] }, images: { one: picture() } }, tiny.means()))
    .files

it('of a whole UNet are by its own weights, the same for the same, and leave nothing loaded', async () => {
  const files = await learned()
  const { backend, count } = failingFrom(99, tiny.backend)
  const means = { ...tiny.means(), backend, recipe: { steps: 3 } }
  const pictures = await sampleLearned(plan, files, means)
  expect(pictures).toHaveLength(2)
  expect(pictures[0]).not.toEqual(pictures[1])
  // The UNet and the text encoder: the decoder is the checkpoint's.
  expect(count.released).toBe(2)
  expect(await sampleLearned(plan, files, means)).toEqual(pictures)
  // Laid over the checkpoint, it would be rounded otherwise, and both would be loaded.
  expect(await sampleLearned({ ...plan, kind: 'lora' }, files, means)).not.toEqual(pictures)
  const untaught = await sampleLearned(planOf('lora', { samplePrompts: plan.samplePrompts }), [], means)
  expect(untaught[0]).not.toEqual(pictures[0])
})

it('are not made once they are cancelled', async () => {
  const files = await learned()
  const stop = new AbortController()
  stop.abort()
  await expect(sampleLearned(plan, files, tiny.means({ signal: stop.signal }))).rejects.toMatchObject({
    code: 'cancelled',
  })
})
