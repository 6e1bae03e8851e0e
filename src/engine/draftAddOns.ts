// Add-ons from the edit panel to a recipe, and back.
import type { Recipe } from '../shared/recipe'
import type { AddOnCard, Draft } from '../state/settings'

/** The recipe's add-ons: those that are switched on. */
export function addOnsOf({ addOns }: Draft): Pick<Recipe, 'addOns'> {
  const used = addOns
    .filter(({ enabled }) => enabled)
    .map(({ id, hash, strength }) => ({
      id,
      ...(hash !== undefined && { hash }),
      ...(strength !== undefined && { strength }),
    }))
  return used.length === 0 ? {} : { addOns: used }
}

/** The recipe's add-ons, switched on; those that it does not use stay, switched off. */
export function addOnCardsFrom({ addOns }: Draft, recipe: Recipe): readonly AddOnCard[] {
  const used = (recipe.addOns ?? []).map((use) => ({ ...use, enabled: true }))
  const others = addOns.filter(({ id }) => !used.some((use) => use.id === id))
  return [...used, ...others.map((card) => ({ ...card, enabled: false }))]
}
