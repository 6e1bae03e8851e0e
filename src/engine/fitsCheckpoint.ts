import type { CheckpointSummary, NetworkSummary } from '../shared/protocol'

/** Whether a network can go with a checkpoint, as far as their summaries tell. The engine looks closer, and says what disagrees. */
export const fitsCheckpoint = (
  { kind, levels, textWidth }: Pick<NetworkSummary, 'kind' | 'levels' | 'textWidth'>,
  checkpoint: Pick<CheckpointSummary, 'levels' | 'textWidth'>,
): boolean => {
  // A light adapter gives its last level once more, which a UNet need not have.
  const isLeftOver = levels.length === checkpoint.levels.length + 1 && levels.at(-1) === levels.at(-2)
  const read = kind === 't2i-adapter' && isLeftOver ? levels.slice(0, -1) : levels
  return (
    read.join() === checkpoint.levels.join() &&
    (textWidth === undefined || textWidth === checkpoint.textWidth)
  )
}
