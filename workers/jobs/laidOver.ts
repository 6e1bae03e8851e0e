// What an edit does to the picture that it began from.
import type { Pixels, Region } from '../../src/shared/pixels'
import { feather } from '../image/feather'
import { cropMask, leastOf, resizeMask, type Mask } from '../image/mask'
import { overWhite } from '../image/overWhite'
import { coverOf, cropPixels, paste } from '../image/placement'
import { resize } from '../image/resample'
import { settledChange } from '../image/settledChange'
import { trimmedRim } from '../image/trimmedRim'
import { visibleChange } from '../image/visibleChange'

/** Where an edit may act. */
export interface Place {
  readonly picture: Pixels
  /** Where the working picture lies in the picture. */
  readonly region: Region
  /** It acts where all of them are. */
  readonly masks: readonly SoftMask[]
}

export interface SoftMask {
  /** Full size, binary. */
  readonly mask: Mask
  /** Width of its soft rim, in pixels of the picture. */
  readonly feather: number
}

/**
 * The picture with an edit laid over it, inside the masks and their rims; with `unedited` only the regions in which the
 * edit visibly differs from it.
 * @param edited at working size
 * @param unedited what the autoencoder makes of the picture without an edit, at working size
 * @param enlarged the edit at a larger size, to be laid over the picture in its place
 * @returns nothing where not a pixel of the edit would be laid over the picture
 */
export function laidOver(
  place: Place,
  edited: Pixels,
  unedited?: Pixels,
  enlarged: Pixels = edited,
): Pixels | undefined {
  const { picture, region, masks } = place
  const mask = leastOf(masks.map((one) => one.mask))
  const within = mask && resizeMask(cropMask(mask, region), edited.width, edited.height)
  const cover = leastOf([
    ...masks.map((one) => feather(one.mask, one.feather)),
    ...(unedited ? [changed(edited, unedited)] : []),
  ])
  function changed(edited: Pixels, unedited: Pixels): Mask {
    const change = settledChange(visibleChange(edited, unedited), within)
    const given = resize(overWhite(cropPixels(picture, region)), edited.width, edited.height)
    return coverOf(change, region, picture, trimmedRim(edited, unedited, given, change))
  }
  if (cover && !cover.data.some((share) => share > 0)) return undefined
  return paste(picture, enlarged, region, cover)
}
