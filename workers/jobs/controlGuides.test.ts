// What ControlNets, adapters and depth maps refuse, leave alone, show and say.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { englishOf } from '../../src/shared/message'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import { perView } from '../diffusion/perView'
import { guideMetas } from '../guidance/list'
import { allFinite } from '../tensor/arithmetic'
import { tensor } from '../tensor/tensor'
import { runEdit, type ShownPicture } from './editJob'
import { controlPipelineImages } from './fixtures/controlPipelineCases.node'
import { relativeError } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

const grey = (width: number, height: number, level: number): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4).map((_, at) => (at % 4 === 3 ? 255 : level)),
})
const images = { ...controlPipelineImages, flat: grey(64, 64, 90), wide: grey(100, 40, 90) }

async function run(checkpoint: string, guides: readonly object[], settings: object = {}) {
  const sized = { version: 2, checkpoint, prompt: 'a tree', seed: 4, steps: 2, width: 64, height: 64 }
  const recipe = parseRecipe({ ...sized, scheduler: 'ddim', ...settings, guides }, guideMetas)
  const shown: ShownPicture[] = []
  const onShow = (picture: ShownPicture) => void shown.push(picture)
  return { ...(await runEdit({ recipe, images }, await tiny.open(checkpoint), { onShow })), shown }
}

const control = (values: object = {}, rest: object = {}) => ({
  id: 'controlnet',
  values: { network: 'controlnet', hint: 'lines', preprocessor: 'none', ...values },
  ...rest,
})
const adapter = (values: object = {}) => ({
  id: 't2i-adapter',
  values: { network: 'adapter-full', hint: 'lines', ...values },
})
const depth = (values: object) => ({ id: 'depth2image', values })

describe('refused in one sentence are', () => {
  it.each<[string, string, object, RegExp]>([
    [
      'a ControlNet that reads another text',
      'sd2',
      control(),
      /does not go with.*24 numbers a token, the checkpoint gives 16/,
    ],
    [
      'a ControlNet of other layers',
      'sd1',
      control({ network: 'controlnet-grey' }),
      /level 0 of the network has 2 layers, that of the checkpoint 1/,
    ],
    [
      'an adapter of other channels',
      'sd1',
      adapter({ network: 'adapter-light' }),
      /level 1 of the network has 16 channels, that of the checkpoint 8/,
    ],
    [
      'an adapter as a ControlNet',
      'sd1',
      control({ network: 'adapter-full' }),
      /"adapter-full" is no ControlNet/,
    ],
    [
      'a ControlNet as an adapter',
      'sd1',
      adapter({ network: 'controlnet' }),
      /"controlnet" is no T2I-Adapter/,
    ],
    ['no network', 'sd1', control({ network: '' }), /"controlnet" needs its setting "network"/],
    ['no hint', 'sd1', control({ hint: '' }), /"controlnet" needs its setting "hint"/],
    [
      'a hint that was not given',
      'sd1',
      adapter({ hint: 'nowhere' }),
      /picture "nowhere" that was not given/,
    ],
    ['no depth map', 'depth', depth({}), /"depth2image" needs its setting "depth"/],
    [
      'a depth map for another checkpoint',
      'sd1',
      depth({ depth: 'depth' }),
      /takes 5 channels; this one takes 4/,
    ],
    [
      'a mask that was not given',
      'sd1',
      control({}, { mask: 'nowhere' }),
      /picture "nowhere" that was not given/,
    ],
  ])('%s', async (_, checkpoint, guide, sentence) => {
    await expect(run(checkpoint, [guide])).rejects.toThrow(sentence)
  })

  it('a 5-channel checkpoint without a depth map, which its recipe implies', async () => {
    await expect(run('depth', [])).rejects.toThrow(/"depth2image" needs its setting "depth"/)
  })
})

describe('a network', () => {
  it('changes nothing at weight 0, outside of its range, and where its mask is black', async () => {
    const off = (await run('sd1', [])).latents
    const black = control({}, { mask: 'flat' })
    images.flat.data.forEach((_, at) => at % 4 !== 3 && (images.flat.data[at] = 0))
    for (const guide of [
      control({ weight: 0 }),
      control({}, { range: [0.9, 0.95] }),
      black,
      adapter({ weight: 0 }),
    ])
      expect((await run('sd1', [guide])).latents.data).toEqual(off.data)
    images.flat.data.set(grey(64, 64, 90).data)
    expect(relativeError((await run('sd1', [control()])).latents, off)).toBeGreaterThan(0.05)
  })

  it('shows the hint that it is given, after preprocessing, under its key', async () => {
    const guides = [control({ preprocessor: 'canny', hint: 'colours' }, { key: 'edges' })]
    const { shown } = await run('sd1', guides)
    expect(shown.map(({ key, name }) => [key, name])).toEqual([['edges', 'Hint']])
    const { data, shape } = shown[0]!.picture
    expect(shape).toEqual([1, 3, 64, 64])
    expect(new Set(data)).toEqual(new Set([0, 1]))
  })

  it('is read by its name unless told, and a hint is not read twice', async () => {
    const shownOf = async (values: object) => (await run('sd1', [control(values)])).shown[0]!.picture.data
    const lines = await shownOf({ preprocessor: 'none' })
    for (const name of ['canny', 'scribble']) {
      const network = `controlnet:${name}`
      expect(await shownOf({ network, preprocessor: 'auto' })).toEqual(lines)
      const photograph = { hint: 'colours', network }
      expect(await shownOf({ ...photograph, preprocessor: 'auto' })).toEqual(
        await shownOf({ ...photograph, preprocessor: name }),
      )
    }
    const [named, unnamed] = ['controlnet:canny', 'controlnet'].map((network) => ({
      hint: 'colours',
      network,
    }))
    expect(await shownOf({ ...named, preprocessor: 'auto' })).not.toEqual(
      await shownOf({ ...unnamed, preprocessor: 'auto' }),
    )
  })

  it('takes a hint of another shape as it is told to', async () => {
    const of = async (fit: string) => (await run('sd1', [control({ hint: 'wide', fit })])).shown[0]!.picture
    const black = ({ data }: { data: Float32Array }) =>
      data.filter((value) => value === 0).length / data.length
    expect(black(await of('stretch'))).toBe(0)
    expect(black(await of('crop'))).toBe(0)
    // 64 x 26 of 64 x 64.
    expect(black(await of('fit'))).toBeCloseTo(1 - 26 / 64, 5)
    // Edges are looked for inside of the bars, not at their rims.
    const edges = (await run('sd1', [control({ hint: 'wide', fit: 'fit', preprocessor: 'canny' })])).shown[0]!
    expect(black(edges.picture)).toBe(1)
  })
})

describe('a depth map', () => {
  it('that is the same everywhere tells nothing, and says so', async () => {
    const { latents, notes } = await run('depth', [depth({ depth: 'flat' })])
    expect(allFinite(latents)).toBe(true)
    expect(notes.map(englishOf)).toEqual([
      'The depth map is the same everywhere, so it tells nothing of near and far.',
    ])
  })

  it('of another size is brought to size, and can be turned round', async () => {
    const odd = await run('depth', [depth({ depth: 'odd lines' })])
    expect([allFinite(odd.latents), odd.notes]).toEqual([true, []])
    const { latents } = await run('depth', [depth({ depth: 'depth' })])
    const inverted = await run('depth', [depth({ depth: 'depth', invert: true })])
    expect(relativeError(inverted.latents, latents)).toBeGreaterThan(0.05)
  })
})

it('what networks make of a hint is made once for each view, of the part below it', async () => {
  const hint = tensor(
    Float32Array.from({ length: 4 * 8 }, (_, at) => at),
    [1, 1, 4, 8],
  )
  const parts: number[][] = []
  const made = perView(hint, [1, 4, 2, 4], async ({ data }) => void parts.push([...data]))
  const view = { top: 1, left: 3, height: 1, width: 2 }
  await made(view)
  await made({ ...view })
  await made({ top: 0, left: 0, height: 2, width: 4 })
  // From row 2, columns 6 to 9: the last two and, round the circle, the first two.
  expect(parts).toEqual([[22, 23, 16, 17, 30, 31, 24, 25], [...hint.data]])
})
