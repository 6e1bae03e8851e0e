// What a guide made of its pictures, or found, is kept for the canvas.
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { EngineEvent } from '../shared/protocol/event'
import type { EngineContext } from './engineContext'

/**
 * In place of what that guide showed of the name before.
 * @param before whether it was asked for before a run
 */
export function keepShown(
  { jobs, bitmaps, document, history }: Pick<EngineContext, 'jobs' | 'bitmaps' | 'document' | 'history'>,
  { job, key, name, channels, pixels, region, changes }: Extract<EngineEvent, { type: 'shown' }>,
  before: boolean,
): void {
  const { width, height } = document.getState()
  const picture = {
    job,
    ...(before && { before }),
    ...(changes && { changes }),
    key,
    name,
    channels,
    bitmap: bitmaps.add(tiledFromPixels(pixels)),
    ...(region && { region }),
    canvas: { width, height },
  }
  jobs.setState(({ shown }) => ({
    shown: [...shown.filter((other) => other.key !== key || other.name !== name), picture],
  }))
  history.sweep()
}
