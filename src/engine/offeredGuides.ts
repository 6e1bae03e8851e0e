// The guides that a person may add, and why one of them cannot be added now.
import { guideMetas } from '../../workers/guidance/list'
import type { GuideMeta } from '../shared/guideMeta'
import { whyApart } from '../shared/guidePlan'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { Draft } from '../state/settings'
import { addedCards, isAddable, newCard, restOf } from './guideCards'
import { paceAhead } from './pace'
import { metasOf, plannedRecipe, type EditInputs } from './plannedGuides'
import { samplerOf } from './samplerOf'

export type Refusal =
  | {
      readonly kind: 'there' | 'picture' | 'mask' | 'channels' | 'xl' | 'sampler'
      readonly other?: undefined
    }
  | { readonly kind: 'apart'; readonly other: GuideMeta }

export interface OfferedGuide {
  readonly meta: GuideMeta
  readonly refusal?: Refusal
}

/** Whether there is anything to offer. */
export const offersGuides = [...guideMetas.values()].some(isAddable)

/** Every guide that a person may add, and why not where it cannot be. */
export function offeredGuides(
  draft: Draft,
  checkpoint: CheckpointSummary,
  inputs: EditInputs,
): OfferedGuide[] {
  const added = addedCards(draft, checkpoint).map(({ meta }) => meta)
  const planned = metasOf(plannedRecipe(draft, checkpoint, inputs))
  return [...guideMetas.values()].filter(isAddable).map((meta) => {
    const refusal = refusalOf(meta, { added, planned, draft, checkpoint, inputs })
    return { meta, ...(refusal && { refusal }) }
  })
}

interface Circumstances {
  readonly added: readonly GuideMeta[]
  readonly planned: readonly GuideMeta[]
  readonly draft: Draft
  readonly checkpoint: CheckpointSummary
  readonly inputs: EditInputs
}

function refusalOf(
  meta: GuideMeta,
  { added, planned, draft, checkpoint, inputs }: Circumstances,
): Refusal | undefined {
  if (!meta.many && added.includes(meta)) return { kind: 'there' }
  const rest = restOf(meta, draft, checkpoint)
  if (rest) return { kind: rest }
  // Also a card that is switched off: switching it on again would be refused.
  const other = [...planned, ...added].find((one) => whyApart(meta, one) !== undefined)
  if (other) return { kind: 'apart', other }
  if (meta.requires?.image && !inputs.picture) return { kind: 'picture' }
  if (meta.requires?.mask && !inputs.masked) return { kind: 'mask' }
  // With the guide the pace may become another one.
  const ahead = paceAhead({ ...draft, guides: [...draft.guides, newCard(draft, meta)] }, checkpoint)
  const sampler = samplerOf(ahead, checkpoint)
  if (sampler && meta.requires?.samplers && !meta.requires.samplers.includes(sampler))
    return { kind: 'sampler' }
  return undefined
}
