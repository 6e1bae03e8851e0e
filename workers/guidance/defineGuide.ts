import type { Fields, GuideValues, ValuesOf } from '../../src/shared/guideFields'
import type { GuideMeta } from '../../src/shared/guideMeta'
import { valuesForGuide } from '../../src/shared/guideValues'
import type { GuideEnvironment } from '../diffusion/environment'
import type { Guide } from '../diffusion/guide'

/** A guide that can be put into a recipe. */
export interface GuideDefinition {
  readonly meta: GuideMeta
  /** `values` have been checked against the meta's fields. */
  readonly create: (values: GuideValues, env: GuideEnvironment) => Promise<Guide>
}

/** Joins what the page knows of a guide with what the engine does. */
export function defineGuide<F extends Fields>(
  meta: GuideMeta<F>,
  create: (values: ValuesOf<F>, env: GuideEnvironment) => Guide | Promise<Guide>,
): GuideDefinition {
  return { meta, create: async (values, env) => create(valuesForGuide(meta.fields, values), env) }
}
