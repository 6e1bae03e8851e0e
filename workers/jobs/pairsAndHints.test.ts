// What is taught by more than pictures: an instruction by what they were before it, a ControlNet by their hints.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LearnedFile } from '../training/lesson'
import { bytesSource } from '../weights/bytesSource'
import { readHeader, readTensor } from '../weights/safetensors'
import { openTinyTrainings, picture, planOf, type TinyTrainings } from './fixtures/tinyTrainings.node'
import type { ControlNetwork } from '../models/openControlNetwork'
import { pathTree } from '../weights/pathTree.node'
import { openBeside } from './openBeside'
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

  const folder = 'workers/models/fixtures/controlNetworks'
  const beside = (name: string) => openBeside(pathTree(`${folder}/${name}`))

  it('goes on from another one', async () => {
    const plan = planOf('controlnet', { hints: ['one'], network: 'controlnet', steps: 1, learningRate: 1e-8 })
    const images = { one: picture() }
    const { files } = await runTraining({ plan, images }, usual.means({ controlNetwork: beside }))
    const [weights] = files as [LearnedFile]
    const learned = await readHeader(bytesSource('learned', weights.bytes))
    const before = (await beside('controlnet')) as ControlNetwork
    expect([...learned.keys()].toSorted()).toEqual([...before.weights.keys()].toSorted())
    // Hardly moved, and by far not the UNet's or zeros.
    for (const key of ['controlnet_mid_block.weight', 'conv_in.weight']) {
      const [after, known] = [await readTensor(learned.get(key)!), await readTensor(before.weights.get(key)!)]
      expect(Math.max(...known.map(Math.abs))).toBeGreaterThan(1e-3)
      expect(Math.max(...after.map((value, at) => Math.abs(value - known[at]!)))).toBeLessThan(1e-5)
    }
  })

  it('goes on from no network of another kind or family, and nothing else does', async () => {
    const goOn = (network: string, kind: 'controlnet' | 'lora' = 'controlnet', controlNetwork = beside) =>
      runTraining(
        {
          plan: planOf(kind, { hints: kind === 'lora' ? [] : ['one'], network }),
          images: { one: picture() },
        },
        usual.means({ controlNetwork }),
      )
    await expect(goOn('adapter-full')).rejects.toThrow('is no ControlNet')
    const blueFirst = async (name: string) => {
      const { config, ...rest } = (await beside(name)) as Extract<ControlNetwork, { kind: 'controlnet' }>
      return { ...rest, config: { ...config, conditioningChannelOrder: 'bgr' } } as ControlNetwork
    }
    await expect(goOn('controlnet', 'controlnet', blueFirst)).rejects.toThrow('reads grey hints, or blue')
    await expect(goOn('controlnet', 'lora')).rejects.toThrow('Only a ControlNet begins with another network.')
    await expect(
      runTraining(
        { plan: planOf('controlnet', { hints: ['one'], network: 'controlnet' }), images: { one: picture() } },
        usual.means(),
      ),
    ).rejects.toThrow('which is not open')
    const bundled = () => openBeside(pathTree('public/models/toyland/controlnet-canny'))
    await expect(goOn('toyland/controlnet-canny', 'controlnet', bundled)).rejects.toThrow(/128.*\d|\d.*128/)
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
