// Recipes of every kind, run: each ends in a picture or in a sentence, whatever it combines.
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe, schedulerIds } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { runEdit } from './editJob'
import { pipelineImages } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

const flat = (width: number, height: number, grey: number): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4).fill(grey),
})
const images = {
  ...pipelineImages,
  'no mask': flat(64, 64, 0),
  'all mask': flat(64, 64, 255),
  pixel: flat(1, 1, 255),
  wide: flat(300, 20, 90),
  'wide mask': flat(300, 20, 255),
}

const guide = fc.record(
  {
    id: fc.constantFrom(...guideMetas.keys()),
    values: fc.constantFrom({}, { scale: 1 }, { scale: 12, rescale: 1 }, { textScale: 1 }, { imageScale: 5 }),
    range: fc.constantFrom([0, 1], [0, 0.5], [0.3, 1], [0.4, 0.6]),
  },
  { requiredKeys: ['id'] },
)
/** One of the usual values nine times of ten, else one that rarely fits. */
const usually = <T>(usual: readonly T[], rare: readonly T[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...rare) },
  )
const recipes = fc.record(
  {
    version: fc.constant(1),
    checkpoint: fc.constantFrom('tiny-vae', 'instruct', 'inpaint', 'lcm', 'sd2'),
    prompt: usually(['a cat', 'word '.repeat(100)], ['']),
    negativePrompt: fc.constantFrom('', 'a dog'),
    seed: fc.constantFrom(0, 2 ** 53 - 1),
    steps: fc.constantFrom(1, 2, 3, 5),
    scheduler: fc.constantFrom(...schedulerIds),
    eta: usually([0], [0.5]),
    sigmas: usually([undefined], ['karras', 'beta']),
    clipSkip: usually([0, 1], [11]),
    width: fc.constantFrom(64, 64, 72),
    height: fc.constant(64),
    image: usually(['picture'], ['wide', 'pixel', 'lost']),
    mask: usually(['mask', 'all mask'], ['no mask', 'wide mask']),
    strength: fc.constantFrom(0, 0.1, 0.5, 1),
    feather: fc.constantFrom(0, 3.5, 256),
    keepUnchanged: fc.boolean(),
    guides: fc.array(guide, { maxLength: 2 }),
  },
  { requiredKeys: ['version', 'checkpoint', 'prompt', 'steps', 'width', 'height'] },
)

describe('any recipe', () => {
  it('ends in a picture or in a sentence', async () => {
    const outcomes = new Map<string, number>()
    const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    await fc.assert(
      fc.asyncProperty(recipes, async (json) => {
        try {
          const recipe = parseRecipe(json, guideMetas)
          const { pixels, latents } = await runEdit({ recipe, images }, await tiny.open(recipe.checkpoint))
          const given = recipe.image === undefined ? recipe : images[recipe.image as keyof typeof images]
          expect([pixels.width, pixels.height]).toEqual([given?.width, given?.height])
          expect(latents.data.every(Number.isFinite)).toBe(true)
          count('picture')
        } catch (error) {
          if (!(error instanceof PalimpsestError)) throw error
          expect(['recipe', 'image']).toContain(error.code)
          count(error.code)
        }
      }),
      { numRuns: 300, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
    )
    expect(outcomes.get('picture')).toBeGreaterThan(10)
    expect(outcomes.get('recipe')).toBeGreaterThan(10)
  })
})
