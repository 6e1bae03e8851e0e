// The hooks of the loop, held against diffusers' own pipelines (tools/reference/hooks.py): guides of ours, and techniques written
// as small guides of a test. Nothing of the loop knows of them.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GuideValues } from '../../src/shared/guideFields'
import { parseRecipe, type SchedulerId } from '../../src/shared/recipe'
import type { GuideMeta } from '../../src/shared/guideMeta'
import type { Guide } from '../diffusion/guide'
import type { View } from '../diffusion/views'
import { guideMetas, guides as listed } from '../guidance/list'
import { residualShapes } from '../models/unetGraph'
import { openCheckpoint } from '../models/checkpoint'
import { scale, standardDeviation } from '../tensor/arithmetic'
import { sizeOf, tensor, type Tensor } from '../tensor/tensor'
import { pathTree } from '../weights/pathTree.node'
import { runGuides } from './editJob'
import type { PlannedGuide } from './planGuides'
import { relativeError } from './fixtures/pipelineCases.node'
import { checkpointFolder, openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

const tolerance = 1e-3

interface Written {
  readonly name: string
  readonly shape: readonly number[]
  readonly latents: string
}
const written = JSON.parse(
  readFileSync(new URL('fixtures/hooks.json', import.meta.url), 'utf8'),
) as readonly Written[]

function expected(name: string): Tensor {
  const one = written.find((other) => other.name === name)
  if (!one) throw new Error(`tools/reference/hooks.py has no case "${name}".`)
  return tensor(new Float32Array(new Uint8Array(Buffer.from(one.latents, 'base64')).buffer), one.shape)
}

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

/** A guide of a test, as one that a recipe uses. */
const active = (id: string, guide: Guide, range: readonly [number, number] = [0, 1]): PlannedGuide => {
  const meta: GuideMeta = { id, label: id, summary: '', paper: '', role: 'addition', fields: {} }
  return { use: { id, key: id, values: {}, range }, definition: { meta, create: async () => guide } }
}

/** A guide of ours with these values. */
async function ours(id: string, values: GuideValues): Promise<PlannedGuide> {
  const definition = await listed.find(({ meta }) => meta.id === id)?.load()
  if (!definition) throw new Error(`There is no guide "${id}".`)
  return { use: { id, key: id, values, range: [0, 1] }, definition }
}

interface Run {
  readonly scheduler: SchedulerId
  readonly guidance?: number
  readonly width?: number
  readonly guides?: readonly PlannedGuide[]
}

/** The run of hooks.py: prompt, seed and steps are always the same. */
async function latentsOf({ scheduler, guidance = 6, width = 64, guides = [] }: Run): Promise<Tensor> {
  const networks = await tiny.open('tiny-vae')
  const text = { version: 1, checkpoint: 'tiny-vae', prompt: 'a tree in the snow', seed: 11, steps: 4 }
  const recipe = parseRecipe({ ...text, width, height: 64, scheduler }, guideMetas)
  const all = [await ours('classifier-free', { scale: guidance, rescale: 0 }), ...guides]
  return (await runGuides({ recipe, images: {} }, all, networks)).latents
}

async function expectMatch(name: string, run: Run): Promise<void> {
  const latents = await latentsOf(run)
  const { guides: _, ...off } = run
  expect(relativeError(latents, expected(name))).toBeLessThan(tolerance)
  expect(relativeError(await latentsOf(off), expected(name))).toBeGreaterThan(50 * tolerance)
}

describe('SEGA (Brack et al. 2023, arXiv:2301.12247)', () => {
  // Of 4 steps: the second concept warms up for 2 and stops after 3.
  const concepts = [
    { concept: 'a smiling face', strength: 5, threshold: 0.6, weight: 1, warmUp: 0, coolDown: 1 },
    {
      concept: 'a green house',
      direction: 'remove',
      strength: 4,
      threshold: 0.8,
      weight: 2,
      warmUp: 0.5,
      coolDown: 0.75,
    },
  ]
  const sega = (values: GuideValues = { concepts, momentum: 0.3, momentumDecay: 0.6 }) => ours('sega', values)

  // Errors seen: 2.5e-6 and 2.9e-6; without it the latents are 0.6 away.
  it.each<SchedulerId>(['ddim', 'euler'])('gives the latents of diffusers with %s', async (scheduler) =>
    expectMatch(`sega, ${scheduler}`, { scheduler, guides: [await sega()] }),
  )

  it('does without a base guidance', async () => {
    const guides = [await sega()]
    const [with_, without] = [
      await latentsOf({ scheduler: 'ddim', guidance: 1, guides }),
      await latentsOf({ scheduler: 'ddim', guidance: 1 }),
    ]
    expect(relativeError(with_, without)).toBeGreaterThan(50 * tolerance)
  })

  it('keeps a past of its own for each view', async () => {
    const halves: Guide = {
      views: (_, { height }) => [0, 8].map((left) => ({ top: 0, left, height, width: 8 })),
    }
    const one = [{ ...concepts[0]! }]
    const guides = [await sega({ concepts: one, momentum: 1, momentumDecay: 0.9 }), active('views', halves)]
    const whole = await latentsOf({ scheduler: 'ddim', width: 128, guides })
    const rightFirst: Guide = {
      views: (_, { height }) => [
        { top: 0, left: 8, height, width: 8 },
        { top: 0, left: 0, height, width: 8 },
      ],
    }
    const swapped = await latentsOf({
      scheduler: 'ddim',
      width: 128,
      guides: [guides[0]!, active('views', rightFirst)],
    })
    expect(relativeError(swapped, whole)).toBeLessThan(1e-5)
  })

  it.each([
    ['41 concepts', Array.from({ length: 41 }, () => concepts[0]!), /has 41 entries, more than 20/],
    ['none', [], /has 0 entries, fewer than 1/],
  ])('refuses %s', (_, many, sentence) => {
    const recipe = {
      version: 2,
      checkpoint: 'tiny-vae',
      prompt: 'a tree',
      seed: 1,
      steps: 2,
      width: 64,
      height: 64,
    }
    expect(() =>
      parseRecipe({ ...recipe, guides: [{ id: 'sega', values: { concepts: many } }] }, guideMetas),
    ).toThrow(sentence)
  })

  it('refuses a concept without words', async () => {
    const guides = [
      await sega({ concepts: [{ ...concepts[0]!, concept: ' ' }], momentum: 0, momentumDecay: 0 }),
    ]
    await expect(latentsOf({ scheduler: 'ddim', guides })).rejects.toThrow(/Concept 1 .* has no words/)
  })
})

describe('Self-Attention Guidance (Hong et al. 2023, arXiv:2210.00939)', () => {
  const guidance = (scale = 0.9) => ours('self-attention-guidance', { scale, sigma: 1 })

  it.each<SchedulerId>(['ddim', 'dpm-solver++'])(
    'gives the latents of diffusers with %s',
    async (scheduler) =>
      expectMatch(`self-attention guidance, ${scheduler}`, { scheduler, guides: [await guidance()] }),
  )

  it('does so without another guidance', async () =>
    expectMatch('self-attention guidance alone, ddim', {
      scheduler: 'ddim',
      guidance: 1,
      guides: [await guidance()],
    }))

  it('takes a canvas of any shape, odd sizes too, and every sampler', async () => {
    for (const scheduler of ['euler', 'euler-ancestral', 'pndm'] as const) {
      const [with_, without] = [
        await latentsOf({ scheduler, width: 104, guides: [await guidance()] }),
        await latentsOf({ scheduler, width: 104 }),
      ]
      expect(with_.data.every(Number.isFinite)).toBe(true)
      expect(relativeError(with_, without)).toBeGreaterThan(0.01)
    }
  })

  it('sees what other guides give the UNet in its degraded pass', async () => {
    const residuals = active('controlnet', await fixedResiduals(64))
    const calls: boolean[] = []
    const watch: Guide = {
      inputs: async ({ latents, step }) => {
        calls.push(latents === step.latents)
        return {}
      },
    }
    const guides = [await guidance(), residuals, active('watch', watch)]
    await latentsOf({ scheduler: 'ddim', guides })
    // cond and uncond at the step's own latents, then the degraded pass.
    expect(calls).toEqual(Array.from({ length: 4 }, () => [true, true, false]).flat())
  })
})

describe('dynamic thresholding', () => {
  const ourGuidance = (strength: number) => ours('dynamic-thresholding', { strength, percentile: 0.995 })
  const spread = (latents: Tensor) => standardDeviation(latents)

  it.each<SchedulerId>(['ddim', 'euler'])(
    'takes back the spread of strong guidance with %s',
    async (scheduler) => {
      const strong = { scheduler, guidance: 20 }
      const [plain, burnt, held, off] = [
        await latentsOf({ scheduler, guidance: 1 }),
        await latentsOf(strong),
        await latentsOf({ ...strong, guides: [await ourGuidance(1)] }),
        await latentsOf({ ...strong, guides: [await ourGuidance(0)] }),
      ].map(spread) as [number, number, number, number]
      expect(burnt).toBeGreaterThan(1.5 * plain)
      expect(held).toBeLessThan(0.8 * burnt)
      expect(off).toBeCloseTo(burnt, 5)
    },
  )
})

/** The residuals of hooks.py: value i of residual k is 0.3 sin(0.7 i + k), times 0.8. */
async function fixedResiduals(width: number): Promise<Guide> {
  const { unet } = await openCheckpoint(pathTree(checkpointFolder('tiny-vae')))
  const shapes = residualShapes(unet.config, { batch: 1, height: 8, width: width / 8 })
  const made = (shape: readonly number[], k: number) =>
    tensor(
      Float32Array.from({ length: sizeOf(shape) }, (_, i) => 0.8 * Math.fround(0.3 * Math.sin(0.7 * i + k))),
      shape,
    )
  const residuals = { down: shapes.down.map(made), mid: made(shapes.mid, shapes.down.length) }
  return { inputs: async () => ({ residuals }) }
}

describe('ControlNet (Zhang et al. 2023, arXiv:2302.05543): residuals', () => {
  it.each<[string, readonly [number, number]]>([
    ['residuals at all steps', [0, 1]],
    ['residuals in the first half', [0, 0.5]],
  ])('%s', async (name, range) =>
    expectMatch(name, { scheduler: 'ddim', guides: [active('controlnet', await fixedResiduals(64), range)] }),
  )

  it('of two guides add up, and reach every further pass', async () => {
    const halves = await fixedResiduals(64)
    const half: Guide = {
      inputs: async (...args) => {
        const { residuals } = (await halves.inputs?.(...args)) ?? {}
        return {
          residuals: {
            down: residuals?.down.map((one) => scale(one as Tensor, 0.5)) ?? [],
            mid: scale(residuals?.mid as Tensor, 0.5),
          },
        }
      },
    }
    const guides = [active('one', half), active('other', half)]
    const latents = await latentsOf({ scheduler: 'ddim', guides })
    expect(relativeError(latents, expected('residuals at all steps'))).toBeLessThan(tolerance)

    // A pass of its own at the same latents gives what the shared one gave.
    const repeated: Guide = {
      combine: async (noise, step) => {
        const again = await step.run('uncond', { latents: step.latents })
        expect(relativeError(again, await step.run('uncond'))).toBeLessThan(1e-5)
        return noise
      },
    }
    await latentsOf({ scheduler: 'ddim', guides: [active('controlnet', halves), active('again', repeated)] })
  })
})

describe('MultiDiffusion (Bar-Tal et al. 2023, arXiv:2302.08113): two views', () => {
  const twoViews: Guide = {
    views: (_, { height }): readonly View[] => [0, 4].map((left) => ({ top: 0, left, height, width: 8 })),
  }

  it.each<SchedulerId>(['ddim', 'dpm-solver++', 'pndm'])(
    'with %s, whose state each view keeps',
    (scheduler) =>
      expectMatch(`two views, ${scheduler}`, {
        scheduler,
        width: 96,
        guides: [active('views', twoViews)],
      }),
  )

  it('combines with residuals and with a picture that is masked', async () => {
    const networks = await tiny.open('tiny-vae')
    const text = { version: 1, checkpoint: 'tiny-vae', prompt: 'a tree in the snow', seed: 11, steps: 4 }
    const area = { width: 96, height: 64 }
    const recipe = parseRecipe(
      { ...text, ...area, scheduler: 'euler-ancestral', image: 'picture', mask: 'mask' },
      guideMetas,
    )
    const grey = {
      ...area,
      data: new Uint8ClampedArray(96 * 64 * 4).fill(128).map((v, at) => (at % 4 === 3 ? 255 : v)),
    }
    const half = {
      ...area,
      data: new Uint8ClampedArray(96 * 64 * 4).map((_, at) =>
        Math.floor(at / 4) % 96 < 48 || at % 4 === 3 ? 255 : 0,
      ),
    }
    const run = async (...more: readonly PlannedGuide[]) => {
      const guides = [
        await ours('inpaint', {}),
        await ours('classifier-free', { scale: 6, rescale: 0 }),
        ...more,
      ]
      return runGuides({ recipe, images: { picture: grey, mask: half } }, guides, networks)
    }
    const views = active('views', twoViews)
    const residuals = active('controlnet', await fixedResiduals(64), [0, 0.5])
    const [plain, viewed, all] = [await run(), await run(views), await run(views, residuals)]
    expect(relativeError(viewed.latents, plain.latents)).toBeGreaterThan(0.05)
    expect(relativeError(all.latents, viewed.latents)).toBeGreaterThan(0.05)
    expect(all.latents.data.every(Number.isFinite)).toBe(true)
    // Outside of the mask the end is the picture's own latents, whatever ran inside.
    const outside = (latents: Tensor) => latents.data.filter((_, at) => at % 12 >= 6)
    expect(outside(all.latents)).toEqual(outside(plain.latents))
    expect(all.pixels.data.subarray(4 * 80, 4 * 90)).toEqual(grey.data.subarray(4 * 80, 4 * 90))
  })
})

describe('the loop', () => {
  it('refuses views for a part of the steps', async () => {
    const cut: Guide = { views: (_, { height }) => [{ top: 0, left: 0, height, width: 8 }] }
    const guides = [active('one', cut, [0, 0.5])]
    await expect(latentsOf({ scheduler: 'ddim', guides })).rejects.toThrow(/for all steps/)
  })

  it('hands beforeStep the latents of each step, and takes them moved', async () => {
    const seen: number[] = []
    const mover: Guide = {
      beforeStep: async (latents, step) => {
        seen.push(step.index)
        expect(latents).toBe(step.latents)
        return scale(latents, 1.3)
      },
    }
    const moved = await latentsOf({ scheduler: 'ddim', guides: [active('mover', mover, [0.25, 0.75])] })
    expect(seen).toEqual([1, 2])
    expect(relativeError(moved, await latentsOf({ scheduler: 'ddim' }))).toBeGreaterThan(0.05)
  })

  it('disposes of every guide, after a failure too', async () => {
    const ended: string[] = []
    const ending = (id: string, fails: boolean): PlannedGuide =>
      active(id, {
        combine: async (noise) => {
          if (fails) throw new Error('It fails.')
          return noise
        },
        dispose: () => ended.push(id),
      })
    await expect(
      latentsOf({ scheduler: 'ddim', guides: [ending('one', false), ending('two', true)] }),
    ).rejects.toThrow('It fails.')
    expect(ended).toEqual(['one', 'two'])
  })
})
