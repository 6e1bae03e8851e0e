import { describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import { parseRecipe } from '../../src/shared/recipe'
import { checkUses, type ChannelFacts } from '../../src/shared/guidePlan'
import type { GuideEnvironment } from '../diffusion/environment'
import type { Guide } from '../diffusion/guide'
import type { Step } from '../diffusion/step'
import type { GuideDefinition } from '../guidance/defineGuide'
import { guideMetas } from '../guidance/list'
import { tensor, zeros } from '../tensor/tensor'
import { createGuides, disposeOf, planGuides, withImpliedGuides } from './planGuides'

const traits = (inChannels: number): ChannelFacts => ({ inChannels, latentChannels: 4 })
const recipe = (settings: object) =>
  parseRecipe({ version: 1, checkpoint: 'any', prompt: 'a cat', ...settings }, guideMetas)
const implied = (settings: object, channels = 4) =>
  withImpliedGuides(recipe(settings), traits(channels)).guides.map(({ id }) => id)

const picture = { image: 'in.png' }
const masked = { ...picture, mask: 'mask.png' }

describe('a recipe implies', () => {
  it.each<[string, object, number, readonly string[]]>([
    ['guidance by the prompt', {}, 4, ['classifier-free']],
    ['InstructPix2Pix for a UNet of 8 channels', picture, 8, ['instruct-pix2pix']],
    ['image-to-image for a picture', picture, 4, ['image-to-image', 'classifier-free']],
    ['inpainting for a mask', masked, 4, ['inpaint', 'classifier-free']],
    ['inpainting for a mask and 9 channels', masked, 9, ['inpaint', 'classifier-free']],
    ['a mask for InstructPix2Pix too', masked, 8, ['inpaint', 'instruct-pix2pix']],
    [
      'both for a mask and a strength',
      { ...masked, strength: 0.5 },
      4,
      ['image-to-image', 'inpaint', 'classifier-free'],
    ],
    ['pure noise at strength 1 of a mask', { ...masked, strength: 1 }, 4, ['inpaint', 'classifier-free']],
    [
      'image-to-image at strength 1 of a picture',
      { ...picture, strength: 1 },
      4,
      ['image-to-image', 'classifier-free'],
    ],
    [
      'a noised picture for InstructPix2Pix',
      { ...picture, strength: 0.5 },
      8,
      ['image-to-image', 'instruct-pix2pix'],
    ],
  ])('%s', (_, settings, channels, ids) => expect(implied(settings, channels)).toEqual(ids))

  it('nothing that it names itself, whose values it keeps', () => {
    const named = { guides: [{ id: 'classifier-free', values: { scale: 3 }, range: [0, 0.5] }] }
    const { guides } = withImpliedGuides(recipe({ ...named, ...masked }), traits(4))
    expect(guides).toEqual([
      { id: 'inpaint', key: 'inpaint', values: {}, range: [0, 1] },
      {
        id: 'classifier-free',
        key: 'classifier-free',
        values: { scale: 3, rescale: 0 },
        range: [0, 0.5],
      },
    ])
  })
})

describe('guides that cannot run are refused in words', () => {
  const refusal = (settings: object, channels: number) => {
    const parsed = recipe(settings)
    try {
      const { guides } = withImpliedGuides(parsed, traits(channels))
      checkUses(guides, parsed, traits(channels), guideMetas)
    } catch (error) {
      if (error instanceof PalimpsestError) return error
      throw error
    }
    throw new Error('It was not refused.')
  }
  const use = (...ids: readonly string[]) => ({ guides: ids.map((id) => ({ id })) })

  it.each<[string, object, number, RegExp]>([
    ['one twice', use('classifier-free', 'classifier-free'), 4, /"classifier-free" twice/],
    [
      'two base guidances',
      { ...picture, ...use('classifier-free', 'instruct-pix2pix') },
      8,
      /exclude each other/,
    ],
    ['one that needs a picture', use('image-to-image'), 4, /needs a picture/],
    ['one that needs a mask', { ...picture, ...use('inpaint') }, 4, /needs a mask/],
    [
      'one for another UNet',
      { ...picture, ...use('instruct-pix2pix') },
      4,
      /takes 8 channels; this one takes 4/,
    ],
    ['a depth map, which its UNet implies', picture, 5, /needs its setting "depth"/],
    ['none for the channels of the UNet', picture, 9, /9 channels, which the guide "inpaint" fills/],
    ['InstructPix2Pix without a picture', {}, 8, /needs a picture/],
    [
      'an inversion with a sampler that draws noise',
      { ...picture, scheduler: 'euler-ancestral', ...use('ddim-inversion') },
      4,
      /"ddim-inversion" inverts the picture, and the sampler "euler-ancestral" draws noise/,
    ],
    [
      'an inversion with noise of its own at each step',
      {
        ...picture,
        scheduler: 'ddim',
        eta: 0.5,
        guides: [{ id: 'pix2pix-zero', values: { source: 'cat', target: 'dog' } }],
      },
      4,
      /"pix2pix-zero" inverts the picture, and with eta 0.5 noise is drawn/,
    ],
    ['none that there is', picture, 6, /no guide fills the ones after its 4/],
  ])('%s', (_, settings, channels, sentence) => {
    const error = refusal(settings, channels)
    expect(error.message).toMatch(sentence)
    expect(error.hint).not.toBe('')
  })
})

describe('a sampler that draws noise', () => {
  const changed = { id: 'pix2pix-zero', values: { source: 'cat', target: 'dog' } }
  const plan = (settings: object, schedulerConfig: unknown) =>
    planGuides(withImpliedGuides(recipe(settings), traits(4)), { traits: traits(4), schedulerConfig })

  it('is refused where it is the checkpoint’s own', async () => {
    const settings = { ...picture, guides: [changed] }
    await expect(plan(settings, { _class_name: 'EulerAncestralDiscreteScheduler' })).rejects.toThrow(
      /the sampler "euler-ancestral" draws noise/,
    )
    await expect(plan(settings, { _class_name: 'EulerDiscreteScheduler' })).resolves.toBeDefined()
    await expect(plan(settings, {})).resolves.toBeDefined()
  })

  it('makes a new picture all the same, which nothing is inverted for', async () => {
    await expect(plan({ scheduler: 'euler-ancestral', guides: [changed] }, {})).resolves.toBeDefined()
  })
})

describe('the guides of a recipe', () => {
  it('are read with their uses, once all that they require is there', async () => {
    const parsed = withImpliedGuides(recipe({ guides: [{ id: 'dynamic-thresholding' }] }), traits(4))
    const planned = await planGuides(parsed, { traits: traits(4), schedulerConfig: {} })
    expect(planned.map(({ use, definition }) => [use, definition.meta.id])).toEqual([
      [parsed.guides[0], 'classifier-free'],
      [parsed.guides[1], 'dynamic-thresholding'],
    ])
    await expect(
      planGuides(recipe({ guides: [{ id: 'inpaint' }] }), { traits: traits(4), schedulerConfig: {} }),
    ).rejects.toThrow(/needs a picture/)
  })

  const plan = (guide: Guide | Error, more: object = {}) => ({
    use: { id: 'paint', key: 'paint-2', values: { much: 3 }, range: [0, 0.5] as const, ...more },
    definition: {
      meta: { role: 'addition' },
      create: async (...given: unknown[]) => {
        created.push(given)
        if (guide instanceof Error) throw guide
        return guide
      },
    } as unknown as GuideDefinition,
  })
  let created: unknown[][] = []
  const environmentOf = (key: string) =>
    ({
      key,
      latentShape: [1, 4, 1, 2],
      pictureMask: (name: string) => tensor(Float32Array.of(name === 'left' ? 1 : 0, 0), [1, 1, 1, 2]),
    }) as unknown as GuideEnvironment

  it('are made of their values, each in an environment of its own, and act where and when their uses say', async () => {
    created = []
    const combine = async () => tensor(Float32Array.of(5, 5), [1, 1, 1, 2])
    const [whole, masked] = await createGuides(
      [plan({ combine }), plan({ combine }, { key: 'masked', mask: 'left' })],
      environmentOf,
    )
    expect(created.map(([values, env]) => [values, (env as GuideEnvironment).key])).toEqual([
      [{ much: 3 }, 'paint-2'],
      [{ much: 3 }, 'masked'],
    ])
    expect(whole).toEqual({
      id: 'paint',
      key: 'paint-2',
      role: 'addition',
      guide: { combine },
      range: [0, 0.5],
    })
    const step = { view: { top: 0, left: 0, height: 1, width: 2 } } as Step
    const combined = await masked!.guide.combine!(zeros([1, 1, 1, 2]), step)
    expect([...combined.data]).toEqual([5, 0])
  })

  it('are refused a mask where they act before the first step only', async () => {
    const views: Guide = { views: (given) => given }
    await expect(createGuides([plan(views, { mask: 'left' })], environmentOf)).rejects.toThrow(/"paint"/)
    expect(await createGuides([plan(views)], environmentOf)).toHaveLength(1)
  })

  it('are disposed of, also where a later one cannot be made', async () => {
    let disposed = 0
    const one: Guide = { dispose: () => void disposed++ }
    const failing = createGuides([plan(one), plan({}), plan(new Error('No network.'))], environmentOf)
    await expect(failing).rejects.toThrow('No network.')
    expect(disposed).toBe(1)
    disposeOf(await createGuides([plan(one), plan({}), plan(one)], environmentOf))
    expect(disposed).toBe(3)
  })
})
