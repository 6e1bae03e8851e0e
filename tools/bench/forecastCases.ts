// Ten edits that differ in what they take, for forecasts.
import type { Pixels } from '../../src/shared/pixels'
import { guideCases } from './guideCases'

interface ForecastCase {
  readonly what: string
  readonly recipe: object
  readonly images: Readonly<Record<string, Pixels>>
}

const common = { version: 2, seed: 1, scheduler: 'ddim', width: 128, height: 128 }
const base = { ...common, checkpoint: 'toyland/base', prompt: 'a blue cat left of a red house' }
const instruct = { ...common, checkpoint: 'toyland/instruct', prompt: 'make the cat blue', image: 'picture' }
const plain = { id: 'classifier-free', values: { scale: 4 } }

/** With the guide that the bench calls so. */
function guided(what: string, steps: number): ForecastCase {
  const found = guideCases.find((one) => one.what === what)
  if (!found) throw new RangeError(`The bench has no guide "${what}".`)
  const { guides, size, images = {} } = found
  return {
    what: `${what}, ${steps} steps`,
    recipe: { ...base, steps, ...size, guides: [plain, ...guides] },
    images,
  }
}

/** What the device knows before: one plain edit of each checkpoint. */
export const knownBefore: readonly object[] = [
  { ...base, steps: 4 },
  { ...instruct, steps: 4 },
]

export function forecastCases(picture: Pixels): readonly ForecastCase[] {
  const images = { picture }
  return [
    { what: 'a new picture, 20 steps', recipe: { ...base, steps: 20 }, images: {} },
    {
      what: 'a new picture of 256 x 192, 10 steps',
      recipe: { ...base, width: 256, height: 192, steps: 10 },
      images: {},
    },
    {
      what: 'a new picture without guidance, 12 steps',
      recipe: { ...base, steps: 12, guides: [] },
      images: {},
    },
    {
      what: 'a picture drawn over, 20 steps',
      recipe: { ...base, image: 'picture', strength: 0.6, keepUnchanged: true, steps: 20 },
      images,
    },
    { what: 'an instruction, 30 steps', recipe: { ...instruct, keepUnchanged: true, steps: 30 }, images },
    {
      what: 'an instruction, step caching',
      recipe: { ...instruct, steps: 20, guides: [{ id: 'instruct-pix2pix' }, { id: 'step-caching' }] },
      images,
    },
    guided('SEGA, two concepts', 10),
    guided('self-attention guidance', 10),
    guided('ControlNet', 10),
    guided('panorama, 3 windows', 8),
  ]
}
