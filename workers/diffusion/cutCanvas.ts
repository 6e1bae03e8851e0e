// The views of a run: what its guides cut the canvas into.
import { PalimpsestError } from '../../src/shared/errors'
import type { ActiveGuide } from './guide'
import { messages } from './messages'
import { wholeCanvas, type Canvas, type View } from './views'

/** @param shape of the run's latents, [1, C, h, w] */
export const canvasOf = (
  guides: readonly ActiveGuide[],
  [, , height = 0, width = 0]: readonly number[],
): Canvas => ({
  height,
  width,
  circular: guides.some(({ guide }) => guide.circular),
})

/**
 * The views into which the guides cut the canvas, each what those before it have cut.
 * @param whole the view of all of it: the one that is given where no guide cuts, so that what is run there is shared
 */
export function cutCanvas(
  guides: readonly ActiveGuide[],
  canvas: Canvas,
  whole = wholeCanvas(canvas),
): readonly View[] {
  let views: readonly View[] = [whole]
  for (const { id, guide, range } of guides) {
    if (!guide.views) continue
    if (range[0] > 0 || range[1] < 1) throw new PalimpsestError(messages.cutsForAllSteps({ guide: id }))
    views = guide.views(views, canvas)
  }
  return views
}
