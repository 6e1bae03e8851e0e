import { connectedRegions, type ConnectedRegions } from '../../shared/connectedRegions'
import type { Pixels } from '../../shared/pixels'

/** Levels of 255 by which each of red, green and blue may differ from pixel to pixel: what a drawn gradient has, and no edge. */
const tolerance = 6

/** Regions of nearly one colour: a pixel belongs to its neighbour's where their colours differ little. Transparency counts for nothing. */
export function colourRegions(picture: Pixels): ConnectedRegions {
  const { data } = picture
  const alike = (one: number, other: number) => {
    for (let colour = 0; colour < 3; colour++)
      if (Math.abs(data[one * 4 + colour]! - data[other * 4 + colour]!) > tolerance) return false
    return true
  }
  return connectedRegions(picture, () => true, 4, alike)
}
