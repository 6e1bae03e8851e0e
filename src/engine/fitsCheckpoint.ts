import type { CheckpointSummary, NetworkSummary } from '../shared/protocol'

/** Whether a network can go with a checkpoint, as far as their summaries tell. The engine looks closer, and says what disagrees. */
export const fitsCheckpoint = (
  { levels, textWidth }: Pick<NetworkSummary, 'levels' | 'textWidth'>,
  checkpoint: Pick<CheckpointSummary, 'levels' | 'textWidth'>,
): boolean =>
  levels.join() === checkpoint.levels.join() &&
  (textWidth === undefined || textWidth === checkpoint.textWidth)
