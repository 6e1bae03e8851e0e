// A start from the picture's own noise against diffusers' inverse of DDIM and its SEGA on that (tools/reference/ddim_inversion.py).
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../../src/shared/recipe'
import type { Guide } from '../../diffusion/guide'
import { runGuides } from '../../jobs/editJob'
import { pipelineImages, relativeError } from '../../jobs/fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from '../../jobs/fixtures/tinyNetworks.node'
import type { Networks } from '../../jobs/networks'
import { planGuides, withImpliedGuides } from '../../jobs/planGuides'
import { prepareEdit } from '../../jobs/prepareEdit'
import { tensor, type Tensor } from '../../tensor/tensor'
import { guideMetas } from '../list'

/** Of the largest number. Rounding alone moves diffusers' own by 1.5e-5 (noise) and 8e-5. */
const tolerance = 1e-3

const written = JSON.parse(
  readFileSync(new URL('../fixtures/ddimInversion.json', import.meta.url), 'utf8'),
) as Record<string, string>
const tensorOf = (name: string): Tensor =>
  tensor(new Float32Array(new Uint8Array(Buffer.from(written[name]!, 'base64')).buffer), [1, 4, 8, 8])

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

const concept = {
  id: 'sega',
  values: {
    concepts: [{ concept: 'a smiling face', strength: 5, threshold: 0.6, warmUp: 0 }],
    momentum: 0.1,
    momentumDecay: 0.4,
  },
}

const recipeOf = (values: object | undefined, others: readonly object[] = [], change: object = {}) =>
  withImpliedGuides(
    parseRecipe(
      {
        version: 2,
        checkpoint: 'tiny-vae',
        prompt: 'a red ball in front of a green house',
        seed: 11,
        steps: 3,
        scheduler: 'ddim',
        width: 64,
        height: 64,
        image: 'picture',
        strength: 1,
        guides: [
          ...(values ? [{ id: 'ddim-inversion', values }] : []),
          { id: 'classifier-free', values: { scale: 1.5, rescale: 0 } },
          ...others,
        ],
        ...change,
      },
      guideMetas,
    ),
    networks.traits,
  )

async function run(values: object | undefined, others: readonly object[] = [], change: object = {}) {
  const recipe = recipeOf(values, others, change)
  let first: Tensor | undefined
  const probe: Guide = { beforeStep: async (latents) => (first ??= latents) && latents }
  const meta = { id: 'probe', label: '', summary: '', paper: '', role: 'addition', fields: {} } as const
  const use = { id: 'probe', key: 'probe', values: {}, range: [0, 1] } as const
  const planned = [
    ...(await planGuides(recipe, networks)),
    { use, definition: { meta, create: async () => probe } },
  ]
  const { latents } = await runGuides({ recipe, images: pipelineImages }, planned, networks)
  return { latents, first: first! }
}

describe('a start from the picture’s own noise', () => {
  it.each([
    ['plain', []],
    ['concept', [concept]],
  ])('gives the noise and the latents of the reference "%s"', async (name, others) => {
    const { latents, first } = await run({}, others)
    const errors = [
      relativeError(first, tensorOf(`${name} noise`)),
      relativeError(latents, tensorOf(`${name} result`)),
    ]
    console.log(`${name}: ${errors.map((error) => error.toExponential(1)).join(', ')}`)
    for (const error of errors) expect(error).toBeLessThan(tolerance)
    const noised = await run(undefined, others)
    expect(relativeError(noised.latents, tensorOf(`${name} result`))).toBeGreaterThan(50 * tolerance)
  })

  it('lets concepts change the picture', async () => {
    const [plain, changed] = [await run({}), await run({}, [concept])]
    expect(changed.first).toEqual(plain.first)
    expect(relativeError(changed.latents, plain.latents)).toBeGreaterThan(50 * tolerance)
  })

  it('is of the description, and the run of the prompt', async () => {
    const described = await run({ caption: 'a red ball in front of a green house' }, [], {
      prompt: 'a blue car',
    })
    expect(relativeError(described.first, tensorOf('plain noise'))).toBeLessThan(tolerance)
    expect(relativeError(described.latents, tensorOf('plain result'))).toBeGreaterThan(50 * tolerance)
    // The seed has no part in it.
    expect((await run({}, [], { seed: 12 })).first).toEqual((await run({})).first)
  })

  it('shows the picture as it comes back, whatever the prompt says', async () => {
    const shown = async (prompt: string) => {
      const recipe = recipeOf({ caption: 'a red ball' }, [], { prompt })
      const prepared = await prepareEdit({ recipe, images: pipelineImages }, 'ddim-inversion', networks)
      expect(prepared.shown).toMatchObject([{ key: 'ddim-inversion', name: 'Reconstruction' }])
      return prepared.shown[0]!.picture
    }
    expect(await shown('a blue car')).toEqual(await shown('a tree'))
  })

  it('needs a picture', () => {
    expect(() => recipeOf({}, [], { image: undefined, strength: undefined })).not.toThrow()
    return expect(
      planGuides(recipeOf({}, [], { image: undefined, strength: undefined }), networks),
    ).rejects.toThrow(/picture/)
  })
})
