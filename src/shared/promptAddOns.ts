// Add-ons that a prompt names, as in <lora:name:0.8>: they become add-ons of the recipe, and the words stay.
import { parsePrompt } from './prompt/parsePrompt'
import type { AddOn, Recipe } from './recipe'

/**
 * The recipe as it is to be run: without the add-ons' names in its prompts, and with them among its add-ons. What a prompt says of
 * an add-on's strength goes before what the recipe says.
 */
export function withPromptAddOns(recipe: Recipe): Recipe {
  const named = new Map<string, AddOn['strength'] & {}>()
  const words = (text: string): string => {
    const { addOns } = parsePrompt(text, { syntax: 'both', steps: recipe.steps })
    let [rest, at] = ['', 0]
    for (const { name, strength, start, end } of addOns) {
      named.set(name, strength)
      rest += text.slice(at, start)
      at = end
    }
    return (rest + text.slice(at)).trim()
  }
  const [prompt, negativePrompt] = [words(recipe.prompt), words(recipe.negativePrompt)]
  if (named.size === 0) return recipe
  const listed = recipe.addOns ?? []
  const all: AddOn[] = [
    ...listed.filter(({ id }) => !named.has(id)),
    ...[...named].map(([id, strength]) => ({ ...listed.find((one) => one.id === id), id, strength })),
  ]
  return { ...recipe, prompt, negativePrompt, addOns: all }
}
