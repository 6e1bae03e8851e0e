// From an edit's last latents to the picture that the person gets.
import { PalimpsestError } from '../../src/shared/errors'
import type { Note } from '../../src/shared/message'
import type { Pixels } from '../../src/shared/pixels'
import type { Recipe } from '../../src/shared/recipe'
import { throwIfCancelled } from '../../src/shared/cancelling'
import { leastOf, type Mask } from '../image/mask'
import { pixelsFromTensor } from '../image/pixelTensor'
import { resize } from '../image/resample'
import { maskOverPicture } from '../image/placement'
import { allFinite } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import type { EditInputs } from './inputs'
import { laidOver } from './laidOver'
import { messages } from './messages'
import type { Decoded } from './networks'

interface Finishing {
  readonly recipe: Recipe
  readonly inputs: EditInputs
  readonly latents: Tensor
  /** A mask [1, 1, H, W] that a guide has found: outside of it the picture's own pixels stay. */
  readonly found?: Tensor
  /** Decodes latents [1, C, h, w] to [1, 3, H, W]. */
  readonly decode: (latents: Tensor, as: Decoded) => Promise<Tensor>
  /** Latents of the picture without an edit. */
  readonly uneditedLatents: () => Promise<Tensor>
  /** A picture made larger by the network with that id. */
  readonly enlarge: (id: string, picture: Pixels) => Promise<Pixels>
  readonly note: (said: Note) => void
  readonly signal?: AbortSignal
}

/** Decodes an edit and lays it over the picture that it began from, where there is one. */
export async function finishEdit(edit: Finishing): Promise<Pixels> {
  const { recipe, inputs, latents, found, uneditedLatents, note, signal } = edit
  const decode = async (from: Tensor, as: Decoded) => pixelsFromTensor(finite(await edit.decode(from, as)))
  const edited = await decode(latents, 'result')
  throwIfCancelled(signal)
  const { picture, region } = inputs
  if (!picture || !region) return enlargedResult(edited, edit)

  const unedited = recipe.keepUnchanged ? await decode(await uneditedLatents(), 'unedited') : undefined
  throwIfCancelled(signal)
  const mask = leastOf([...(inputs.mask ? [inputs.mask] : []), ...(found ? [maskOver(found, inputs)] : [])])
  const place = { picture, region, feather: recipe.feather, ...(mask && { mask }) }
  const grows = region.width > edited.width || region.height > edited.height
  const larger = recipe.upscaler !== undefined && grows ? await edit.enlarge(recipe.upscaler, edited) : edited
  throwIfCancelled(signal)
  const pixels = laidOver(place, edited, unedited, larger)
  if (pixels) return pixels
  if (inputs.filled) note(messages.filledAlone())
  else note(mask ? messages.unchangedUnderMask() : messages.unchanged())
  return picture
}

/** A new picture as large as the recipe wants it. A network whose factor is another one runs as often as it takes, and the rest is resampled. */
async function enlargedResult(
  made: Pixels,
  { recipe: { enlarge, upscaler }, enlarge: run, signal }: Finishing,
): Promise<Pixels> {
  if (enlarge === undefined || upscaler === undefined) return made
  const [width, height] = [made.width * enlarge, made.height * enlarge]
  let larger = made
  while (larger.width < width) {
    const next = await run(upscaler, larger)
    throwIfCancelled(signal)
    if (next.width <= larger.width) throw new PalimpsestError(messages.notLarger({ network: upscaler }))
    larger = next
  }
  return resize(larger, width, height, 'lanczos')
}

/** A mask at working size over the whole picture. */
function maskOver({ data, shape }: Tensor, { picture, region }: EditInputs): Mask {
  const [, , height = 0, width = 0] = shape
  return maskOverPicture({ width, height, data }, region!, picture!)
}

/** A network that overflowed in half precision shows as NaN: said, never painted. */
function finite(image: Tensor): Tensor {
  if (allFinite(image)) return image
  throw new PalimpsestError(messages.notFinite())
}
