// Pictures that guides ask for by name, brought to the run's working size.
import type { Pixels, Region } from '../../src/shared/pixels'
import type { Recipe } from '../../src/shared/recipe'
import type { PictureFit } from '../diffusion/environment'
import { tensorFromPixels } from '../image/pixelTensor'
import { cropPixels } from '../image/placement'
import { resize } from '../image/resample'
import { tensor, type Tensor } from '../tensor/tensor'
import { named, type EditInputs } from './inputs'

interface HintSource {
  readonly images: Readonly<Record<string, Pixels>>
  readonly inputs: EditInputs
  readonly recipe: Pick<Recipe, 'width' | 'height'>
}

interface Placement extends HintSource {
  readonly fit: PictureFit
  /** What is done to it at its last size, before bars are put around it. */
  readonly read: (picture: Pixels) => Pixels | Promise<Pixels>
}

/**
 * [1, 3, H, W] in [0, 1]. A picture as large as the input picture lies over it, so its part under the working region is taken;
 * any other is brought to shape as `fit` says.
 */
export async function hintPicture(name: string, source: Placement): Promise<Tensor> {
  const { sized, finish } = brought(named(name, source.images), source)
  const { data, shape } = tensorFromPixels(finish(await source.read(sized)))
  return tensor(
    data.map((value) => (value + 1) / 2),
    shape,
  )
}

/** A mask by its brightness times its alpha, [1, 1, H, W] in [0, 1]. */
export function hintMask(name: string, source: HintSource): Tensor {
  const { width, height, data } = brought(named(name, source.images), { ...source, fit: 'stretch' }).sized
  const mask = new Float32Array(width * height).map((_, at) => {
    const [r, g, b, a] = data.subarray(at * 4, at * 4 + 4) as unknown as [number, number, number, number]
    return ((0.299 * r + 0.587 * g + 0.114 * b) * a) / (255 * 255)
  })
  return tensor(mask, [1, 1, height, width])
}

interface Brought {
  /** At its last size. */
  readonly sized: Pixels
  /** Puts the bars around it, where it has some. */
  readonly finish: (picture: Pixels) => Pixels
}

function brought(
  picture: Pixels,
  { inputs, recipe, fit }: HintSource & { readonly fit: PictureFit },
): Brought {
  const { width, height } = recipe
  const { picture: input, region } = inputs
  const asItIs = (sized: Pixels) => ({ sized, finish: (same: Pixels) => same })
  if (input && region && picture.width === input.width && picture.height === input.height)
    return asItIs(resize(cropPixels(picture, region), width, height))
  switch (fit) {
    case 'stretch':
      return asItIs(resize(picture, width, height))
    case 'crop':
      return asItIs(resize(cropPixels(picture, middleOf(picture, width / height)), width, height))
    case 'fit':
      return {
        sized: whole(picture, width, height),
        finish: (inner) => withBars(inner, width, height),
      }
  }
}

/** The largest part of the proportions in the middle. */
function middleOf(picture: Pixels, proportions: number): Region {
  const width = Math.max(1, Math.min(picture.width, Math.round(picture.height * proportions)))
  const height = Math.max(1, Math.min(picture.height, Math.round(picture.width / proportions)))
  return {
    left: Math.floor((picture.width - width) / 2),
    top: Math.floor((picture.height - height) / 2),
    width,
    height,
  }
}

/** The whole picture, as large as it fits. */
function whole(picture: Pixels, width: number, height: number): Pixels {
  const scale = Math.min(width / picture.width, height / picture.height)
  return resize(
    picture,
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  )
}

/** A picture in the middle of black. */
function withBars(inner: Pixels, width: number, height: number): Pixels {
  const [left, top] = [Math.floor((width - inner.width) / 2), Math.floor((height - inner.height) / 2)]
  const data = new Uint8ClampedArray(width * height * 4).map((_, at) => (at % 4 === 3 ? 255 : 0))
  for (let y = 0; y < inner.height; y++)
    data.set(
      inner.data.subarray(y * inner.width * 4, (y + 1) * inner.width * 4),
      ((top + y) * width + left) * 4,
    )
  return { width, height, data }
}
