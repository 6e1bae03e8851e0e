// Shapes of new pictures, at the checkpoint's own area, so that the cost and the scale of things stay what it was trained for.
import { sizeLimits } from '../shared/recipe'

interface Size {
  readonly width: number
  readonly height: number
}

/** Width to height. */
export const aspects = {
  square: 1,
  landscape: 4 / 3,
  portrait: 3 / 4,
  wide: 16 / 9,
  tall: 9 / 16,
} as const
export type AspectId = keyof typeof aspects

/** A size of about the checkpoint's own area, whose sides every level of its UNet can halve where they are long enough for that. */
export function sizeOfAspect(aspect: number, trained: Size): Size {
  const side = Math.sqrt(trained.width * trained.height)
  const step = side < 256 ? sizeLimits.step : 64
  const fit = (length: number) =>
    Math.min(sizeLimits.most, Math.max(sizeLimits.least, Math.round(length / step) * step))
  return { width: fit(side * Math.sqrt(aspect)), height: fit(side / Math.sqrt(aspect)) }
}

/** The preset that gives this size; undefined for a size of one's own. */
export const aspectOf = (size: Size, trained: Size): AspectId | undefined =>
  (Object.keys(aspects) as AspectId[]).find((id) => {
    const { width, height } = sizeOfAspect(aspects[id], trained)
    return width === size.width && height === size.height
  })
