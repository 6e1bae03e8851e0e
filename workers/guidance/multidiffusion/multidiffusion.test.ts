// Panoramas against diffusers' pipeline (tools/reference/panorama.py), from recipe to latents and picture.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../../src/shared/recipe'
import { defaultValues } from '../../../src/shared/guideValues'
import type { GuideEnvironment } from '../../diffusion/environment'
import { wholeCanvas } from '../../diffusion/views'
import { runEdit, type EditResult } from '../../jobs/editJob'
import { relativeError } from '../../jobs/fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from '../../jobs/fixtures/tinyNetworks.node'
import { tensor, type Tensor } from '../../tensor/tensor'
import { float32FromFloat16 } from '../../weights/float16'
import { guideMetas } from '../list'
import { meta } from './meta'
import { multidiffusion } from './multidiffusion'

const tolerance = 1e-3

interface Written {
  readonly name: string
  readonly recipe: { readonly guides: readonly { readonly id: string; readonly values: object }[] }
  readonly shape: readonly number[]
  readonly latents: string
  readonly picture?: { readonly shape: readonly number[]; readonly halves: string }
}
const cases = JSON.parse(
  readFileSync(new URL('../fixtures/panorama.json', import.meta.url), 'utf8'),
) as readonly Written[]

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64')).buffer
const latentsOf = ({ latents, shape }: Written): Tensor => tensor(new Float32Array(bytesOf(latents)), shape)

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

async function run(json: object): Promise<EditResult> {
  const recipe = parseRecipe(json, guideMetas)
  return runEdit({ recipe, images: {} }, await tiny.open(recipe.checkpoint))
}

/** The recipe with other settings of the panorama; without them where there are none. */
const changed = ({ recipe }: Written, change?: object) => ({
  ...recipe,
  guides: recipe.guides.flatMap((use) => {
    if (use.id !== 'multidiffusion') return [use]
    return change ? [{ ...use, values: { ...use.values, ...change } }] : []
  }),
})

// Rounding alone moves diffusers' own latents by 2e-6 to 1.4e-4.
describe.each(cases)('$name', (one) => {
  it('gives the latents of diffusers', async () => {
    expect(relativeError((await run(one.recipe)).latents, latentsOf(one))).toBeLessThan(tolerance)
  })

  it('is visibly not the canvas in one piece', async () => {
    expect(relativeError((await run(changed(one))).latents, latentsOf(one))).toBeGreaterThan(50 * tolerance)
  })
})

describe.each(cases.filter(({ picture }) => picture))('$name, the picture', (one) => {
  /** In [-1, 1], as the decoder gives it. */
  const expected = float32FromFloat16(new Uint16Array(bytesOf(one.picture!.halves)))
  const difference = ({ pixels }: EditResult) => {
    const area = pixels.width * pixels.height
    return expected.reduce((most, value, at) => {
      const whole = Math.min(255, Math.max(0, (value / 2 + 0.5) * 255))
      const given = pixels.data[(at % area) * 4 + Math.floor(at / area)] as number
      return Math.max(most, Math.abs(given - whole))
    }, 0)
  }

  it('is that of diffusers, whose ends meet', async () => {
    expect(difference(await run(one.recipe))).toBeLessThan(1.1)
  })

  it('is not that of a canvas that ends at its edges', async () => {
    expect(difference(await run(changed(one, { circular: false })))).toBeGreaterThan(20)
  })
})

describe('a panorama', () => {
  const [first] = cases

  it('may have any width, and no seam where windows and feather are its own', async () => {
    const { latents } = await run({ ...changed(first!, { stride: 0, window: 0, feather: 0.5 }), width: 152 })
    expect(latents.shape).toEqual([1, 4, 8, 19])
    // The columns that diffusers leaves at 0: beyond the last whole stride.
    for (let row = 0; row < 4 * 8; row++) expect(latents.data[row * 19 + 18]).not.toBe(0)
  })

  it.each([
    ['windows of the size that was trained, a quarter of one apart', {}, 8, [0, 2, 4, 6, 8]],
    ['windows of its own, a quarter of one apart', { window: 96 }, 12, [0, 3, 4]],
    ['a stride of its own', { stride: 32 }, 8, [0, 4, 8]],
    ['both', { window: 32, stride: 8 }, 4, [...Array(13).keys()]],
  ])('has %s', async (_, values, side, lefts) => {
    const env = {
      recipe: { width: 128 },
      latentShape: [1, 4, side, 16],
      traits: { sampleSize: 8 },
    } as unknown as GuideEnvironment
    const guide = await multidiffusion.create({ ...defaultValues(meta.fields), ...values }, env)
    const canvas = { height: side, width: 16, circular: false }
    const views = guide.views!([wholeCanvas(canvas)], canvas)
    expect(views.map(({ left }) => left)).toEqual(lefts)
    expect(views.map(({ width }) => width)).toEqual(lefts.map(() => side))
  })

  it('is refused where its windows would leave gaps', async () => {
    await expect(run(changed(first!, { stride: 72 }))).rejects.toThrow(
      "The panorama's stride of 72 pixels is larger than its window of 64.",
    )
  })

  it('is refused with a mask of its own, which it could not follow', async () => {
    const { guides, ...rest } = first!.recipe
    const masked = guides.map((use) => (use.id === 'multidiffusion' ? { ...use, mask: 'mask' } : use))
    await expect(run({ ...rest, guides: masked })).rejects.toThrow(/acts on the whole picture/)
  })
})
