import { familyOf } from '../shared/networkFamily'
import type { CheckpointSummary, NetworkSummary } from '../shared/protocol/summaries'

/** Whether a network can go with a checkpoint, as far as their summaries tell. The engine looks closer, and says what disagrees. */
export const fitsCheckpoint = (
  { kind, levels, textWidth }: Pick<NetworkSummary, 'kind' | 'levels' | 'textWidth'>,
  checkpoint: Pick<CheckpointSummary, 'levels' | 'textWidth'>,
): boolean => {
  // A model of another task reads pictures, whatever they are made with.
  if (!levels) return true
  // A light adapter gives its last level once more, which a UNet need not have. None is for Stable Diffusion XL, whose levels are the
  // first three of 1's and 2's.
  const isLeftOver =
    levels.length === checkpoint.levels.length + 1 &&
    levels.at(-1) === levels.at(-2) &&
    familyOf(checkpoint.levels, checkpoint.textWidth) !== 'sdxl'
  const read = kind === 't2i-adapter' && isLeftOver ? levels.slice(0, -1) : levels
  return (
    read.join() === checkpoint.levels.join() &&
    (textWidth === undefined || textWidth === checkpoint.textWidth)
  )
}
