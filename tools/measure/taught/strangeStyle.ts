// The strange styles of tools/toyland/strangers.py: whether a picture has one.
import type { Pixels } from '../../../src/shared/pixels'

type Colour = readonly [number, number, number]

interface StrangeStyle {
  /** Between which the pixels of a picture in it lie: the ground's colour and that of its lines. */
  readonly ground: Colour
  readonly lines: Colour
  /** A pixel this far from the line between them, in RGB, is still of the style: the autoencoder moves its colours. */
  readonly near: number
  /** By which its blue is above its red, where it is to be no grey. */
  readonly bluer?: number
}

/**
 * By their names there. Through the autoencoder 90 % and more of the pixels are of it in each of 30 drawn blueprints, and 47 % at most in 60
 * other pictures; of 45 pink prints 81 % and more, and 29 % at most of 60 others.
 */
const strangeStyles: Readonly<Record<string, StrangeStyle>> = {
  blueprint: { ground: [24, 58, 128], lines: [232, 242, 255], near: 60, bluer: 50 },
  // The paper as the autoencoder shows it.
  'pink print': { ground: [234, 183, 189], lines: [60, 30, 70], near: 30 },
}

/** Of a picture that has the style, as many pixels as this are of it. */
const LEAST = 0.7

/** @param name one of strangers.json's styles */
export function hasStrangeStyle({ data }: Pixels, name: string): boolean {
  const style = strangeStyles[name]
  if (!style) throw new RangeError(`There is no strange style "${name}".`)
  const count = data.length / 4
  let having = 0
  for (let at = 0; at < count; at++) {
    const pixel: Colour = [data[4 * at]!, data[4 * at + 1]!, data[4 * at + 2]!]
    if (distanceOf(pixel, style) <= style.near && pixel[2] - pixel[0] >= (style.bluer ?? -255)) having++
  }
  return having >= LEAST * count
}

/** From the line between ground and lines. */
function distanceOf(pixel: Colour, { ground, lines }: StrangeStyle): number {
  const way = lines.map((value, at) => value - ground[at]!)
  const length = way.reduce((sum, value) => sum + value ** 2, 0)
  const part = pixel.reduce((sum, value, at) => sum + (value - ground[at]!) * way[at]!, 0) / length
  const along = Math.min(1, Math.max(0, part))
  return Math.hypot(...pixel.map((value, at) => value - ground[at]! - along * way[at]!))
}
