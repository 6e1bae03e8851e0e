// LoRAs by which a checkpoint needs a few steps (LCM-LoRA, Luo et al. 2023, arXiv:2311.05556): they want a sampler and no guidance.
// Their files are like any other LoRA's, so that their name tells them.
import type { AddOnSummary, CheckpointSummary } from '../shared/protocol/summaries'
import type { Draft } from '../state/settings'
import { isBundledAddOn, mostFewSteps, unguided } from './fewSteps'
import { baseCardOf } from './guideCards'

const named = /(?:^|[^a-z])lcm(?:[^a-z]|$)/i

export const isLcmLora = ({ id, label, kind }: Pick<AddOnSummary, 'id' | 'label' | 'kind'>): boolean =>
  kind === 'lora' && !isBundledAddOn(id) && (named.test(id) || named.test(label))

/** Steps that are usual with one. */
export const lcmSteps = 4

/** The guidance with which one is still right, as its authors say: 1 (none) to 2. */
const MOST_GUIDANCE = 2

/** Whether an edit is set as such a LoRA wants it. */
export function suitsLcm(draft: Draft, checkpoint: CheckpointSummary): boolean {
  const { values } = baseCardOf(draft, checkpoint)
  const scales = ['scale', 'textScale'].flatMap((field) => {
    const value = values[field]
    return typeof value === 'number' ? [value] : []
  })
  return (
    draft.scheduler === 'lcm' &&
    draft.steps <= mostFewSteps &&
    scales.every((scale) => scale <= MOST_GUIDANCE)
  )
}

/** The draft with four steps of the LCM sampler and no guidance. */
export function forLcm(draft: Draft, checkpoint: CheckpointSummary): Draft {
  const base = baseCardOf(draft, checkpoint)
  return {
    ...draft,
    steps: lcmSteps,
    scheduler: 'lcm',
    sigmas: 'checkpoint',
    pace: 'own',
    guides: [...draft.guides.filter(({ id }) => id !== base.id), unguided(base)],
  }
}
