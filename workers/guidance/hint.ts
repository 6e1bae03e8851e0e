// The picture that leads a network, as the network wants it.
import type { Pixels } from '../../src/shared/pixels'
import type { ValuesOf } from '../../src/shared/guideFields'
import type { hintFields } from '../../src/shared/hintFields'
import { hintKindOf, type HintKind } from '../../src/shared/hintKind'
import type { GuideEnvironment } from '../diffusion/environment'
import { canny } from '../image/canny'
import { colourPatches, isInPatches } from '../image/colourPatches'
import { gaussianBlur } from '../image/gaussianBlur'
import { isGrey, isOfFlatColours } from '../image/kindOfPicture'
import { luma } from '../image/luma'
import { overWhite } from '../image/overWhite'
import { scribble } from '../image/scribble'
import type { Tensor } from '../tensor/tensor'
import { depthSeenBy } from './depthSeenBy'

type HintValues = ValuesOf<typeof hintFields>

/**
 * The hint [1, channels, H, W] in [0, 1] at working size, which is also shown.
 * @param network its id, whose name tells what it was trained on
 */
export async function hintOf(
  values: HintValues,
  network: string,
  channels: 1 | 3,
  env: GuideEnvironment,
): Promise<Tensor> {
  const picture = await env.picture(values.hint, values.fit, (given) => prepared(given, values, network, env))
  env.show('Hint', picture)
  return channels === 1 ? luma(picture) : picture
}

async function prepared(
  picture: Pixels,
  values: HintValues,
  network: string,
  env: GuideEnvironment,
): Promise<Pixels> {
  switch (values.preprocessor === 'auto' ? wantedBy(network, picture) : values.preprocessor) {
    case 'canny':
      return canny(gaussianBlur(overWhite(picture), values.smoothing), values)
    case 'scribble':
      return scribble(picture)
    case 'depth':
      return depthSeenBy(values.depthModel, picture, env)
    case 'segmentation':
      return env.readPicture('image-segmentation', values.segmentModel || 'toyland/segmenter', picture)
    case 'colour':
      return colourPatches(picture)
    default:
      return picture
  }
}

/** What a network's name says that it was trained on; nothing where the picture is such a hint already. */
function wantedBy(network: string, picture: Pixels): HintKind | undefined {
  const kind = hintKindOf(network)
  switch (kind) {
    case 'canny':
    case 'scribble':
      return isLineHint(picture) ? undefined : kind
    case 'depth':
      return isGrey(picture) ? undefined : kind
    case 'segmentation':
      return isLineHint(picture) || isOfFlatColours(picture) ? undefined : kind
    case 'colour':
      return isInPatches(picture) ? undefined : kind
    default:
      return undefined
  }
}

/** Whether it is of light lines on black: opaque, hardly a colour, and most of it black. */
function isLineHint({ width, height, data }: Pixels): boolean {
  let [black, other] = [0, 0]
  for (let at = 0; at < data.length; at += 4) {
    const [r, g, b, a] = data.subarray(at, at + 4) as unknown as [number, number, number, number]
    if (a < 255 || Math.max(r, g, b) - Math.min(r, g, b) > 40) other++
    else if (r < 32) black++
  }
  return other < 0.01 * width * height && black > 0.6 * width * height
}
