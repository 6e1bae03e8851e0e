// What a long run repeats: an edit of each kind that keeps other things in memory.
import type { Pixels } from '../../src/shared/pixels'
import type { Request } from '../measure/technique'

interface Kind extends Required<Request> {
  readonly name: string
}

/** @param picture that is edited */
export function longRunKinds(picture: Pixels, steps: number): readonly Kind[] {
  const common = { version: 2, seed: 1, steps, width: 128, height: 128 }
  const instruct = {
    ...common,
    checkpoint: 'toyland/instruct',
    image: 'picture',
    prompt: 'make the cat blue',
  }
  const base = { ...common, checkpoint: 'toyland/base', prompt: 'a red ball in a meadow' }
  const images = { picture, mask: leftHalf(picture) }
  const kind = (name: string, recipe: object): Kind => ({ name, recipe, images })
  return [
    kind('an instruction', { ...instruct, keepUnchanged: true }),
    kind('a new picture', base),
    kind('a picture drawn on', { ...base, image: 'picture', strength: 0.6, keepUnchanged: true }),
    kind('a selection', { ...base, image: 'picture', mask: 'mask' }),
    kind('an instruction, step caching', {
      ...instruct,
      scheduler: 'unipc',
      guides: [{ id: 'instruct-pix2pix' }, { id: 'step-caching' }],
    }),
    kind('another size', { ...base, width: 192 }),
    kind('a ControlNet', {
      ...base,
      guides: [
        { id: 'classifier-free', values: { scale: 4 } },
        {
          id: 'controlnet',
          values: { network: 'toyland/controlnet-canny', hint: 'picture', preprocessor: 'canny' },
        },
      ],
    }),
  ]
}

function leftHalf({ width, height }: Pixels): Pixels {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++) data.fill(at % width < width / 2 ? 255 : 0, at * 4, at * 4 + 4)
  return { width, height, data }
}
