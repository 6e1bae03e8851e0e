import { connectedRegions } from '../../src/shared/connectedRegions'
import { rim } from './placement'

/**
 * Whether a pixel is reached from outside of a change, by sides, over pixels like it.
 * @param distance of each pixel from the change; what lies farther than the rim is outside, and is passed
 * @param isPassed whether the way leads over a pixel
 */
export function fromOutside(
  size: { readonly width: number; readonly height: number },
  distance: Float32Array,
  isPassed: (at: number) => boolean,
): (at: number) => boolean {
  const isOutside = (at: number) => (distance[at] as number) > rim
  const { labels } = connectedRegions(size, (at) => isPassed(at) || isOutside(at), 4)
  const outer = new Set<number>()
  labels.forEach((label, at) => {
    if (isOutside(at)) outer.add(label)
  })
  return (at) => outer.has(labels[at] as number)
}
