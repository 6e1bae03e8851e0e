import type { Fields, GuideMeta, GuideValues, ValuesOf } from '../../src/shared/guideFields'
import type { CheckpointTraits, Guide } from '../diffusion/guide'

/** A guide that can be put into a recipe. */
export interface GuideDefinition {
  readonly meta: GuideMeta
  /** `values` have been checked against the meta's fields. */
  readonly create: (values: GuideValues, checkpoint: CheckpointTraits) => Guide
}

/** Joins what the page knows of a guide with what the engine does. */
export function defineGuide<F extends Fields>(
  meta: GuideMeta<F>,
  create: (values: ValuesOf<F>, checkpoint: CheckpointTraits) => Guide,
): GuideDefinition {
  return { meta, create: (values, checkpoint) => create(values as ValuesOf<F>, checkpoint) }
}
