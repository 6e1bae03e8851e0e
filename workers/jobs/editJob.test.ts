// One edit from its recipe to its pixels: what is told on the way, what ends it early, and what is refused before a network runs.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { englishOf } from '../../src/shared/message'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { tensor, zeros } from '../tensor/tensor'
import { runEdit, runGuides, setUp, type EditHooks, type ShownPicture } from './editJob'
import { pipelineImages } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'
import type { Networks } from './networks'
import { planGuides, withImpliedGuides } from './planGuides'

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

const plain = {
  version: 2,
  checkpoint: 'tiny-vae',
  prompt: 'a red cat',
  scheduler: 'ddim',
  steps: 3,
  width: 64,
  height: 64,
}
const edited = { ...plain, image: 'picture', strength: 1 }
const recipeOf = (recipe: object) => parseRecipe(recipe, guideMetas)

async function run(recipe: object, hooks: EditHooks = {}, change: Partial<Networks> = {}) {
  const parsed = recipeOf(recipe)
  const networks = await tiny.open(parsed.checkpoint)
  const changed = Object.assign(Object.create(networks) as Networks, change)
  return runEdit({ recipe: parsed, images: pipelineImages }, changed, hooks)
}

describe('an edit', () => {
  it('tells its stages in their order, each step, and the recipe with the guides that it implies', async () => {
    const seen: unknown[] = []
    const { recipe, notes, latents } = await run(edited, {
      onStage: (stage) => seen.push(stage),
      onStep: ({ index, count }, { region }) => void seen.push([index, count, region]),
    })
    const place = { left: 0, top: 0, width: 64, height: 64 }
    expect(seen).toEqual(['encoding', 'denoising', [0, 3, place], [1, 3, place], [2, 3, place], 'decoding'])
    expect(recipe.guides.map(({ id }) => id)).toEqual(['image-to-image', 'classifier-free'])
    expect(notes).toEqual([])
    expect(latents.shape).toEqual([1, 4, 8, 8])
  })

  it('decodes a step for whoever wants to see it', async () => {
    const shapes: (readonly number[])[] = []
    await run(plain, {
      onStep: async ({ original }, { region, decode }) => {
        expect(region).toBeUndefined()
        shapes.push((await decode(original)).shape)
      },
    })
    expect(shapes).toEqual([1, 2, 3].map(() => [1, 3, 64, 64]))
  })

  it('ends after the step that runs once it is told to stop, with the estimate that is there', async () => {
    const stop = new AbortController()
    const estimates: unknown[] = []
    const { latents, notes } = await run(plain, {
      stop: stop.signal,
      onStep: ({ index, original }) => {
        estimates.push(original)
        if (index === 1) stop.abort()
      },
    })
    expect(estimates).toHaveLength(2)
    expect(latents).toBe(estimates[1])
    expect(notes.map(englishOf)).toEqual([expect.stringContaining('2 of 3')])
  })

  it('that is told to stop in its last step ends as it would', async () => {
    const stop = new AbortController()
    const { notes, latents } = await run(plain, {
      stop: stop.signal,
      onStep: ({ index }) => {
        if (index === 2) stop.abort()
      },
    })
    expect(notes).toEqual([])
    expect(latents).toEqual((await run(plain)).latents)
  })

  it.each(['encoding', 'denoising', 'decoding'] as const)('ends as cancelled while it is %s', async (at) => {
    const cancel = new AbortController()
    const later: string[] = []
    const ended = run(plain, {
      signal: cancel.signal,
      onStage: (stage) => {
        later.push(stage)
        if (stage === at) cancel.abort()
      },
    })
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' })
    expect(later.at(-1)).toBe(at)
  })

  it('has no network run once it is cancelled before its first', async () => {
    const encodeText = vi.fn(() => Promise.reject(new Error('A text was encoded.')))
    const ended = run(plain, { signal: AbortSignal.abort() }, { encodeText })
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' })
    expect(encodeText).not.toHaveBeenCalled()
  })

  it('disposes of its guides, whether it ends or fails', async () => {
    for (const fails of [false, true]) {
      const recipe = withImpliedGuides(recipeOf(plain), (await tiny.open('tiny-vae')).traits)
      const networks = await tiny.open('tiny-vae')
      const dispose = vi.fn()
      const planned = (await planGuides(recipe, networks)).map((each) => ({
        ...each,
        definition: {
          ...each.definition,
          create: async (...given: Parameters<typeof each.definition.create>) => ({
            ...(await each.definition.create(...given)),
            dispose,
          }),
        },
      }))
      const hooks = {
        onStep: () => {
          if (fails) throw new RangeError('no')
        },
      }
      const ended = runGuides({ recipe, images: {} }, planned, networks, hooks)
      if (fails) await expect(ended).rejects.toThrow('no')
      else await ended
      expect(dispose).toHaveBeenCalledTimes(planned.length)
    }
  })

  it('begins with what the networks have to say, and says nothing twice', async () => {
    const said = ['An add-on does not fit.', 'An add-on does not fit.', 'None of the 3 steps']
    const { notes } = await run(plain, {}, { notes: said.slice(1) })
    expect(notes.map(englishOf)).toEqual(said.slice(1))
    const idle = { ...plain, guides: [{ id: 'classifier-free', range: [0.4, 0.6] }] }
    const [note] = (await run(idle)).notes
    expect((await run(idle, {}, { notes: [note!] })).notes).toEqual([note])
  })

  it('says of each guide that acts in no step that it does not, and of how many steps', async () => {
    const range = [0.4, 0.6]
    const idle = {
      ...plain,
      guides: [
        { id: 'classifier-free', range },
        { id: 'dynamic-thresholding', range },
      ],
    }
    const { notes } = await run(idle)
    expect(notes).toMatchObject(
      ['classifier-free', 'dynamic-thresholding'].map((guide) => ({
        id: 'jobs.idleGuide',
        values: { count: 3, guide },
      })),
    )
    const half = [{ id: 'classifier-free', range: [0, 0.5] }]
    expect((await run({ ...plain, guides: half })).notes).toEqual([])
    // Of the steps that the strength leaves.
    const early = [{ id: 'classifier-free', range: [0, 0.3] }]
    expect((await run({ ...edited, strength: 0.7, guides: early })).notes).toMatchObject([
      { values: { count: 2 } },
    ])
  })

  it('of which the strength leaves nothing is the picture, and no step is run', async () => {
    const onStep = vi.fn()
    const { notes, pixels } = await run({ ...edited, strength: 0.1 }, { onStep })
    expect(notes).toMatchObject([{ id: 'jobs.nothingToRun' }])
    expect(pixels).toBe(pipelineImages['picture'])
    expect(onStep).not.toHaveBeenCalled()
  })

  it('has the noise levels that its recipe asks for', async () => {
    const levels = async (sigmas?: string) => {
      const recipe = recipeOf({ ...plain, scheduler: 'euler', steps: 6, ...(sigmas && { sigmas }) })
      return [...setUp({ recipe, images: {} }, await tiny.open('tiny-vae'), {}).scheduler.timesteps]
    }
    expect(await levels('karras')).not.toEqual(await levels())
  })

  it('is enlarged by the network that its recipe names, and tells how far it is', async () => {
    const seen: unknown[] = []
    const enlarge: Networks['enlarge'] = async (id, { width, height }, onPart) => {
      seen.push([id, width, height])
      onPart?.(1, 2)
      return { width: 2 * width, height: 2 * height, data: new Uint8ClampedArray(16 * width * height) }
    }
    const onStage: EditHooks['onStage'] = (stage, part) => {
      if (part) seen.push([stage, part])
    }
    const { pixels } = await run({ ...plain, upscaler: 'sharp', enlarge: 2 }, { onStage }, { enlarge })
    expect(seen).toEqual([
      ['sharp', 64, 64],
      ['enlarging', { step: 1, steps: 2 }],
    ])
    expect([pixels.width, pixels.height]).toEqual([128, 128])
    // Nobody has to listen.
    expect((await run({ ...plain, upscaler: 'sharp', enlarge: 2 }, {}, { enlarge })).pixels).toEqual(pixels)
  })

  it('of the picture that a person gave shows what guides show where that lies', async () => {
    const shown: ShownPicture[] = []
    const request = { recipe: recipeOf(edited), images: pipelineImages }
    const { environmentOf } = setUp(request, await tiny.open('tiny-vae'), {
      onShow: (one) => shown.push(one),
    })
    const picture = zeros([1, 1, 64, 64])
    environmentOf('mine').show('Hint', picture, { changes: true })
    const region = { left: 0, top: 0, width: 64, height: 64 }
    expect(shown).toEqual([{ key: 'mine', name: 'Hint', picture, region, changes: true }])
    const unseen = setUp(request, await tiny.open('tiny-vae'), {}).environmentOf('mine')
    expect(() => unseen.show('Hint', picture)).not.toThrow()
  })

  it('runs on the scheduler’s own file where it instructs, and on the corrected one elsewhere', async () => {
    const odd = {
      _class_name: 'DDIMScheduler',
      steps_offset: 0,
      clip_sample: true,
      num_train_timesteps: 1000,
    }
    const scheduledBy = async (checkpoint: string) => {
      const networks = await tiny.open(checkpoint)
      const changed = Object.assign(Object.create(networks) as Networks, { schedulerConfig: odd })
      const recipe = recipeOf({ ...edited, checkpoint, scheduler: undefined })
      const { scheduler, notes } = setUp({ recipe, images: pipelineImages }, changed, {})
      return { last: scheduler.timesteps.at(-1), notes: notes.length }
    }
    expect(await scheduledBy('instruct')).toEqual({ last: 0, notes: 0 })
    expect(await scheduledBy('sdxl')).toEqual({ last: 0, notes: 0 })
    expect(await scheduledBy('tiny-vae')).toEqual({ last: 1, notes: 1 })
  })
})

describe('an edit is refused before any network runs', () => {
  const noRun = { encodeText: () => Promise.reject(new Error('A text was encoded.')) }

  it.each(['', '  '])('where an instruction is missing: "%s"', async (prompt) => {
    const empty = { ...plain, checkpoint: 'instruct', image: 'picture', prompt }
    await expect(run(empty, {}, noRun)).rejects.toMatchObject({ report: { id: 'jobs.emptyInstruction' } })
    const beside = { ...empty, guides: [{ id: 'instruct-pix2pix' }, { id: 'dynamic-thresholding' }] }
    await expect(run(beside, {}, noRun)).rejects.toMatchObject({ report: { id: 'jobs.emptyInstruction' } })
    await expect(run({ ...empty, prompt: 'make it blue' })).resolves.toBeDefined()
    // A prompt may be empty.
    await expect(run({ ...plain, prompt })).resolves.toBeDefined()
  })

  it('where its size is not of whole latent pixels', async () => {
    await expect(run({ ...plain, width: 72 }, {}, { ...noRun, scaleFactor: 16 })).rejects.toMatchObject({
      report: { id: 'jobs.notWholeLatents', values: { width: 72, height: 64, multiple: 16 } },
    })
  })

  it('where its noise is of another size', async () => {
    const networks = await tiny.open('tiny-vae')
    const recipe = recipeOf(plain)
    const noise = tensor(new Float32Array(4 * 4 * 8), [1, 4, 4, 8])
    await expect(runEdit({ recipe, images: {}, noise }, networks)).rejects.toMatchObject({
      report: { id: 'jobs.otherNoise', values: { given: '1, 4, 4, 8', wanted: '1, 4, 8, 8' } },
    })
  })
})

it('noise that is given takes the place of the seed’s', async () => {
  const networks = await tiny.open('tiny-vae')
  const noise = tensor(
    Float32Array.from({ length: 256 }, (_, at) => Math.sin(at)),
    [1, 4, 8, 8],
  )
  const of = async (seed: number, given?: typeof noise) =>
    (
      await runEdit(
        { recipe: recipeOf({ ...plain, seed }), images: {}, ...(given && { noise: given }) },
        networks,
      )
    ).latents
  expect(await of(1, noise)).toEqual(await of(2, noise))
  expect(await of(1, noise)).not.toEqual(await of(1))
})
