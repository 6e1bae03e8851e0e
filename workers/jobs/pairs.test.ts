// Every two guides in one edit under a mask: they run, each of them shows, and outside of the mask the picture keeps its bytes; or they
// are refused for the reason that the panel gives before the run.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import type { GuideMeta } from '../../src/shared/guideMeta'
import { whyApart } from '../../src/shared/guidePlan'
import { emptyPixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { allFinite } from '../tensor/arithmetic'
import { runEdit } from './editJob'
import { controlPipelineImages } from './fixtures/controlPipelineCases.node'
import { pipelineImages, relativeError } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

/** White in the left half. */
const left = emptyPixels(64, 64)
left.data.forEach((_, at) => (left.data[at] = at % 4 === 3 || (at >> 2) % 64 < 32 ? 255 : 0))
const images = { ...controlPipelineImages, picture: pipelineImages['picture']!, left }

/** Values with which each guide acts in so small a run. */
const acting: Readonly<Record<string, object>> = {
  'prompt-weighting': {},
  'model-editing': { edits: [{ from: 'a tree', to: 'a blue tree' }] },
  diffedit: { source: 'a red house', maps: 2 },
  'ddim-inversion': { caption: 'a red house' },
  sega: { concepts: [{ concept: 'snow', warmUp: 0, threshold: 0 }] },
  'self-attention-guidance': {},
  controlnet: { network: 'controlnet', hint: 'lines', preprocessor: 'none' },
  't2i-adapter': { network: 'adapter-full', hint: 'lines' },
  multidiffusion: { window: 48, stride: 16 },
  regions: { regions: [{ prompt: 'a car', width: 25, height: 100 }] },
  'attend-and-excite': { words: ['tree'], tries: 1 },
  'pix2pix-zero': { source: 'tree', target: 'house', structure: 0.05 },
  'dynamic-thresholding': { percentile: 0.9 },
  'step-caching': { interval: 2 },
}

/** Those that a person adds, but for those of one kind of checkpoint alone. */
const addable = [...guideMetas.values()].filter(
  ({ role, automatic, fills, requires }) => role !== 'base' && !automatic && !fills && !requires?.xl,
)

it('every guide that a person may add is among them', () => {
  expect(Object.keys(acting).toSorted()).toEqual(addable.map(({ id }) => id).toSorted())
})

const kinds = [
  ['text-to-image', 'sd1', 4],
  ['instruction', 'instruct', 8],
] as const

async function run(checkpoint: string, metas: readonly GuideMeta[]) {
  const ids = metas.map(({ id }) => id)
  const recipe = parseRecipe(
    {
      version: 2,
      checkpoint,
      prompt: ids.includes('prompt-weighting') ? 'a (big:1.5) tree' : 'a big tree',
      seed: 4,
      steps: 4,
      strength: 0.8,
      width: 64,
      height: 64,
      scheduler: 'ddim',
      image: 'picture',
      mask: 'left',
      guides: ids.map((id) => ({ id, values: acting[id] })),
    },
    guideMetas,
  )
  return runEdit({ recipe, images }, await tiny.open(checkpoint))
}

/** In the right half, well away from the mask. */
const outside = (data: Uint8ClampedArray) => [...data].filter((_, at) => (at >> 2) % 64 >= 48)

describe.each(kinds)('%s', (_, checkpoint, channels) => {
  const metas = addable.filter(({ requires }) => requires?.unetChannels?.includes(channels) ?? true)
  const singles = new Map<string, ReturnType<typeof run>>()
  const alone = (meta: GuideMeta) => {
    const known = singles.get(meta.id) ?? run(checkpoint, [meta])
    singles.set(meta.id, known)
    return known
  }

  it.each(metas.flatMap((a, at) => metas.slice(at + 1).map((b) => [a.id, b.id, a, b] as const)))(
    '%s and %s',
    async (_a, _b, a, b) => {
      if (whyApart(a, b)) {
        await expect(run(checkpoint, [a, b])).rejects.toThrow(PalimpsestError)
        return
      }
      const { latents, pixels } = await run(checkpoint, [a, b])
      expect(allFinite(latents)).toBe(true)
      expect(outside(pixels.data)).toEqual(outside(images.picture.data))
      for (const one of [a, b])
        expect(relativeError(latents, (await alone(one)).latents), `beside ${one.id} alone`).toBeGreaterThan(
          1e-4,
        )
    },
  )
})
