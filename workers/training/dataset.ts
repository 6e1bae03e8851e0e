// The pictures that are learned from: encoded once, drawn in an order of their own.
import type { RandomStreams } from '../diffusion/random/streams'
import { combineLinear } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'

/** A picture as the autoencoder sees it, times its scaling factor. */
export interface EncodedPicture {
  readonly mean: Tensor
  /** Absent where it gives no spread. */
  readonly deviation?: Tensor
  /** Latents of the picture before the edit, as the UNet sees them beside the noised ones: the mean, without the scaling factor. */
  readonly beside?: Tensor
  /** What a ControlNet sees of it, [1, 3, H, W] in [0, 1]. */
  readonly hint?: Tensor
  /** Token ids; of several captions one is drawn each time. */
  readonly captions: readonly Int32Array[]
  /** Of the batch's loss: 1 / batch for a plain mean. */
  readonly share: number
  /** Where the picture counts, [1, 1, h, w]; everywhere, where nothing is said. */
  readonly mask?: Tensor
}

export interface DrawnSample {
  readonly latents: Tensor
  readonly beside?: Tensor
  readonly hint?: Tensor
  readonly caption: Int32Array
  readonly share: number
  readonly mask?: Tensor
}

/**
 * Draws batches: each picture once before any comes again, its latents from the autoencoder's spread.
 * @param order which are still to come before any comes again, the last of them first
 */
export function createDataset(
  pictures: readonly EncodedPicture[],
  random: RandomStreams,
  order: readonly number[] = [],
) {
  let left = [...order]
  const next = (): EncodedPicture => {
    if (left.length === 0) left = shuffled([...pictures.keys()], random)
    return pictures[left.pop()!]!
  }
  return {
    /** Which are still to come. */
    left: (): readonly number[] => [...left],
    draw: (count: number): DrawnSample[] =>
      Array.from({ length: count }, () => {
        const { mean, deviation, captions, share, beside, hint, mask } = next()
        const latents = deviation ? spread(mean, deviation, random) : mean
        const caption = oneOf(captions, random)
        return {
          latents,
          caption,
          share,
          ...(beside && { beside }),
          ...(hint && { hint }),
          ...(mask && { mask }),
        }
      }),
  }
}

const spread = (mean: Tensor, deviation: Tensor, random: RandomStreams): Tensor => {
  const { data } = random.stream('posterior').randn(mean.shape)
  return combineLinear([
    [1, mean],
    [
      1,
      tensor(
        data.map((value, at) => value * deviation.data[at]!),
        mean.shape,
      ),
    ],
  ])
}

function oneOf<Item>(items: readonly Item[], random: RandomStreams): Item {
  const at = items.length > 1 ? random.stream('captions').randint(0, items.length, [1])[0]! : 0
  return items[at]!
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: RandomStreams): Item[] {
  const order = [...items]
  const draws = random.stream('order').rand([order.length]).data
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(draws[at]! * (at + 1))
    ;[order[at], order[other]] = [order[other]!, order[at]!]
  }
  return order
}
