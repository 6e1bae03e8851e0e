// What a training takes of memory, before it starts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTinyTrainings, picture, planOf, type TinyTrainings } from './fixtures/tinyTrainings.node'
import { foreseeTraining } from './foreseeTraining'
import { runTraining } from './trainJob'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

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
    expect(await foreseeTraining(plan, tiny)).toBe(said[0])
    const withClass = await foreseeTraining({ ...plan, classPictures: 3 }, tiny)
    expect(withClass).toBeGreaterThan(said[0]!)
  })

  it('and why it would be refused', async () => {
    const refused = (plan: object, name: 'node' | 'wasm' = 'node') =>
      expect(foreseeTraining(plan, { checkpoint: tiny.checkpoint, backend: { name } })).rejects
    await refused(planOf('lora', { rank: 128 })).toThrow(/rank of 128/)
    await refused(planOf('word', { word: 'ball' })).toThrow(/knows already/)
    await refused(planOf('lora', { classPictures: 3, className: '' })).toThrow(/the plan gives none/)
    await refused({ ...planOf('lora'), size: 1024, batch: 16 }, 'wasm').toThrow(
      /GB of memory, and there are 3.2/,
    )
  })
})
