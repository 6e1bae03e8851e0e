import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { SchedulerId } from '../shared/recipe'
import type { Draft } from '../state/settings'

/** The sampler that would run. */
export const samplerOf = ({ scheduler }: Draft, checkpoint: CheckpointSummary): SchedulerId | undefined =>
  scheduler === 'checkpoint' ? checkpoint.scheduler : scheduler
