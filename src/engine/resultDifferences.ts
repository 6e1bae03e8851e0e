// What sets results apart from each other: the settings in which their recipes are not all the same.
import { guideMetas } from '../../workers/guidance/list'
import type { FieldValue } from '../shared/guideFields'
import type { GuideUse, Recipe } from '../shared/recipe'
import { factsOf, type SavedRecipe } from '../shared/savedRecipe'
import { guideText } from '../strings/guideText'
import { text, type TextKey } from '../strings/text'
import type { Language } from '../strings/translation'
import { readRecipe } from './readRecipe'
import { schedulerNames } from './schedulerNames'

/** A setting and its value, in words; a prompt says itself. */
export interface Difference {
  readonly id: string
  readonly name: string
  readonly value: string
}

/** The settings that people look for first come first. */
const named = {
  prompt: 'panel.prompt',
  seed: 'panel.seed',
  steps: 'panel.steps',
  strength: 'panel.strength',
  scheduler: 'panel.scheduler',
  checkpoint: 'panel.checkpoint',
  negativePrompt: 'panel.negative',
  width: 'crop.width',
  height: 'crop.height',
  eta: 'panel.eta',
  sigmas: 'panel.sigmas',
  clipSkip: 'panel.clipSkip',
  feather: 'panel.feather',
  upscaler: 'panel.upscaler',
  enlarge: 'size.enlarge',
} as const satisfies Record<string, TextKey>

/**
 * The settings of each recipe that are not the same in all of them; of those that are alike in everything, the seed.
 * @returns in the order of the recipes
 */
export function differencesOf(
  recipes: readonly SavedRecipe[],
  language: Language,
): readonly (readonly Difference[])[] {
  const settings = recipes.map((recipe) => settingsOf(recipe, language))
  const all = new Map(settings.flatMap((each) => [...each]))
  const differing = [...all.keys()].filter((id) => {
    // Of a guide that others lack, its name is enough.
    if (all.get(id)?.part && !settings.every((each) => each.has(id))) return false
    return new Set(settings.map((each) => each.get(id)?.value)).size > 1
  })
  const told = differing.length > 0 ? differing : ['seed']
  const off = text(language, 'stage.off')
  return settings.map((each) =>
    told.flatMap((id) => {
      const setting = each.get(id) ?? (all.has(id) && { name: all.get(id)!.name, value: off })
      return setting ? [{ id, name: setting.name, value: setting.value }] : []
    }),
  )
}

/** As one line: "Seed 5, Steps 20". */
export const differencesText = (differences: readonly Difference[]): string =>
  differences.map(({ id, name, value }) => (id === 'prompt' ? `“${value}”` : `${name} ${value}`)).join(', ')

/** By id; a part is a value of a guide. */
type Settings = Map<string, Omit<Difference, 'id'> & { readonly part?: true }>

function settingsOf(saved: SavedRecipe, language: Language): Settings {
  const facts = factsOf(saved)
  const settings: Settings = new Map()
  for (const [id, key] of Object.entries(named)) {
    const value = facts[id]
    if (value === undefined && id !== 'scheduler' && id !== 'sigmas') continue
    settings.set(id, { name: text(language, key), value: valueOf(id, value, language) })
  }
  const { recipe } = readRecipe(saved)
  for (const use of recipe?.guides ?? []) addGuide(settings, use, language)
  for (const { id, strength = 1 } of recipe?.addOns ?? [])
    settings.set(`add-on ${id}`, { name: id, value: strengthText(strength) })
  return settings
}

function valueOf(id: string, value: string | number | undefined, language: Language): string {
  if (value === undefined) return text(language, 'panel.schedulerOwn')
  const names: Readonly<Record<string, string>> = id === 'scheduler' ? schedulerNames : {}
  return names[value] ?? String(value)
}

const strengthText = (strength: NonNullable<NonNullable<Recipe['addOns']>[number]['strength']>) =>
  typeof strength === 'number' ? String(strength) : `${strength.unet} / ${strength.textEncoder}`

/** The guide itself, and each of its values that can be said in a word. */
function addGuide(settings: Settings, { id, key, values, range }: GuideUse, language: Language): void {
  const meta = guideMetas.get(id)
  if (!meta) return
  const texts = guideText(language, meta)
  const [first, last] = range.map((share) => Math.round(share * 100))
  settings.set(`guide ${key}`, {
    name: texts.label,
    value: first === 0 && last === 100 ? text(language, 'stage.on') : `${first}–${last}%`,
  })
  for (const [name, field] of Object.entries(meta.fields)) {
    const value = valueText(values[name] ?? field.default, language)
    if (value !== undefined)
      settings.set(`guide ${key} ${name}`, {
        name: `${texts.label}: ${texts.field(name, field).label}`,
        value,
        part: true,
      })
  }
}

function valueText(value: FieldValue, language: Language): string | undefined {
  if (typeof value === 'number' || typeof value === 'string') return String(value)
  return typeof value === 'boolean' ? text(language, value ? 'stage.on' : 'stage.off') : undefined
}
