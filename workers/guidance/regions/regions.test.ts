// Regions against a loop written by hand over diffusers' networks (tools/reference/regions.py).
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pixels } from '../../../src/shared/pixels'
import { parseRecipe } from '../../../src/shared/recipe'
import { runEdit, type EditResult } from '../../jobs/editJob'
import { pipelineImages, relativeError } from '../../jobs/fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from '../../jobs/fixtures/tinyNetworks.node'
import { tensor, type Tensor } from '../../tensor/tensor'
import { guideMetas } from '../list'

const tolerance = 1e-3

interface Region {
  readonly prompt: string
  /** At the latents' size, 0 or 1. */
  readonly mask: readonly number[]
}
interface Written {
  readonly name: string
  readonly recipe: { readonly width: number; readonly checkpoint: string; readonly image?: string }
  readonly regions: readonly Region[]
  readonly values: object
  readonly window: { readonly side: number; readonly stride: number } | null
  readonly concept: { readonly text: string; readonly strength: number; readonly threshold: number } | null
  readonly shape: readonly number[]
  readonly latents: string
}
const cases = JSON.parse(
  readFileSync(new URL('../fixtures/regions.json', import.meta.url), 'utf8'),
) as readonly Written[]
const called = (name: string): Written => cases.find((one) => one.name === name)!

const latentsOf = ({ latents, shape }: Written): Tensor =>
  tensor(new Float32Array(new Uint8Array(Buffer.from(latents, 'base64')).buffer), shape)

/** White where the latent mask is 1, 8 pixels of the picture for each of its own. */
function painted(mask: readonly number[]): Pixels {
  const [width, height] = [mask.length, 64]
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    const cell = Math.floor(at / width / 8) * (width / 8) + Math.floor((at % width) / 8)
    data.fill(255 * mask[cell]!, at * 4, at * 4 + 4)
  }
  return { width, height, data }
}

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

const baseOf = ({ recipe }: Written) =>
  recipe.checkpoint === 'instruct'
    ? { id: 'instruct-pix2pix', values: { textScale: 6, imageScale: 1.6 } }
    : { id: 'classifier-free', values: { scale: 6 } }

/** Every guide of a case; `own` in place of the regions. */
function guidesOf(one: Written, own: readonly object[] = [regionsOf(one)]): readonly object[] {
  const { window, concept } = one
  const pixels = window && { window: 8 * window.side, stride: 8 * window.stride, feather: 0 }
  const sega = concept && {
    concepts: [
      { concept: concept.text, strength: concept.strength, threshold: concept.threshold, warmUp: 0 },
    ],
    momentum: 0,
  }
  return [
    baseOf(one),
    ...(sega ? [{ id: 'sega', values: sega }] : []),
    ...(pixels ? [{ id: 'multidiffusion', values: pixels }] : []),
    ...own,
  ]
}

const regionsOf = ({ regions, values }: Written) => ({
  id: 'regions',
  values: { ...values, regions: regions.map((region, at) => ({ ...region, mask: `region ${at}` })) },
})

async function run(one: Written, guides = guidesOf(one), change: object = {}): Promise<EditResult> {
  const recipe = parseRecipe({ ...one.recipe, ...change, guides }, guideMetas)
  const masks = Object.fromEntries(one.regions.map(({ mask }, at) => [`region ${at}`, painted(mask)]))
  const images = { ...masks, ...(one.recipe.image && { picture: pipelineImages['picture']! }) }
  return runEdit({ recipe, images }, await tiny.open(recipe.checkpoint))
}

// Measured: 3e-6 to 9e-6, and 0.6 to 1.3 without regions.
describe.each(cases)('$name', (one) => {
  it('gives the latents of the loop by hand', async () => {
    expect(relativeError((await run(one)).latents, latentsOf(one))).toBeLessThan(tolerance)
  })

  it('is visibly not the picture without regions', async () => {
    const { latents } = await run(one, guidesOf(one, []))
    expect(relativeError(latents, latentsOf(one))).toBeGreaterThan(50 * tolerance)
  })
})

describe('regions', () => {
  const first = called('two regions, ddim')
  const alone = (region: object, values: object = {}) => [
    baseOf(first),
    { id: 'regions', values: { bootstrapping: 0, centred: false, ...values, regions: [region] } },
  ]

  it('may be boxes, in per cent of the picture', async () => {
    const byMask = await run(first, alone({ prompt: 'a red ball', mask: 'region 0' }))
    // Columns 0 to 4 of 12, rows 1 to 6 of 8.
    const box = { left: 0, top: 12.5, width: 41.7, height: 75 }
    const byBox = await run(first, alone({ prompt: 'a red ball', ...box }))
    expect(byBox.latents.data).toEqual(byMask.latents.data)
  })

  it('differ by their seed', async () => {
    const [plain, other] = [await run(first), await run(called('a seed of its own'))]
    expect(relativeError(other.latents, plain.latents)).toBeGreaterThan(50 * tolerance)
  })

  it('keep the seed of the picture where it is the same', async () => {
    const region = { prompt: 'a red ball', mask: 'region 0' }
    const [plain, own] = [await run(first, alone(region)), await run(first, alone({ ...region, seed: 11 }))]
    expect(relativeError(own.latents, plain.latents)).toBeLessThan(1e-5)
  })

  it('that cover everything leave nothing to the prompt of the rest', async () => {
    const everywhere = { prompt: 'a red ball', left: 0, top: 0, width: 100, height: 100 }
    const covered = await run(first, alone(everywhere))
    const plain = await run(first, [baseOf(first)], { prompt: 'a red ball' })
    expect(relativeError(covered.latents, plain.latents)).toBeLessThan(1e-5)
  })

  it.each([
    ['without a pixel', { mask: 'region 0' }, 'Region 1 has no pixel: its mask covers nothing.'],
    ['without a place', {}, /needs its setting "regions.0.mask"/],
    ['with a box of no height', { width: 50 }, 'Region 1 has neither a mask nor a box.'],
    ['without a prompt', { prompt: '', left: 0, top: 0, width: 50, height: 50 }, /needs its setting/],
  ])('are refused %s, in words', async (_, region, sentence) => {
    const empty = { ...first, regions: [{ prompt: '', mask: first.regions[0]!.mask.map(() => 0) }] }
    await expect(run(empty, alone({ prompt: 'a red ball', ...region }))).rejects.toThrow(sentence)
  })
})
