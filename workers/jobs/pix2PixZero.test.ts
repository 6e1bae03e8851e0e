// Pix2Pix Zero against diffusers (tools/reference/pix2pix_zero.py).
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GuideValues } from '../../src/shared/guideFields'
import { englishOf } from '../../src/shared/message'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe, type SchedulerId } from '../../src/shared/recipe'
import type { Guide } from '../diffusion/guide'
import { Generator } from '../diffusion/random/generator'
import { autoCorrelationGradient, divergenceGradient } from '../diffusion/regulariseNoise'
import { guideMetas } from '../guidance/list'
import { standardDeviation } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import { runEdit, runGuides } from './editJob'
import { KeptResults } from './keptResults'
import type { Networks } from './networks'
import { relativeError } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'
import { prepareEdit } from './prepareEdit'
import { planGuides, type PlannedGuide } from './planGuides'

const tolerance = 1e-3

interface Written {
  readonly regularisation: {
    readonly shape: readonly number[]
    readonly noise: string
    readonly autoCorrelation: string
    readonly divergence: string
  }
  readonly cases: readonly {
    readonly name: string
    readonly shape: readonly number[]
    readonly latents: string
  }[]
}
const written = JSON.parse(
  readFileSync(new URL('fixtures/pix2PixZero.json', import.meta.url), 'utf8'),
) as Written

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64')).buffer

function expected(name: string): Tensor {
  const { shape, latents } = written.cases.find((one) => one.name === name)!
  return tensor(new Float32Array(bytesOf(latents)), shape)
}

const sentences = {
  source: 'ball',
  target: 'cat',
  sourceSentences: 'a red ball\nthe ball in the snow\na ball is next to a house',
  targetSentences: 'a black cat\nthe cat in the snow\na cat is next to a house',
}
const structure = { 'tiny-vae': 0.01, sd2: 0.1 }

/** Value of channel c at (x, y): 127.5 + 100 sin(x / 9 + c) cos(y / 7). */
function picture(): Pixels {
  const data = new Uint8ClampedArray(64 * 64 * 4).fill(255)
  for (let y = 0; y < 64; y++)
    for (let x = 0; x < 64; x++)
      for (let c = 0; c < 3; c++)
        data[4 * (64 * y + x) + c] = Math.round(127.5 + 100 * Math.sin(x / 9 + c) * Math.cos(y / 7))
  return { width: 64, height: 64, data }
}

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

interface Run {
  readonly checkpoint?: keyof typeof structure
  readonly scheduler?: SchedulerId
  readonly image?: true
  readonly strength?: number
  /** In place of those of the reference; without any, the guide is left out. */
  readonly values?: GuideValues | 'none'
  readonly guidance?: number
  readonly kept?: Pick<KeptResults, 'get'>
}

async function run({
  checkpoint = 'tiny-vae',
  scheduler = 'ddim',
  image,
  strength,
  values = {},
  guidance = 4,
  kept,
}: Run) {
  const own = await tiny.open(checkpoint)
  // diffusers' inverse knows no other spacing.
  const schedulerConfig = {
    ...(own.schedulerConfig as object),
    ...(image && { timestep_spacing: 'leading' }),
  }
  const networks = Object.create(own, {
    schedulerConfig: { value: schedulerConfig },
    ...(kept && { kept: { value: kept } }),
  }) as Networks
  const usual = { ...sentences, structure: structure[checkpoint], autoCorrelation: 5, divergence: 5 }
  const recipe = parseRecipe(
    {
      version: 2,
      checkpoint,
      prompt: 'a red ball and a blue car',
      seed: 11,
      steps: 4,
      width: 64,
      height: 64,
      scheduler,
      ...(image && { image: 'picture' }),
      ...(strength !== undefined && { strength }),
      guides: [
        { id: 'classifier-free', values: { scale: guidance, rescale: 0 } },
        ...(values === 'none' ? [] : [{ id: 'pix2pix-zero', values: { ...usual, ...values } }]),
      ],
    },
    guideMetas,
  )
  let first: Tensor | undefined
  const observer: Guide = {
    begin: async (plan) => {
      first = plan.latents
      return plan
    },
  }
  const planned = [...(await planGuides(recipe, networks)), asPlanned(observer)]
  const { latents } = await runGuides(
    { recipe, images: image ? { picture: picture() } : {} },
    planned,
    networks,
  )
  return { latents, first }
}

/** A guide of a test, as one that a recipe uses. */
function asPlanned(guide: Guide): PlannedGuide {
  const meta = { id: 'observer', label: '', summary: '', paper: '', role: 'addition', fields: {} } as const
  return {
    use: { id: 'observer', key: 'observer', values: {}, range: [0, 1] },
    definition: { meta, create: async () => guide },
  }
}

describe('Pix2Pix Zero (Parmar et al. 2023, arXiv:2302.03027)', () => {
  it.each<readonly [name: string, run: Run]>([
    ['ddim', {}],
    ['dpm-solver++', { scheduler: 'dpm-solver++' }],
    ['v-prediction', { checkpoint: 'sd2' }],
    ["the paper's, ddim", {}],
    ['euler', { scheduler: 'euler' }],
  ])('gives the latents of the reference "%s"', async (name, options) => {
    const error = relativeError((await run(options)).latents, expected(name))
    console.log(`${name}: ${error.toExponential(1)}`)
    expect(error).toBeLessThan(tolerance)
    const [off, unheld] = [
      await run({ ...options, values: 'none' }),
      await run({ ...options, values: { structure: 0 } }),
    ]
    expect(relativeError(off.latents, expected(name))).toBeGreaterThan(50 * tolerance)
    expect(relativeError(unheld.latents, expected(name))).toBeGreaterThan(50 * tolerance)
  })

  it('turns a picture into noise as diffusers does, and edits it', async () => {
    const { first, latents } = await run({ image: true })
    const errors = [
      relativeError(first!, expected('inverted')),
      relativeError(latents, expected('inverted and edited')),
    ]
    console.log(`inverted, edited: ${errors.map((error) => error.toExponential(1)).join(', ')}`)
    for (const error of errors) expect(error).toBeLessThan(tolerance)
    const loose = await run({ image: true, values: { autoCorrelation: 0, divergence: 0 } })
    expect(relativeError(loose.first!, expected('inverted'))).toBeGreaterThan(50 * tolerance)
  })

  it('turns a picture into as much noise as the strength says', async () => {
    const whole = await run({ image: true, strength: 1 })
    const half = await run({ image: true, strength: 0.5 })
    expect(relativeError(whole.first!, expected('inverted'))).toBeLessThan(tolerance)
    // The noise level in the middle of the same path.
    expect(standardDeviation(half.first!)).not.toBeCloseTo(standardDeviation(whole.first!), 2)
    expect((await run({ image: true, strength: 0.5, values: { structure: 0 } })).first).toEqual(half.first)
  })

  it('keeps the inversion while picture, caption and settings are the same', async () => {
    const store = new KeptResults()
    let made = 0
    const kept: Run['kept'] = {
      get: (purpose, on, make) =>
        store.get(purpose, on, () => {
          made++
          return make()
        }),
    }
    const edit = (values: GuideValues = {}) => run({ image: true, kept, values })
    const [first, again] = [await edit(), await edit()]
    expect(made).toBe(1)
    expect(again.latents).toEqual(first.latents)
    // What the edit makes of it does not matter, and what it is made of does.
    await edit({ change: 2, targetSentences: 'a house' })
    expect(made).toBe(1)
    await edit({ divergence: 6 })
    expect(made).toBe(2)
    await run({ image: true, kept, strength: 0.5 })
    expect(made).toBe(3)
  })

  it('shows the picture as it comes back from its noise', async () => {
    const networks = await tiny.open('tiny-vae')
    const recipe = parseRecipe(
      {
        version: 2,
        checkpoint: 'tiny-vae',
        prompt: 'a red ball',
        seed: 11,
        steps: 4,
        width: 64,
        height: 64,
        scheduler: 'ddim',
        image: 'picture',
        guides: [{ id: 'pix2pix-zero', values: { ...sentences, structure: 0.01 } }],
      },
      guideMetas,
    )
    const request = { recipe, images: { picture: picture() } }
    const { shown } = await prepareEdit(request, 'pix2pix-zero', networks)
    expect(shown).toMatchObject([{ key: 'pix2pix-zero', name: 'Reconstruction' }])
    const still = recipe.guides.map((use) =>
      use.id === 'pix2pix-zero' ? { ...use, values: { ...use.values, change: 0, structure: 0 } } : use,
    )
    const { pixels } = await runEdit({ ...request, recipe: { ...recipe, guides: still } }, networks)
    shown[0]!.picture.data.forEach((value, at) => {
      const [channel, pixel] = [Math.floor(at / 4096), at % 4096]
      expect(value).toBeCloseTo(pixels.data[pixel * 4 + channel]! / 255, 5)
    })
  })

  it('has sentences of its own for two concepts', async () => {
    const own = { sourceSentences: '', targetSentences: '' }
    const cat = await run({ values: { ...own, source: 'ball', target: 'cat' } })
    const house = await run({ values: { ...own, source: 'ball', target: 'house' } })
    expect(relativeError(cat.latents, house.latents)).toBeGreaterThan(50 * tolerance)
  })

  it('says that the prompt does not name what is to be turned into something else', async () => {
    const networks = await tiny.open('tiny-vae')
    const notesOf = async (prompt: string) => {
      const values = { source: 'a cat', target: 'dog', structure: 0 }
      const settings = { version: 2, checkpoint: 'tiny-vae', seed: 1, steps: 1, width: 64, height: 64 }
      const guides = [{ id: 'pix2pix-zero', values }]
      const recipe = parseRecipe({ ...settings, prompt, scheduler: 'ddim', guides }, guideMetas)
      return (await runEdit({ recipe, images: {} }, networks)).notes.map(englishOf)
    }
    const said = 'The prompt does not name "a cat". It should say what the picture shows as it is now.'
    expect(await notesOf('a tree in the snow')).toContain(said)
    expect(await notesOf('a cat in the snow')).not.toContain(said)
  })

  it('acts without guidance too, which diffusers does not', async () => {
    const [on, off] = [await run({ guidance: 1 }), await run({ guidance: 1, values: 'none' })]
    expect(relativeError(on.latents, off.latents)).toBeGreaterThan(50 * tolerance)
  })

  it.each([[{ source: '', target: 'cat' }], [{ source: 'ball', target: '  ' }]])(
    'refuses two concepts of which %j has no words',
    async (concepts) => {
      const values = { sourceSentences: '', targetSentences: '', ...concepts }
      await expect(run({ values })).rejects.toThrow(/needs its setting "(source|target)", which is empty/)
    },
  )
})

describe('the gradients that keep noise like noise are those of PyTorch', () => {
  const { shape, noise, ...gradients } = written.regularisation
  const numbers = new Float64Array(bytesOf(noise))
  const error = (found: Float64Array, of: keyof typeof gradients) => {
    const right = new Float64Array(bytesOf(gradients[of]))
    return (
      Math.max(...right.map((value, at) => Math.abs(value - found[at]!))) / Math.max(...right.map(Math.abs))
    )
  }

  it('for pixels that tell of one another', () => {
    const generator = new Generator(6)
    const draw = (below: number) => generator.randint(0, below, [1])[0]!
    expect(error(autoCorrelationGradient(numbers, shape, draw), 'autoCorrelation')).toBeLessThan(1e-9)
  })

  it('for mean and variance', () => {
    expect(error(divergenceGradient(numbers), 'divergence')).toBeLessThan(1e-9)
  })
})
