// What a step of the history was about: the words of an edit, the name of a layer or of what was opened.
import { promptOf } from '../shared/savedRecipe'
import type { DocumentState } from './document'

interface Named {
  readonly id: string
}

const added = <T extends Named>(before: readonly T[], after: readonly T[]): T | undefined =>
  after.findLast(({ id }) => !before.some((other) => other.id === id))

/** Letters that are kept; a prompt may be a page. */
const longest = 120

/** In the person's own words; nothing where there are none. */
export function stepDetail(before: DocumentState, after: DocumentState): string | undefined {
  const detail =
    openedName(before, after) ??
    promptIn(added(before.candidates, after.candidates)) ??
    ownName(added(before.layers, after.layers)) ??
    ownName(added(after.layers, before.layers)) ??
    promptIn(added(after.candidates, before.candidates)) ??
    ownName(changedLayer(before, after))
  const words = detail?.trim().slice(0, longest)
  return words === '' ? undefined : words
}

const promptIn = (candidate: { readonly recipe: unknown } | undefined) =>
  candidate && promptOf(candidate.recipe)

const ownName = (layer: { readonly name: string } | undefined) =>
  layer && layer.name !== '' ? layer.name : undefined

/** The name of a picture or project that took the place of all that was there. */
const openedName = (before: DocumentState, after: DocumentState) =>
  after.name !== before.name && !after.layers.some((layer) => before.layers.includes(layer))
    ? ownName(after)
    : undefined

/** The only layer that is another than before. */
function changedLayer(before: DocumentState, after: DocumentState) {
  const changed = after.layers.filter((layer) => !before.layers.includes(layer))
  return changed.length === 1 ? changed[0] : undefined
}
