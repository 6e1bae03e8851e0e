// DiffEdit against diffusers' pipeline (tools/reference/diffedit.py): the mask, the inverted picture, the result.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { englishOf } from '../../../src/shared/message'
import type { Pixels } from '../../../src/shared/pixels'
import { parseRecipe } from '../../../src/shared/recipe'
import type { Guide } from '../../diffusion/guide'
import { runGuides, type EditResult, type ShownPicture } from '../../jobs/editJob'
import { pipelineImages, relativeError } from '../../jobs/fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from '../../jobs/fixtures/tinyNetworks.node'
import type { Networks } from '../../jobs/networks'
import { planGuides, withImpliedGuides, type PlannedGuide } from '../../jobs/planGuides'
import { tensor, type Tensor } from '../../tensor/tensor'
import { guideMetas } from '../list'

const tolerance = 1e-3

interface Written {
  readonly name: string
  readonly recipe: Readonly<Record<string, unknown>> & {
    readonly width: number
    readonly guides: readonly [object, { readonly id: string; readonly values: object }]
  }
  /** A mask of the person's own, at the latents' size. */
  readonly given?: readonly number[]
  readonly shape: readonly number[]
  readonly mask: readonly number[]
  readonly inverted: string
  readonly latents: string
}
const written = JSON.parse(readFileSync(new URL('../fixtures/diffedit.json', import.meta.url), 'utf8')) as {
  readonly wide: string
  readonly cases: readonly Written[]
}
const { cases } = written

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64')).buffer
const tensorOf = (text: string, { shape }: Written): Tensor => tensor(new Float32Array(bytesOf(text)), shape)

const wide: Pixels = { width: 96, height: 64, data: new Uint8ClampedArray(bytesOf(written.wide)) }

/** White where the latent mask is 1, 8 pixels of the picture for each of its own. */
function painted(mask: readonly number[]): Pixels {
  const data = new Uint8ClampedArray(64 * 64 * 4)
  for (let at = 0; at < 64 * 64; at++)
    data.fill(255 * mask[8 * Math.floor(at / 64 / 8) + Math.floor((at % 64) / 8)]!, at * 4, at * 4 + 4)
  return { width: 64, height: 64, data }
}

let tiny: TinyNetworks
/** The schedule of the reference, which knows no other spacing. */
let networks: Networks
beforeAll(async () => {
  tiny = await openTinyNetworks()
  const own = await tiny.open('tiny-vae')
  const schedulerConfig = { ...(own.schedulerConfig as object), timestep_spacing: 'leading' }
  networks = Object.create(own, { schedulerConfig: { value: schedulerConfig } }) as Networks
})
afterAll(() => tiny.dispose())

interface Seen extends EditResult {
  readonly shown: readonly ShownPicture[]
}

async function run(
  one: Written,
  change: object = {},
  images: Record<string, Pixels> = {},
  probes: readonly Guide[] = [],
): Promise<Seen> {
  const [base, own] = one.recipe.guides
  const values = { ...own.values, ...(one.given && { mask: 'own' }) }
  const recipe = parseRecipe({ ...one.recipe, guides: [base, { ...own, values }], ...change }, guideMetas)
  const shown: ShownPicture[] = []
  const picture = one.recipe.width === 96 ? wide : pipelineImages['picture']!
  const all = { picture, ...(one.given && { own: painted(one.given) }), ...images }
  const complete = withImpliedGuides(recipe, networks.traits)
  const planned = [...(await planGuides(complete, networks)), ...probes.map(probing)]
  const request = { recipe: complete, images: all }
  const result = await runGuides(request, planned, networks, { onShow: (seen) => shown.push(seen) })
  return { ...result, shown }
}

function probing(guide: Guide): PlannedGuide {
  const meta = { id: 'probe', label: '', summary: '', paper: '', role: 'addition', fields: {} } as const
  const use = { id: 'probe', key: 'probe', values: {}, range: [0, 1] } as const
  return { use, definition: { meta, create: async () => guide } }
}

/** One pixel for each of 8x8. */
const atLatents = ({ data, shape }: Tensor) => {
  const width = shape[3]!
  return [...data].filter((_, at) => Math.floor(at / width) % 8 === 4 && (at % width) % 8 === 4)
}

// Rounding alone moves diffusers' own latents by 8e-6 to 1.7e-4.
describe.each(cases)('$name', (one) => {
  it('finds the mask of diffusers, and shows it', async () => {
    const { shown } = await run(one)
    expect(shown.map(({ key, name }) => [key, name])).toEqual([['diffedit', 'Mask']])
    expect(atLatents(shown[0]!.picture)).toEqual(one.mask)
  })

  it('gives the latents of diffusers', async () => {
    expect(relativeError((await run(one)).latents, tensorOf(one.latents, one))).toBeLessThan(tolerance)
  })

  it('inverts the picture as diffusers does', async () => {
    let first: Tensor | undefined
    const probe: Guide = { beforeStep: async (latents) => (first ??= latents) && latents }
    await run(one, {}, {}, [probe])
    expect(relativeError(first!, tensorOf(one.inverted, one))).toBeLessThan(tolerance)
  })

  it('is visibly not a noised picture that is denoised', async () => {
    const [base] = one.recipe.guides
    const { latents } = await run(one, { guides: [base] })
    expect(relativeError(latents, tensorOf(one.latents, one))).toBeGreaterThan(50 * tolerance)
  })
})

describe('DiffEdit', () => {
  const first = cases[0]!
  const ownMask = cases.find(({ given }) => given)!

  it.each([
    ['found', first, 0],
    ['found', first, 1],
    ['painted', ownMask, 0],
    ['painted', ownMask, 1],
  ] as const)('leaves the pixels outside of its %s mask and a margin as they are', async (_, one, margin) => {
    const picture = pipelineImages['picture']!
    const [base, diffedit] = one.recipe.guides
    const values = { ...diffedit.values, margin, ...(one.given && { mask: 'own' }) }
    const { pixels, shown, latents } = await run(one, { feather: 0, guides: [base, { ...diffedit, values }] })
    const { data, shape } = shown[0]!.picture
    const [height, width] = shape.slice(2) as [number, number]
    const reach = (margin * width) / latents.shape[3]!
    let inMargin = 0
    const isWithin = (x: number, y: number) =>
      data.some(
        (share, at) =>
          share > 0 && Math.abs((at % width) - x) <= reach && Math.abs(Math.floor(at / width) - y) <= reach,
      )
    let [changed, far] = [0, 0]
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = y * width + x
        const [was, is] = [picture, pixels].map((each) => each.data.subarray(at * 4, at * 4 + 3).join())
        if (isWithin(x, y)) {
          changed += Number(is !== was)
          inMargin += Number(is !== was && data[at] === 0)
        } else {
          far++
          expect(is).toBe(was)
        }
      }
    expect(changed).toBeGreaterThan(200)
    expect(far).toBeGreaterThan(200)
    if (margin > 0) expect(inMargin).toBeGreaterThan(100)
  })

  it('never leaves the mask of the edit by its margin', async () => {
    const [base, diffedit] = ownMask.recipe.guides
    const values = { ...diffedit.values, mask: 'own', margin: 4 }
    const limit = painted(ownMask.given!)
    const change = { feather: 0, mask: 'limit', guides: [base, { ...diffedit, values }] }
    const { pixels } = await run(ownMask, change, { limit })
    const picture = pipelineImages['picture']!
    const outside = [...pixels.data.keys()].filter((at) => limit.data[at] === 0)
    expect(outside.length).toBeGreaterThan(200)
    for (const at of outside) expect(pixels.data[at]).toBe(picture.data[at])
  })

  it('takes the mask of the recipe in place of one of its own', async () => {
    const { shown, latents } = await run(
      { ...ownMask, given: undefined! },
      { mask: 'painted' },
      { painted: painted(ownMask.given!) },
    )
    expect(atLatents(shown[0]!.picture)).toEqual(ownMask.given)
    expect(relativeError(latents, tensorOf(ownMask.latents, ownMask))).toBeLessThan(tolerance)
  })

  it('says when the two descriptions mean the same', async () => {
    const [, { values }] = first.recipe.guides
    const { source } = values as { source: string }
    await expect(run(first, { prompt: source })).rejects.toThrow('there is nothing to redraw')
  })

  it('says when no place differs enough', async () => {
    const [base, own] = first.recipe.guides
    const guides = [base, { ...own, values: { ...own.values, threshold: 5 } }]
    await expect(run(first, { guides })).rejects.toThrow(
      'No place of the picture differs by 5 times the average',
    )
  })

  it('refuses a mask that covers nothing', async () => {
    const black = painted(Array.from({ length: 64 }, () => 0))
    await expect(run(ownMask, {}, { own: black })).rejects.toThrow('The mask covers nothing.')
  })

  it('leaves the picture alone at strength 0', async () => {
    const { notes, pixels } = await run(first, { strength: 0 })
    expect(notes.map(englishOf).join()).toMatch(/leaves no step to run/)
    expect(pixels).toEqual(pipelineImages['picture'])
  })
})
