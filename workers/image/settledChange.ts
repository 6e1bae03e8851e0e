// From the pixels that an edit visibly changed to the regions that are laid over the picture. Pixel by pixel a large edit would
// be patchwork: islands of the old picture wherever old and new happen to have one colour. The constants were found on 200 drawn
// edits (`npm run measure:unchanged`, docs/adr/0006-keep-unchanged.md).
import { connectedRegions } from '../../src/shared/connectedRegions'
import { distanceToMask } from './feather'
import { boundsOf, type Mask } from './mask'
import { rim } from './placement'

/** Pixels of one of Stable Diffusion's latent pixels: a change that is smaller is the autoencoder's, not the edit's. */
const latentPixel = 8 * 8
/** An island of the old picture that is smaller than this share of the working picture goes under. */
const smallestIsland = 1 / 256
/** As a share of the shorter side of where the edit may act: how near to a change a pixel has to be to count as reached by it. */
const reach = 3 / 32
/** An edit that reaches more than this share of what it may change is one of all of it: another place, light or style. */
const most = 0.7

/**
 * The changes in whole regions: everything where most of the picture is reached by one; else without specks, and without
 * islands of the old picture in them.
 * @param change binary, at working size
 * @param within where the edit may act, at working size; absent: everywhere
 */
export function settledChange(change: Mask, within?: Mask): Mask {
  return reachesMost(change, within)
    ? { ...change, data: new Float32Array(change.data.length).fill(1) }
    : withoutIslands(withoutSpecks(change))
}

/** Of a style that redraws outlines alone, the changed pixels are few, but nothing is far from them. */
function reachesMost(change: Mask, within: Mask | undefined): boolean {
  const { width, height } = within ? boundsOf(within) : change
  const near = reach * Math.min(width, height)
  let [reached, all] = [0, 0]
  distanceToMask(change).forEach((distance, at) => {
    if (within && !(within.data[at] as number)) return
    all++
    if (distance <= near) reached++
  })
  return reached > most * all
}

/** A change of nothing but specks is what was asked for: it stays. */
function withoutSpecks(change: Mask): Mask {
  const { labels, areas } = connectedRegions(change, (at) => (change.data[at] as number) > 0, 8)
  if (areas.every((area) => area < latentPixel)) return change
  return { ...change, data: Float32Array.from(labels, (label) => Number(areas[label]! >= latentPixel)) }
}

/** An island is what the soft rim around the change will leave of it. */
function withoutIslands(change: Mask): Mask {
  const distance = distanceToMask(change)
  const { labels, areas } = connectedRegions(change, (at) => (change.data[at] as number) === 0, 4)
  const left = areas.map(() => 0)
  labels.forEach((label, at) => {
    if ((distance[at] as number) > rim) left[label]!++
  })
  const least = smallestIsland * labels.length
  return { ...change, data: Float32Array.from(labels, (label) => Number(left[label]! < least)) }
}
