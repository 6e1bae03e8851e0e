// The moves of Attend-and-Excite by hand; workers/jobs/attendAndExcite.test.ts has them against diffusers.
import { describe, expect, it } from 'vitest'
import type { AttentionLayer } from '../../../src/shared/attentionLayer'
import type { GuideValues } from '../../../src/shared/guideFields'
import { defaultValues } from '../../../src/shared/guideValues'
import type { ExciteWords } from '../../diffusion/attentionLoss'
import type { GuideEnvironment } from '../../diffusion/environment'
import type { Step } from '../../diffusion/step'
import { tensor, type Tensor } from '../../tensor/tensor'
import { attendAndExcite } from './attendAndExcite'
import { meta } from './meta'

const latents = (value: number) => tensor(new Float32Array(4).fill(value), [1, 1, 2, 2])
const layer = { path: 'cross', kind: 'cross', place: 'down', level: 0 } as AttentionLayer
const splitWords = (text: string) => {
  const tokens = text.split(' ').filter(Boolean)
  return { ids: new Int32Array(8), tokens, words: tokens.map(() => 1), dropped: [] }
}

interface Asked {
  readonly loss: ExciteWords
  readonly at: number
}

/** A guide for "a cat and a dog", with what it asks for; a loss is what `lossAt` gives at the latents' value. */
async function make(
  values: GuideValues,
  prompt = 'a cat and a dog',
  lossAt: (value: number) => number = () => 1,
) {
  const asked: Asked[] = []
  const shown: string[] = []
  const brightest: number[] = []
  const env = {
    traits: { attention: [layer], sampleSize: 16 },
    recipe: { prompt, width: 4, height: 4 },
    schedule: { steps: 10 },
    text: { maxLength: 8, syntax: 'both', tokenize: splitWords },
    show: (word: string, picture: Tensor) => {
      expect(picture.shape).toEqual([1, 1, 4, 4])
      expect(picture.data.every((value) => value >= 0 && value <= 1)).toBe(true)
      shown.push(word)
      brightest.push(Math.max(...picture.data))
    },
  } as unknown as GuideEnvironment
  const all = {
    ...defaultValues(meta.fields),
    words: ['cat', 'dog'],
    strength: 1,
    until: 1,
    goals: [],
    ...values,
  }
  const guide = await attendAndExcite.create(all, env)
  const step = (index: number, count = 5, inputScale = 1) =>
    ({
      index,
      count,
      inputScale,
      gradient: async (branch: string, loss: ExciteWords, options: { latents: Tensor }) => {
        expect(branch).toBe('cond')
        const at = options.latents.data[0]!
        asked.push({ loss, at })
        const words = loss.words.length
        const wordMaps = tensor(
          Float32Array.from({ length: words * 4 }, (_, place) => (place % 4 === 0 ? 0.02 / (1 + place) : 0)),
          [words, 2, 2],
        )
        return { loss: lossAt(at), gradient: latents(1), wordMaps }
      },
    }) as unknown as Step
  const moved = async (...args: Parameters<typeof step>) =>
    Number((await guide.beforeStep!(latents(10), step(...args))).data[0]!.toFixed(5))
  return { moved, asked, shown, brightest, step, guide }
}

describe('a step', () => {
  it('moves the latents down the gradient, less in later ones, and as far for what the UNet sees', async () => {
    const { moved, asked } = await make({ strength: 2 })
    expect(await moved(0)).toBe(8)
    // sqrt(1 - 0.5 index / (count - 1))
    expect(await moved(2)).toBeCloseTo(10 - 2 * Math.sqrt(0.75), 4)
    expect(await moved(4)).toBeCloseTo(10 - 2 * Math.sqrt(0.5), 4)
    expect(await moved(0, 1)).toBe(8)
    expect(await moved(0, 5, 0.5)).toBe(6)
    expect(asked[0]!.loss).toEqual({
      kind: 'exciteWords',
      layers: ['cross'],
      size: [2, 2],
      words: [[2], [5]],
      chunk: 8,
    })
  })

  it('behind the last that it acts in, without strength or words, is left as it is', async () => {
    const until = await make({ until: 0.4 })
    expect([await until.moved(1), await until.moved(2)]).toEqual([
      10 - Number(Math.sqrt(0.875).toFixed(5)),
      10,
    ])
    expect(until.asked).toHaveLength(1)
    const still = latents(3)
    const { guide, step } = await make({ strength: 0 })
    expect(await guide.beforeStep!(still, step(0))).toBe(still)
    const late = await make({ words: ['dog'] }, 'a [cat:dog:0.5] runs')
    expect(await late.moved(0)).toBe(10)
    expect(await late.moved(4)).toBeLessThan(10)
  })

  it('shows each word that is said, and where', async () => {
    const { moved, shown, brightest } = await make({})
    await moved(0)
    expect(shown).toEqual(['cat', 'dog'])
    // Little attention is seen all the same, and which word is given more of it.
    expect(brightest[0]).toBeGreaterThan(0.95)
    expect(brightest[1]).toBeCloseTo(brightest[0]! / 5, 1)
    const { moved: late, shown: seen } = await make({}, 'a [cat:bird:0.5] and a dog')
    await late(4)
    expect(seen).toEqual(['dog'])
    // A word is said from the step on at which it takes the other's place.
    const { moved: changing, shown: other } = await make({}, 'a [cat:dog:0.5]')
    for (const index of [0, 1, 2, 3]) await changing(index, 4)
    expect(other).toEqual(['cat', 'cat', 'dog', 'dog'])
    const { moved: twice, shown: both } = await make({ words: ['cat', 'Cat'] }, 'a cat and a cat')
    await twice(0)
    expect(both).toEqual(['cat', 'Cat (2)'])
  })
})

describe('a goal', () => {
  const goals = [{ at: 0.4, attention: 0.7 }]

  it('is gone for again and again, and once more when it is reached', async () => {
    // The loss falls with the latents: at 6 it is 0.3.
    const { moved, asked } = await make(
      { goals, tries: 20, strength: 1, until: 0 },
      undefined,
      (value) => (value - 3) / 10,
    )
    const size = Math.sqrt(0.75)
    const value = await moved(2)
    const tries = Math.ceil((10 - 6) / size) + 1
    expect(value).toBeCloseTo(10 - tries * size, 3)
    expect(asked).toHaveLength(tries + 1)
    // Nothing acts in the other steps.
    expect(await moved(1)).toBe(10)
    expect(await moved(3)).toBe(10)
  })

  it('that is reached already is not gone for, and one that is never reached ends', async () => {
    const reached = await make({ goals, tries: 5, until: 0 }, undefined, () => 0.3)
    expect([await reached.moved(2), reached.asked.length]).toEqual([10, 1])
    const never = await make({ goals, tries: 5, until: 0 })
    expect(await never.moved(2)).toBeCloseTo(10 - 5 * Math.sqrt(0.75), 3)
    expect(never.asked).toHaveLength(6)
  })

  it('comes before the step’s own move', async () => {
    const { moved, asked } = await make({ goals, tries: 5, until: 1 })
    expect(await moved(2)).toBeCloseTo(10 - 6 * Math.sqrt(0.75), 3)
    expect(asked).toHaveLength(6)
  })
})
