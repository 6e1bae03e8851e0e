import type { AddOnNeeds, CheckpointSummary } from '../shared/protocol/summaries'

/** What of a checkpoint is otherwise than an add-on needs it. */
export interface AddOnMisfit {
  readonly of: keyof AddOnNeeds
  readonly addOn: number
  readonly checkpoint: number
}

const facts = ['textWidth', 'inChannels', 'latentChannels'] as const satisfies (keyof AddOnNeeds)[]

/** Why an add-on does not go with a checkpoint, as far as is known of it. The engine looks closer, and says what disagrees. */
export function addOnMisfit(
  needs: AddOnNeeds | undefined,
  checkpoint: Pick<CheckpointSummary, keyof AddOnNeeds>,
): AddOnMisfit | undefined {
  for (const of of facts) {
    const addOn = needs?.[of]
    if (addOn !== undefined && addOn !== checkpoint[of]) return { of, addOn, checkpoint: checkpoint[of] }
  }
  return undefined
}
