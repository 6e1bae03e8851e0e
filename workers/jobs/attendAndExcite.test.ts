// Attend-and-Excite against diffusers (tools/reference/attend_and_excite.py), and beside other guides.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GuideValues } from '../../src/shared/guideFields'
import { parseRecipe, type SchedulerId } from '../../src/shared/recipe'
import type { AttentionLoss, LossGradient } from '../diffusion/attentionLoss'
import type { Denoiser } from '../diffusion/denoiser'
import type { Guide } from '../diffusion/guide'
import { guideMetas } from '../guidance/list'
import { openCheckpoint } from '../models/checkpoint'
import { checkpointTree } from '../models/fixtures/editedTree.node'
import { residualShapes } from '../models/unetGraph'
import { sizeOf, tensor, type Tensor } from '../tensor/tensor'
import type { CheckpointNetworks } from './checkpointNetworks'
import { runGuides, type ShownPicture } from './editJob'
import { relativeError } from './fixtures/pipelineCases.node'
import { planGuides, type PlannedGuide } from './planGuides'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

/** Of the largest number of the latents. */
const tolerance = 1e-3

interface Written {
  readonly name: string
  readonly losses: readonly number[]
  readonly shape: readonly number[]
  readonly latents: string
}
const written = JSON.parse(
  readFileSync(new URL('fixtures/attendAndExcite.json', import.meta.url), 'utf8'),
) as readonly Written[]

const values: GuideValues = {
  words: ['ball', 'car'],
  strength: 40,
  until: 0.5,
  goals: [
    { at: 0, attention: 0.0035 },
    { at: 0.25, attention: 0.98 },
  ],
}

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

interface Run {
  readonly scheduler?: SchedulerId
  readonly width?: number
  readonly prompt?: string
  /** Of the guide; without, it is left out. */
  readonly values?: GuideValues | undefined
  readonly beside?: Guide
}

async function run({
  scheduler = 'ddim',
  width = 64,
  prompt = 'a red ball and a blue car',
  values,
  beside,
}: Run) {
  const networks = await tiny.open('tiny-vae')
  const recipe = parseRecipe(
    {
      version: 2,
      checkpoint: 'tiny-vae',
      prompt,
      seed: 11,
      steps: 4,
      width,
      height: 64,
      scheduler,
      guides: [
        { id: 'classifier-free', values: { scale: 6, rescale: 0 } },
        ...(values ? [{ id: 'attend-and-excite', values }] : []),
      ],
    },
    guideMetas,
  )
  const seen: { loss: AttentionLoss; result: LossGradient }[] = []
  const shown: ShownPicture[] = []
  const planned = [...(await planGuides(recipe, networks)), ...(beside ? [asPlanned(beside)] : [])]
  const hooks = { onShow: (one: ShownPicture) => void shown.push(one) }
  const { latents } = await runGuides({ recipe, images: {} }, planned, watched(networks, seen), hooks)
  return { latents, seen, shown, losses: seen.map(({ result }) => result.loss) }
}

/** A guide of a test, as one that a recipe uses. */
function asPlanned(guide: Guide): PlannedGuide {
  const meta = { id: 'beside', label: '', summary: '', paper: '', role: 'addition', fields: {} } as const
  return {
    use: { id: 'beside', key: 'beside', values: {}, range: [0, 1] },
    definition: { meta, create: async () => guide },
  }
}

/** The networks, with a note of each gradient that is asked for. */
function watched(
  networks: CheckpointNetworks,
  seen: { loss: AttentionLoss; result: LossGradient }[],
): CheckpointNetworks {
  const denoiser = networks.unet()
  const unet = (): Denoiser => ({
    run: denoiser.run,
    async gradient(call, signal) {
      const result = await denoiser.gradient(call, signal)
      seen.push({ loss: call.loss, result })
      return result
    },
  })
  return Object.create(networks, { unet: { value: unet } }) as CheckpointNetworks
}

describe('Attend-and-Excite (Chefer et al. 2023, arXiv:2301.13826)', () => {
  it.each<readonly [name: string, run: Run]>([
    ['ddim', {}],
    ['ddim, wide', { width: 96 }],
    ['dpm-solver++', { scheduler: 'dpm-solver++' }],
    ["the paper's, ddim", {}],
    ['euler', { scheduler: 'euler' }],
  ])('gives the losses and the latents of the reference "%s"', async (name, options) => {
    const { losses, shape, latents: data } = written.find((one) => one.name === name)!
    const expected: Tensor = tensor(
      new Float32Array(new Uint8Array(Buffer.from(data, 'base64')).buffer),
      shape,
    )
    const found = await run({ ...options, values })
    const error = relativeError(found.latents, expected)
    console.log(`${name}: latents ${error.toExponential(1)}, ${found.losses.length} passes`)
    expect(error).toBeLessThan(tolerance)
    // diffusers looks at the first latents of a goal twice, and at every step, whether it moves them or not.
    const once = losses.filter((loss, at) => loss !== losses[at - 1]).slice(0, found.losses.length)
    found.losses.forEach((loss, at) => expect(Math.abs(loss - once[at]!)).toBeLessThan(1e-5))
    // A goal that was reached, one that was not, and the moves of two steps.
    expect(found.losses.length).toBeGreaterThan(22)
    expect(relativeError((await run(options)).latents, expected)).toBeGreaterThan(50 * tolerance)
  })

  it('says what is wrong', async () => {
    await expect(run({ values: { ...values, words: [] } })).rejects.toThrow(
      /needs its setting "words", which is empty/,
    )
    await expect(run({ values: { ...values, words: ['dog'] } })).rejects.toThrow(/^The word "dog" is not in/)
    const long = `${'the '.repeat(14)}ball`
    await expect(run({ prompt: long, values: { ...values, words: ['ball'] } })).rejects.toThrow(
      /^A chosen word is token 17 of the prompt, beyond/,
    )
  })

  it('takes what other guides give the UNet into account', async () => {
    const { config } = (await openCheckpoint(checkpointTree('tiny-vae'))).unet
    const residuals: Guide = {
      inputs: async ({ sample: { shape } }) => {
        const size = { batch: 1, height: shape[2]!, width: shape[3]! }
        const { down, mid } = residualShapes(config, size)
        const filled = (of: readonly number[]) => tensor(new Float32Array(sizeOf(of)).fill(0.5), of)
        return { residuals: { down: down.map(filled), mid: filled(mid) } }
      },
    }
    const [alone, together] = [await run({ values }), await run({ values, beside: residuals })]
    const first = (of: typeof alone) => of.seen[0]!.result.gradient
    expect(relativeError(first(together), first(alone))).toBeGreaterThan(50 * tolerance)
  })

  it('shows where each word is seen', async () => {
    const { shown } = await run({ values })
    expect(new Set(shown.map(({ name }) => name))).toEqual(new Set(['ball', 'car']))
    for (const { picture, changes } of shown) {
      expect(picture.shape).toEqual([1, 1, 64, 64])
      // The canvas shows it while the edit runs.
      expect(changes).toBe(true)
      expect(Math.max(...picture.data)).toBeLessThanOrEqual(1)
    }
  })

  it('computes no gradient once none is used', async () => {
    const { seen } = await run({ values: { ...values, goals: [], until: 0.25 } })
    expect(seen).toHaveLength(1)
    expect((await run({ values: { ...values, strength: 0 } })).seen).toHaveLength(0)
  })
})
