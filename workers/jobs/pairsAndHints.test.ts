// What is taught by more than pictures: an instruction by what they were before it, a ControlNet by their hints.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LearnedFile } from '../training/lesson'
import { bytesSource } from '../weights/bytesSource'
import { readHeader, readTensor } from '../weights/safetensors'
import { openTinyTrainings, picture, planOf, type TinyTrainings } from './fixtures/tinyTrainings.node'
import { runTraining } from './trainJob'
import type { TrainingProgress } from './trainingEvents'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

describe('an instruction', () => {
  const pairs = { after: picture(), before: picture(96), other: picture(80), otherBefore: picture(72) }
  const plan = (rest: object = {}) =>
    planOf('lora', {
      pictures: ['after', 'other'],
      before: ['before', 'otherBefore'],
      captions: ['make it red', 'make it red'],
      className: '',
      steps: 40,
      learningRate: 0.02,
      ...rest,
    })
  let editing: TinyTrainings
  beforeAll(async () => {
    editing = await openTinyTrainings('instruct')
  })
  afterAll(() => editing.dispose())
  const teach = (one: ReturnType<typeof planOf>, onStep: (progress: TrainingProgress) => void = () => {}) =>
    runTraining({ plan: one, images: pairs }, editing.means({ onStep }))

  it('is learned from pairs of pictures before and after it', async () => {
    const losses: number[] = []
    const { files } = await teach(plan(), ({ loss }) => void losses.push(loss))
    const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length
    expect(mean(losses.slice(-10))).toBeLessThan(mean(losses.slice(0, 10)))
    expect(files).toHaveLength(1)
  }, 180_000)

  it('is not learned from pictures alone, nor pairs by a checkpoint that makes pictures from words', async () => {
    await expect(teach(plan({ before: [] }))).rejects.toThrow('is taught by pairs')
    await expect(tiny.learn('lora', { before: ['one'] })).rejects.toThrow('is not taught by pairs')
    await expect(teach(plan({ companions: ['a cat'] }))).rejects.toThrow('is taught by pairs')
  })
})

describe('a ControlNet', () => {
  let usual: TinyTrainings
  beforeAll(async () => {
    usual = await openTinyTrainings('sd1')
  })
  afterAll(() => usual.dispose())
  const learnControl = (rest: object) => usual.learn('controlnet', { steps: 3, ...rest })

  it('is learned from pictures with hints', async () => {
    const { files, seen } = await learnControl({ hints: ['one'] })
    expect(files.map(({ name }) => name)).toEqual(['diffusion_pytorch_model.safetensors', 'config.json'])
    expect(seen.every(({ loss }) => Number.isFinite(loss))).toBe(true)
    const [{ bytes }] = files as [LearnedFile]
    const middle = (await readHeader(bytesSource('learned', bytes))).get('controlnet_mid_block.weight')!
    expect((await readTensor(middle)).some((value) => value !== 0)).toBe(true)
  })

  it('is not learned without hints, nor of any UNet, and nothing else by hints', async () => {
    await expect(learnControl({})).rejects.toThrow('A ControlNet is taught by pictures with a hint each')
    await expect(tiny.learn('controlnet', { hints: ['one'] })).rejects.toThrow(
      'cannot begin as a copy of this UNet',
    )
    await expect(tiny.learn('lora', { hints: ['one'] })).rejects.toThrow(
      'Only a ControlNet is taught by hints.',
    )
  })
})
