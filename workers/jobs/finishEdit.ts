// From an edit's last latents to the picture that the person gets.
import { noteOf, PalimpsestError, reportOf } from '../../src/shared/errors'
import type { Note } from '../../src/shared/message'
import type { Pixels } from '../../src/shared/pixels'
import type { Recipe } from '../../src/shared/recipe'
import { throwIfCancelled } from '../../src/shared/cancelling'
import { pixelsFromTensor } from '../image/pixelTensor'
import { resize } from '../image/resample'
import { largerBy, maskOverPicture } from '../image/placement'
import { messages as hubMessages } from '../hub/messages'
import { allFinite } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import type { FoundMask } from '../diffusion/latentPlan'
import type { EditInputs } from './inputs'
import { laidOver, type SoftMask } from './laidOver'
import { messages } from './messages'
import type { Decoded } from './networks'

interface Finishing {
  readonly recipe: Recipe
  readonly inputs: EditInputs
  readonly latents: Tensor
  /** Of a guide: outside of it the picture's own pixels stay. */
  readonly found?: FoundMask
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
  const { feather } = recipe
  const masks = [
    ...(inputs.mask ? [{ mask: inputs.mask, feather }] : []),
    ...(found ? [maskOver(found, inputs, feather)] : []),
  ]
  const place = { picture, region, masks }
  const grows = region.width > edited.width || region.height > edited.height
  const larger =
    recipe.upscaler !== undefined && grows ? await enlarged(edited, recipe.upscaler, edit) : edited
  const pixels = laidOver(place, edited, unedited, larger)
  if (pixels) return pixels
  if (inputs.filled) note(messages.filledAlone())
  else note(masks.length > 0 ? messages.unchangedUnderMask() : messages.unchanged())
  return picture
}

/** A new picture as large as the recipe wants it. A network whose factor is another one runs as often as it takes, and the rest is resampled. */
async function enlargedResult(made: Pixels, edit: Finishing): Promise<Pixels> {
  const { enlarge, upscaler } = edit.recipe
  if (enlarge === undefined || upscaler === undefined) return made
  const [width, height] = [made.width * enlarge, made.height * enlarge]
  let larger = made
  while (larger.width < width) {
    const next = await enlarged(larger, upscaler, edit)
    if (next.width <= larger.width) break
    larger = next
  }
  return resize(larger, width, height, 'lanczos')
}

/** Refusals of a network that the recipe should not have named: it is the recipe that has to change. */
const refusals: ReadonlySet<string> = new Set([
  messages.networkNotOpen.id,
  hubMessages.noModel.id,
  hubMessages.otherTask.id,
])

/** A picture made larger by the network. One that fails loses no edit: the picture is as it was, to be resampled, and a note says so. */
async function enlarged(
  picture: Pixels,
  network: string,
  { enlarge, note, signal }: Finishing,
): Promise<Pixels> {
  try {
    const larger = await enlarge(network, picture)
    throwIfCancelled(signal)
    if (larger.width <= picture.width) throw new PalimpsestError(messages.notLarger({ network }))
    return larger
  } catch (error) {
    const report = reportOf(error)
    if (report.code === 'cancelled' || refusals.has(report.id ?? '')) throw error
    note(messages.notEnlarged({ network }))
    note(noteOf(report))
  }
  return picture
}

/** A mask at working size over the whole picture, at least as soft as the recipe wants it. */
function maskOver(
  { mask: { data, shape }, rim }: FoundMask,
  { picture, region }: EditInputs,
  feather: number,
): SoftMask {
  const [, , height = 0, width = 0] = shape
  const mask = maskOverPicture({ width, height, data }, region!, picture!)
  return { mask, feather: Math.max(feather, rim * largerBy(region!, { width, height })) }
}

/** A network that overflowed in half precision shows as NaN: said, never painted. */
function finite(image: Tensor): Tensor {
  if (allFinite(image)) return image
  throw new PalimpsestError(messages.notFinite())
}
