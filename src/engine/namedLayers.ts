// Pictures and masks that guides and add-ons name: each is the id of a layer of the document, so that it is undone, saved and exported with it.
import { guideMetas } from '../../workers/guidance/list'
import type { Field, Fields, GuideValues } from '../shared/guideFields'
import type { DrawnHint } from '../shared/hintKind'
import type { GuideUse, Recipe } from '../shared/recipe'

/** A field that names a layer; none for the mask of the use itself. */
export interface NamedLayer {
  readonly layer: string
  readonly field?: Field
}

/** What a use of a guide names, in the order of the panel. */
export function namedLayers({ id, values, mask }: Pick<GuideUse, 'id' | 'values' | 'mask'>): NamedLayer[] {
  const named = namesIn(guideMetas.get(id)?.fields ?? {}, values)
  return mask === undefined ? named : [...named, { layer: mask }]
}

function namesIn(fields: Fields, values: GuideValues): NamedLayer[] {
  return Object.entries(fields).flatMap(([id, field]): NamedLayer[] => {
    const value = values[id]
    if (field.kind === 'list')
      return (value as readonly GuideValues[]).flatMap((item) => namesIn(field.item, item))
    const names = (field.kind === 'picture' || field.kind === 'mask') && typeof value === 'string'
    return names && value !== '' ? [{ layer: value, field }] : []
  })
}

/** What a layer is to be for the guide whose picture it is, and for which network; '' for any. */
export function drawnHintOf(
  guides: readonly Pick<GuideUse, 'id' | 'values' | 'mask'>[],
  layer: string,
): DrawnHint | undefined {
  for (const use of guides) {
    const named = namedLayers(use).find((one) => one.layer === layer)
    const kind = named?.field?.kind === 'picture' ? named.field.drawnAs?.(use.values) : undefined
    if (kind) return { kind, network: String(use.values['network'] ?? '') }
  }
  return undefined
}

/** The layers that the guides and add-ons of a recipe name, each once. */
export const layersNamedBy = ({ guides, addOns = [] }: Pick<Recipe, 'guides' | 'addOns'>): string[] => [
  ...new Set([
    ...guides.flatMap((use) => namedLayers(use).map(({ layer }) => layer)),
    ...addOns.flatMap(({ mask }) => mask ?? []),
  ]),
]
