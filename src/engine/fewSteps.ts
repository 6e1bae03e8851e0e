// Bundled checkpoints that need four steps and no guidance, by themselves or with an add-on that comes with the program
// (tools/toyland/few_steps).
import { guideMetas } from '../../workers/guidance/list'
import type { GuideUse, Recipe } from '../shared/recipe'

export interface BundledAddOn {
  /** Its folder below `models/`, and its id as an add-on. */
  readonly id: string
  /** Of its weights, for who has to wait for them. */
  readonly bytes: number
}

/** By the checkpoint's id. `toyland/instruct` does as well without an add-on (docs/measured.md). */
export const fewStepCheckpoints: ReadonlyMap<string, { readonly addOn?: BundledAddOn }> = new Map([
  ['toyland/instruct', {}],
  ['toyland/base', { addOn: { id: 'toyland/lcm-base', bytes: 3_681_424 } }],
])

/** A test holds them against the folders. */
export const bundledAddOns: readonly BundledAddOn[] = [...fewStepCheckpoints.values()].flatMap(
  ({ addOn }) => addOn ?? [],
)

export const isBundledAddOn = (id: string): boolean => bundledAddOns.some((addOn) => addOn.id === id)

/** The sampler and the steps that the add-ons were trained for: phases from 999, 759, 499 and 259 (arXiv:2405.18407). */
export const fewStepSetting = { steps: 4, scheduler: 'tcd', eta: 0 } as const

/** More steps than this are whole runs, which want guidance. */
export const mostFewSteps = 8

/** The recipe's add-ons with one more at its full strength, in place of its own use where it has one. */
export const withAddOn = (
  { addOns = [] }: Pick<Recipe, 'addOns'>,
  addOn: BundledAddOn,
): Pick<Recipe, 'addOns'> => ({
  addOns: [...addOns.filter(({ id }) => id !== addOn.id), { id: addOn.id, strength: 1 }],
})

/** A use of the base guidance with the values under which it does nothing. */
export const unguided = <Use extends GuideUse>(use: Use): Use => ({
  ...use,
  values: { ...use.values, ...guideMetas.get(use.id)?.whenOff },
})
