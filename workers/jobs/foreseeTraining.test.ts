// What a training takes of memory, before it starts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MeasuredRuns } from '../runtime/measuredRuns'
import { classPicture } from './classPicture'
import { openTinyTrainings, picture, planOf, type TinyTrainings } from './fixtures/tinyTrainings.node'
import { foreseeTraining } from './foreseeTraining'
import { runTraining } from './trainJob'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

const foresee = (plan: object) => foreseeTraining(plan, { ...tiny, measured: tiny.sessions.measured })

describe('what a training takes is told before it starts', () => {
  it.each(['lora', 'word'] as const)('as much memory for %s as the training itself says', async (kind) => {
    const plan = planOf(kind, { batch: 2 })
    const said: number[] = []
    const ended = runTraining(
      { plan, images: { one: picture() } },
      tiny.means({
        onMemory(bytes) {
          said.push(bytes)
          throw new Error('enough')
        },
      }),
    )
    await expect(ended).rejects.toThrow('enough')
    const needs = await foresee(plan)
    expect(needs.bytes).toBe(said[0])
    const withClass = await foresee({ ...plan, classPictures: 3 })
    expect(withClass.bytes).toBeGreaterThan(said[0]!)
    expect(withClass.work / needs.work).toBeCloseTo(2, 1)
    expect(withClass.optimiser).toBe(needs.optimiser)
  })

  it('and how long a pass of the UNet takes, once one has run', async () => {
    const plan = planOf('word', { batch: 2 })
    const nothing = { ...tiny, measured: new MeasuredRuns() }
    expect((await foreseeTraining(plan, nothing)).pass).toBeUndefined()
    const { networks } = tiny.means()
    await classPicture(plan, { prompt: 'a ball', at: 0 }, networks, undefined)
    const { pass, work, rehearsed } = await foresee(plan)
    expect(rehearsed).toBeUndefined()
    expect(pass).toBeGreaterThan(0)
    // Two pictures, there, and back to the text: no gradients of weights.
    expect(work).toBeGreaterThan(2 * 1.5)
    expect(work).toBeLessThan(2 * 3)
    expect((await foresee({ ...plan, kind: 'whole', word: 'sks' })).work).toBeGreaterThan(work)
  })

  it('and how long the optimiser takes, by the numbers that train', async () => {
    const of = async (plan: object) => (await foresee(planOf('lora', plan))).optimiser
    const [one, four] = [await of({ rank: 1 }), await of({ rank: 4 })]
    expect(one).toBeGreaterThan(0)
    expect(four / one).toBeCloseTo(4)
    // The rows of a word, and what lies on the text encoder, train as well.
    expect(await of({ rank: 1, newWord: true, word: '<flag>' })).toBeGreaterThan(one)
    expect(await of({ rank: 1, textEncoder: true })).toBeGreaterThan(one)
  })

  it('and why it would be refused', async () => {
    const refused = (plan: object, name: 'node' | 'wasm' = 'node') =>
      expect(foreseeTraining(plan, { ...tiny, measured: tiny.sessions.measured, backend: { name } })).rejects
    await refused(planOf('lora', { rank: 128 })).toThrow(/rank of 128/)
    await refused(planOf('word', { word: 'ball' })).toThrow(/knows already/)
    await refused(planOf('lora', { classPictures: 3, className: '' })).toThrow(/the plan gives none/)
    await refused({ ...planOf('lora'), size: 1024, batch: 16 }, 'wasm').toThrow(
      /GB of memory, and there are 3.2/,
    )
  })
})
