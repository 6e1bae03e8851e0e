// Add-ons from the edit panel to a recipe, and back.
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { Recipe } from '../shared/recipe'
import type { AddOnCard, Draft } from '../state/settings'
import { addOnMisfit } from './addOnMisfit'

/** Those that are switched on, but for those that do not go with the checkpoint: they wait for one that they fit. */
export const actingAddOns = (
  { addOns }: Pick<Draft, 'addOns'>,
  checkpoint: CheckpointSummary,
): readonly AddOnCard[] =>
  addOns.filter(({ enabled, needs }) => enabled && addOnMisfit(needs, checkpoint) === undefined)

/** The recipe's add-ons. */
export function addOnsOf(draft: Draft, checkpoint: CheckpointSummary): Pick<Recipe, 'addOns'> {
  const used = actingAddOns(draft, checkpoint).map(({ id, hash, strength, mask }) => ({
    id,
    ...(hash !== undefined && { hash }),
    ...(strength !== undefined && { strength }),
    ...(mask !== undefined && { mask }),
  }))
  return used.length === 0 ? {} : { addOns: used }
}

/** The recipe's add-ons, switched on; those that it does not use stay, switched off. */
export function addOnCardsFrom({ addOns }: Draft, recipe: Recipe): readonly AddOnCard[] {
  const used = (recipe.addOns ?? []).map((use) => {
    const needs = addOns.find(({ id }) => id === use.id)?.needs
    return { ...use, enabled: true, ...(needs && { needs }) }
  })
  const others = addOns.filter(({ id }) => !used.some((use) => use.id === id))
  return [...used, ...others.map((card) => ({ ...card, enabled: false }))]
}
