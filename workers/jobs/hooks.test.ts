// The hooks suffice for what comes: four techniques that are no guides of ours yet, each written as a small one, against
// diffusers' own pipelines (tools/reference/hooks.py). Nothing of the loop knows of them.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GuideValues } from '../../src/shared/guideFields'
import { parseRecipe, type SchedulerId } from '../../src/shared/recipe'
import { withBranch } from '../diffusion/conditioning'
import type { GuideMeta } from '../../src/shared/guideMeta'
import type { Guide } from '../diffusion/guide'
import type { View } from '../diffusion/views'
import { nearestDownsample } from '../guidance/inpaint/nearestDownsample'
import { guideMetas, guides as listed } from '../guidance/list'
import { lerpBy } from '../tensor/broadcast'
import { residualShapes } from '../models/unetGraph'
import { openCheckpoint } from '../models/checkpoint'
import { add, combineLinear, scale, subtract } from '../tensor/arithmetic'
import { sizeOf, tensor, zeros, type Tensor } from '../tensor/tensor'
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

describe('SEGA (Brack et al. 2023, arXiv:2301.12247): further branches, and a memory of its own', () => {
  interface Concept {
    readonly text: string
    readonly scale: number
    readonly threshold: number
    readonly weight: number
    readonly warmup: number
    readonly cooldown: number
  }
  const concepts: readonly Concept[] = [
    { text: 'a smiling face', scale: 5, threshold: 0.6, weight: 1, warmup: 0, cooldown: 99 },
    // A negative scale turns the direction round.
    { text: 'a green house', scale: -4, threshold: 0.8, weight: 2, warmup: 2, cooldown: 3 },
  ]

  /** Quantile with linear interpolation, as torch.quantile. */
  function quantile(values: Float32Array, share: number): number {
    const sorted = values.toSorted()
    const at = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number]
    return below + (at - Math.floor(at)) * (above - below)
  }

  /** Of each channel only what lies above its own quantile. */
  function strongest(x: Tensor, share: number): Tensor {
    const area = (x.shape[2] ?? 0) * (x.shape[3] ?? 0)
    const data = new Float32Array(x.data.length)
    for (let from = 0; from < data.length; from += area) {
      const channel = x.data.subarray(from, from + area)
      const limit = quantile(channel.map(Math.abs), share)
      data.set(
        channel.map((value) => (Math.abs(value) >= limit ? value : 0)),
        from,
      )
    }
    return tensor(data, x.shape)
  }

  function sega(): Guide {
    const [momentumScale, beta] = [0.3, 0.6]
    let momentum: Tensor | undefined
    return {
      condition: async (conditioning) => {
        let all = conditioning
        for (const { text } of concepts) all = withBranch(all, text, await conditioning.encode(text))
        return all
      },
      combine: async (noise, step) => {
        const uncond = await step.run('uncond')
        const edits = await Promise.all(
          concepts.map(async ({ text, scale: strength, threshold, weight, cooldown }) => {
            if (step.index >= cooldown) return { weight: 0, direction: zeros(noise.shape) }
            const direction = scale(subtract(await step.run(text), uncond), strength)
            return { weight, direction: strongest(direction, threshold) }
          }),
        )
        const ready = edits.filter((_, at) => step.index >= (concepts[at] as Concept).warmup)
        const terms = edits.map(({ weight, direction }) => [weight, direction] as const)
        const sum = combineLinear([...terms, [momentumScale, (momentum ??= zeros(noise.shape))]])
        momentum = combineLinear([
          [beta, momentum],
          [1 - beta, sum],
        ])
        if (ready.length === edits.length) return add(noise, sum)
        if (ready.length === 0) return noise
        const total = ready.reduce((weights, { weight }) => weights + weight, 0)
        return combineLinear([
          [1, noise],
          ...ready.map(({ weight, direction }) => [weight / total, direction] as const),
        ])
      },
    }
  }

  it.each<SchedulerId>(['ddim', 'euler'])('with %s', (scheduler) =>
    expectMatch(`sega, ${scheduler}`, { scheduler, guides: [active('sega', sega())] }),
  )
})

describe('Self-Attention Guidance (Hong et al. 2023, arXiv:2210.00939): a tap, and a further pass', () => {
  const tap = 'mid_block.attentions.0.transformer_blocks.0.attn1'

  /** Keys that get more than their share of attention, at the size of the latents. */
  function attended(attention: Tensor, latents: Tensor): Tensor {
    const [, heads = 0, queries = 0, keys = 0] = attention.shape
    const received = new Float32Array(keys)
    attention.data.forEach((value, at) => (received[at % keys] = (received[at % keys] ?? 0) + value / heads))
    expect(queries).toBe(keys)
    const side = Math.sqrt(keys)
    const mask = tensor(
      received.map((share) => (share > 1 ? 1 : 0)),
      [1, 1, side, side],
    )
    return nearestDownsample(mask, latents.shape[2] ?? 0, latents.shape[3] ?? 0)
  }

  /** Gaussian of 9x9 pixels with sigma 1, the border reflected. */
  function blur(x: Tensor): Tensor {
    const [, , height = 0, width = 0] = x.shape
    const weights = Array.from({ length: 9 }, (_, at) => Math.exp(-((at - 4) ** 2) / 2))
    const sum = weights.reduce((a, b) => a + b)
    const reflect = (at: number, extent: number) => (at < 0 ? -at : at >= extent ? 2 * extent - 2 - at : at)
    const pass = (data: Float32Array, index: (y: number, x: number, k: number) => number) =>
      data.map((_, at) => {
        const plane = at - (at % (height * width))
        const [row, column] = [Math.floor((at % (height * width)) / width), at % width]
        return weights.reduce(
          (total, weight, k) => total + (weight / sum) * (data[plane + index(row, column, k - 4)] as number),
          0,
        )
      })
    const across = pass(x.data, (row, column, k) => row * width + reflect(column + k, width))
    return tensor(
      pass(across, (row, column, k) => reflect(row + k, height) * width + column),
      x.shape,
    )
  }

  function selfAttentionGuidance(strength: number, branch: string): Guide {
    return {
      taps: (id) => (id === branch ? [tap] : []),
      combine: async (noise, step) => {
        const run = await step.runWithTaps(branch)
        const original = step.predictOriginal(run.noise)
        const mask = attended(run.taps.get(tap) as Tensor, original)
        const degraded = lerpBy(original, blur(original), mask)
        const latents = step.addNoise(degraded, run.noise)
        const worse = await step.run(branch, { latents })
        return combineLinear([
          [1, noise],
          [strength, run.noise],
          [-strength, worse],
        ])
      },
    }
  }

  it.each<SchedulerId>(['ddim', 'dpm-solver++'])('with %s', (scheduler) =>
    expectMatch(`self-attention guidance, ${scheduler}`, {
      scheduler,
      guides: [active('sag', selfAttentionGuidance(0.9, 'uncond'))],
    }),
  )

  it('without another guidance', () =>
    expectMatch('self-attention guidance alone, ddim', {
      scheduler: 'ddim',
      guidance: 1,
      guides: [active('sag', selfAttentionGuidance(0.9, 'cond'))],
    }))
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
            down: residuals?.down.map((one) => scale(one, 0.5)) ?? [],
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
