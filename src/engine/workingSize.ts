// At which size a checkpoint edits or makes a picture.

interface Size {
  readonly width: number
  readonly height: number
}

/** Trained at less than this, a checkpoint has seen squares only and is poor at anything else. */
const flexibleFrom = 256
/** Longest side against the shorter one. */
const mostOblong = 2

/**
 * The size in pixels at which a picture is edited whole: the checkpoint's own area in the picture's proportions, in steps
 * that every level of the UNet can halve. Small checkpoints keep their square, and the picture is squeezed into it.
 */
export function workingSize(picture: Size, trained: Size): Size {
  if (Math.min(trained.width, trained.height) < flexibleFrom)
    return { width: trained.width, height: trained.height }
  const aspect = Math.min(Math.max(picture.width / picture.height, 1 / mostOblong), mostOblong)
  const side = Math.sqrt(trained.width * trained.height)
  const step = 64
  const fit = (length: number) => Math.max(step, Math.round(length / step) * step)
  return { width: fit(side * Math.sqrt(aspect)), height: fit(side / Math.sqrt(aspect)) }
}

/** The size of a new picture: the person's own, where they say one, else the checkpoint's. */
export const generatedSize = ({ size }: { readonly size: Size }, trained: Size): Size => ({
  width: size.width || trained.width,
  height: size.height || trained.height,
})
