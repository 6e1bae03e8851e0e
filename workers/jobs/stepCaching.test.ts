// Step caching against its definition over diffusers' own UNet (tools/reference/step_caching.py), and what it saves.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { whyApart } from '../../src/shared/guidePlan'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { tensor, type Tensor } from '../tensor/tensor'
import { runEdit } from './editJob'
import { pipelineImages, relativeError } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

const tolerance = 1e-3

interface Written {
  readonly name: string
  readonly recipe: Record<string, unknown>
  readonly off: object
  readonly shape: readonly number[]
  readonly latents: string
}
const cases = JSON.parse(
  readFileSync(new URL('fixtures/stepCaching.json', import.meta.url), 'utf8'),
) as readonly Written[]

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

async function latentsOf(json: object): Promise<Tensor> {
  const recipe = parseRecipe(json, guideMetas)
  return (await runEdit({ recipe, images: pipelineImages }, await tiny.open(recipe.checkpoint))).latents
}

describe.each(cases)('$name', ({ recipe, off, shape, latents }) => {
  const expected = tensor(new Float32Array(new Uint8Array(Buffer.from(latents, 'base64')).buffer), shape)

  it('gives the latents of diffusers', async () => {
    expect(relativeError(await latentsOf(recipe), expected)).toBeLessThan(tolerance)
  })

  it('is visibly not the run without it', async () => {
    expect(relativeError(await latentsOf(off), expected)).toBeGreaterThan(30 * tolerance)
  })
})

describe('step caching', () => {
  const { recipe, off } = cases[0]!
  const cached = (values: object, range: readonly number[] = [0, 1]) => ({
    ...recipe,
    guides: [
      ...(off as { guides: object[] }).guides,
      { id: 'step-caching', values: { interval: 2, depth: 1, guidance: false, ...values }, range },
    ],
  })

  it('refuses to keep more layers than the UNet has', async () => {
    await expect(latentsOf(cached({ depth: 8 }))).rejects.toThrow('outer layers')
  })

  it('changes nothing outside of its range', async () => {
    const [plain, outside] = [await latentsOf(off), await latentsOf(cached({}, [0, 0.1]))]
    expect(outside.data).toEqual(plain.data)
  })

  it('does not go with guides that read the deep layers at every step', () => {
    for (const id of ['attend-and-excite', 'pix2pix-zero', 'self-attention-guidance'])
      expect(whyApart(guideMetas.get('step-caching')!, guideMetas.get(id)!), id).toBeTruthy()
  })
})
