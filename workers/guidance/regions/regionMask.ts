import { PalimpsestError } from '../../../src/shared/errors'
import type { GuideEnvironment } from '../../diffusion/environment'
import { shrunkMask } from '../../diffusion/shrunkMask'
import { tensor, type Tensor } from '../../tensor/tensor'
import { messages } from './messages'

/** Where a region lies: a mask, or a box in per cent of the picture. */
interface Place {
  readonly mask: string
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * A region's share of each latent pixel, [1, 1, h, w] in [0, 1].
 * @param number for people, from 1
 * @throws PalimpsestError where it has no place, or covers nothing.
 */
export function regionMask(place: Place, number: number, env: GuideEnvironment): Tensor {
  const [, , height, width] = env.latentShape as [number, number, number, number]
  const own =
    place.mask === ''
      ? box(place, number, height, width)
      : shrunkMask(env.pictureMask(place.mask), height, width)
  if (own.data.some((value) => value > 0)) return own
  throw new PalimpsestError(
    place.mask === '' ? messages.boxWithoutPixel({ number }) : messages.noPixel({ number }),
  )
}

function box(place: Place, number: number, rows: number, columns: number): Tensor {
  if (place.width === 0 || place.height === 0) throw new PalimpsestError(messages.noPlace({ number }))
  const within = (at: number, extent: number, start: number, length: number) => {
    const middle = (100 * (at + 0.5)) / extent
    return middle >= start && middle < start + length
  }
  const data = Float32Array.from({ length: rows * columns }, (_, at) =>
    within(Math.floor(at / columns), rows, place.top, place.height) &&
    within(at % columns, columns, place.left, place.width)
      ? 1
      : 0,
  )
  return tensor(data, [1, 1, rows, columns])
}
