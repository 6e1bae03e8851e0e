// What the trainer does around the network, whose losses and gradients are given here.
import { describe, expect, it } from 'vitest'
import { randomStreams } from '../diffusion/random/streams'
import { tensor } from '../tensor/tensor'
import type { Lesson } from './lesson'
import { train, type TrainingTask } from './trainer'
import type { UNetTrainer } from './unetTrainer'

const latents = tensor(new Float32Array(16), [1, 1, 4, 4])

/** A task of one number whose gradient is always 1, and the losses that its network gives. */
function taskOf(losses: readonly number[], rest: Partial<TrainingTask> = {}) {
  const values = Float32Array.of(1)
  const lesson: Lesson = {
    trainables: [{ name: 'w', shape: [1], values }],
    options: {},
    constants: {},
    files: () => [],
  }
  let call = 0
  const unet: UNetTrainer = {
    step: async () => ({
      loss: losses[call++ % losses.length]!,
      gradients: new Map([['w', Float32Array.of(1)]]),
      embeddingGradients: [],
    }),
    dispose: async () => {},
  }
  const task: TrainingTask = {
    lesson,
    unet,
    encode: async () => latents,
    draw: () => [{ latents, caption: new Int32Array(), share: 1 }],
    bars: Float32Array.of(0.5),
    prediction: 'epsilon',
    random: randomStreams(1),
    steps: 4,
    rate: { peak: 0.01, warmUp: 1, schedule: 'constant' },
    wordRate: 0.01,
    ...rest,
  }
  return { task, values }
}

describe('the trainer', () => {
  it('stops in words at a loss that is no number, and leaves what was learned before', async () => {
    const { task, values } = taskOf([1, 1, NaN])
    const seen: number[] = []
    await expect(
      (async () => {
        for await (const { step } of train(task)) seen.push(step)
      })(),
    ).rejects.toThrow('The training went astray at step 3')
    expect(seen).toEqual([1, 2])
    // Two steps of AdamW of 0.01 each, and their decay.
    expect(values[0]).toBeCloseTo(0.98, 3)
  })

  it('says so where the very first loss is none: a lower rate would not help', async () => {
    const { task } = taskOf([NaN])
    await expect(
      (async () => {
        for await (const _ of train(task));
      })(),
    ).rejects.toMatchObject({
      late: false,
      message: 'The training cannot begin: the loss of its first step is no number.',
    })
  })

  it('rises to its learning rate over the warm-up', async () => {
    const moved: number[] = []
    const { task, values } = taskOf([1], { rate: { peak: 0.01, warmUp: 4, schedule: 'constant' } })
    let before = 1
    for await (const _ of train(task)) {
      moved.push(before - values[0]!)
      before = values[0]!
    }
    expect(moved.map((one) => Math.round(one * 1e3))).toEqual([3, 5, 8, 10])
  })

  it('goes on from where its state is', async () => {
    const { task, values } = taskOf([1], { steps: 2 })
    let state
    for await (const done of train(task)) state = done.state
    const half = values[0]!
    for await (const { step } of train({ ...task, steps: 4, state: state! })) expect(step).toBeGreaterThan(2)
    const whole = taskOf([1])
    for await (const _ of train(whole.task));
    expect(half).toBeGreaterThan(values[0]!)
    expect(values[0]).toBe(whole.values[0])
  })
})
