import { expect, it } from 'vitest'
import type { Pixels, Region } from '../../src/shared/pixels'
import { PalimpsestError } from '../../src/shared/errors'
import { englishOf } from '../../src/shared/message'
import { messages as shared } from '../../src/shared/messages'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { messages as hubMessages } from '../hub/messages'
import type { FoundMask } from '../diffusion/latentPlan'
import { tensor, zeros, type Tensor } from '../tensor/tensor'
import { finishEdit } from './finishEdit'
import type { EditInputs } from './inputs'
import { messages } from './messages'
import type { Decoded } from './networks'

const filled = (side: number, level: number): Pixels => ({
  width: side,
  height: side,
  data: new Uint8ClampedArray(side * side * 4).map((_, at) => (at % 4 === 3 ? 255 : level)),
})
const recipe = parseRecipe(
  {
    version: 2,
    checkpoint: 'toyland/instruct',
    prompt: 'a',
    image: 'image',
    upscaler: 'mine',
    width: 64,
    height: 64,
  },
  guideMetas,
)

/** An edit that is grey at working size, and white where a network has enlarged it. */
async function finished(
  region: Region,
  settings: object = {},
  decode: (as: Decoded) => Tensor = () => zeros([1, 3, 64, 64]),
  {
    mask,
    found,
    filled: isFilled,
  }: { readonly mask?: EditInputs['mask']; readonly found?: FoundMask; readonly filled?: true } = {},
): Promise<{ pixels: Pixels; asked: string[]; notes: unknown[] }> {
  const asked: string[] = []
  const notes: unknown[] = []
  const pixels = await finishEdit({
    recipe: { ...recipe, ...settings },
    inputs: { picture: filled(128, 0), region, ...(mask && { mask }), ...(isFilled && { filled: isFilled }) },
    ...(found && { found }),
    latents: zeros([1, 4, 8, 8]),
    decode: async (_, as) => decode(as),
    uneditedLatents: async () => zeros([1, 4, 8, 8]),
    enlarge: async (id) => {
      asked.push(id)
      return filled(256, 255)
    },
    note: (said) => notes.push(said),
  })
  return { pixels, asked, notes }
}

it('an edit that is laid over a larger part of the picture is enlarged by the network that the recipe names', async () => {
  const { pixels, asked } = await finished({ left: 0, top: 0, width: 128, height: 128 })
  expect(asked).toEqual(['mine'])
  expect([pixels.width, pixels.height]).toEqual([128, 128])
  expect(new Set(pixels.data)).toEqual(new Set([255]))
})

it('one that is as large as its place is not, nor is any without a network', async () => {
  const part = await finished({ left: 0, top: 0, width: 64, height: 64 })
  expect(part.asked).toEqual([])
  const { upscaler: _, ...without } = recipe
  const whole = await finished(
    { left: 0, top: 0, width: 128, height: 128 },
    { ...without, upscaler: undefined },
  )
  expect(whole.asked).toEqual([])
  expect(new Set(whole.pixels.data)).toEqual(new Set([128, 255]))
})

it('one that is smaller than its place in one direction only is enlarged too', async () => {
  expect((await finished({ left: 0, top: 0, width: 128, height: 64 })).asked).toEqual(['mine'])
  expect((await finished({ left: 0, top: 0, width: 64, height: 128 })).asked).toEqual(['mine'])
})

const everywhere = { left: 0, top: 0, width: 128, height: 128 }
/** White in the left half. */
const leftHalf = {
  width: 128,
  height: 128,
  data: Float32Array.from({ length: 128 ** 2 }, (_, at) => (at % 128 < 64 ? 1 : 0)),
}

/** Found in the upper half, at working size. */
const topHalfFading = (rim: number): FoundMask => ({
  mask: tensor(
    Float32Array.from({ length: 64 ** 2 }, (_, at) => (at < 64 * 32 ? 1 : 0)),
    [1, 1, 64, 64],
  ),
  rim,
})

it('what a guide has found fades out over its rim, on a picture of twice the size over twice as many pixels', async () => {
  const settings = { feather: 3, keepUnchanged: false, upscaler: undefined }
  const down = async (rim: number, mask?: EditInputs['mask']) => {
    const found = topHalfFading(rim)
    const { pixels } = await finished(everywhere, settings, undefined, { found, ...(mask && { mask }) })
    return Array.from({ length: 20 }, (_, at) => pixels.data[4 * (128 * (60 + at) + 20)]!)
  }
  const faded = await down(6)
  // Whole inside, then ever less, and nothing from the 13th pixel on: none of its steps is an edge.
  expect(faded.slice(0, 4)).toEqual([128, 128, 128, 128])
  expect(faded.slice(16)).toEqual([0, 0, 0, 0])
  for (let at = 4; at < 16; at++) {
    expect(faded[at]).toBeLessThan(faded[at - 1]!)
    expect(faded[at - 1]! - faded[at]!).toBeLessThan(16)
  }
  // At least as soft as the recipe wants it; and no farther than the recipe's own mask is soft.
  expect((await down(1)).slice(4)).toEqual([108, 64, 20, ...Array<number>(13).fill(0)])
  const same = {
    ...leftHalf,
    data: Float32Array.from({ length: 128 ** 2 }, (_, at) => Number(at < 128 * 64)),
  }
  expect(await down(6, same)).toEqual(await down(1))
})

it('the picture’s own pixels stay outside of the mask, and of what a guide has found', async () => {
  const topHalf = topHalfFading(0)
  const settings = { feather: 0, keepUnchanged: false, upscaler: undefined }
  const corners = async (limits: { readonly mask?: EditInputs['mask']; readonly found?: FoundMask }) => {
    const { pixels, notes } = await finished(everywhere, settings, undefined, limits)
    expect(notes).toEqual([])
    const at = (x: number, y: number) => pixels.data[4 * (128 * y + x)]
    return [at(10, 10), at(118, 10), at(10, 118), at(118, 118)]
  }
  expect(await corners({})).toEqual([128, 128, 128, 128])
  expect(await corners({ mask: leftHalf })).toEqual([128, 0, 128, 0])
  expect(await corners({ found: topHalf })).toEqual([128, 128, 0, 0])
  expect(await corners({ mask: leftHalf, found: topHalf })).toEqual([128, 0, 0, 0])
})

it('an edit that changes nothing gives the picture back, and says so', async () => {
  const settings = { keepUnchanged: true, upscaler: undefined }
  const whole = await finished(everywhere, settings)
  const masked = await finished(everywhere, settings, undefined, { mask: leftHalf })
  const extended = await finished(everywhere, settings, undefined, { mask: leftHalf, filled: true })
  expect([whole.notes, masked.notes, extended.notes]).toEqual([
    [messages.unchanged()],
    [messages.unchangedUnderMask()],
    [messages.filledAlone()],
  ])
  for (const { pixels } of [whole, masked]) expect(new Set(pixels.data)).toEqual(new Set([0, 255]))
})

it.each([NaN, Infinity])('numbers that are not finite are said, and never painted: %f', async (number) => {
  const spoilt = zeros([1, 3, 64, 64])
  spoilt.data[500] = number
  const whole = { left: 0, top: 0, width: 128, height: 128 }
  const said = 'The networks gave numbers that are not finite'
  await expect(finished(whole, {}, () => spoilt)).rejects.toThrow(said)
  const compared = finished(whole, { keepUnchanged: true }, (as) =>
    as === 'unedited' ? spoilt : zeros([1, 3, 64, 64]),
  )
  await expect(compared).rejects.toThrow(said)
})

/** A new picture of 64 pixels, through networks with a factor of their own. */
async function generated(
  settings: object,
  factor: number | Error = 4,
): Promise<{ pixels: Pixels; sides: number[]; notes: string[] }> {
  const { image: _, upscaler: __, ...plain } = recipe
  const sides: number[] = []
  const notes: string[] = []
  const pixels = await finishEdit({
    recipe: { ...plain, ...settings },
    inputs: {},
    latents: zeros([1, 4, 8, 8]),
    decode: async () => zeros([1, 3, 64, 64]),
    uneditedLatents: async () => zeros([1, 4, 8, 8]),
    enlarge: async (_id, { width }) => {
      sides.push(width)
      if (factor instanceof Error) throw factor
      return filled(width * factor, 200)
    },
    note: (said) => notes.push(englishOf(said)),
  })
  return { pixels, sides, notes }
}

it('a new picture is made as large as the recipe says, whatever the factor of the network', async () => {
  for (const [enlarge, factor, sides] of [
    [2, 4, [64]],
    [4, 4, [64]],
    [4, 2, [64, 128]],
  ] as const) {
    const made = await generated({ enlarge, upscaler: 'mine' }, factor)
    expect([made.pixels.width, made.pixels.height]).toEqual([64 * enlarge, 64 * enlarge])
    expect(made.sides).toEqual(sides)
    expect(made.pixels.data[0]).toBe(200)
  }
  for (const settings of [{}, { enlarge: 2 }, { upscaler: 'mine' }])
    expect(await generated(settings)).toMatchObject({ pixels: { width: 64 }, sides: [] })
})

it('a network that makes nothing larger, or fails, loses no edit: the result is resampled, and notes say so', async () => {
  const said = (why: string) => [
    'The network "mine" could not make the result larger, so it was resampled and is softer.',
    why,
  ]
  const noFactor = await generated({ enlarge: 2, upscaler: 'mine' }, 1)
  expect(noFactor.pixels.width).toBe(128)
  expect(noFactor.notes).toEqual(said('The network "mine" makes no picture larger.'))
  const without = await generated(
    { enlarge: 4, upscaler: 'mine' },
    new PalimpsestError(hubMessages.noMemory({ model: 'mine' })),
  )
  expect(without.pixels.width).toBe(256)
  expect(without.notes).toEqual(said('There is not enough memory for "mine".'))
})

it('a network that is not there, or is for something else, is refused; a run that is cancelled is not noted', async () => {
  for (const report of [
    messages.networkNotOpen({ network: 'mine' }),
    hubMessages.noModel({ network: 'mine', wanted: 'image-to-image' }),
    shared.cancelled(),
  ])
    await expect(generated({ enlarge: 2, upscaler: 'mine' }, new PalimpsestError(report))).rejects.toThrow(
      report.message,
    )
})
