// The settings of an edit that a grid can vary, and how each is read from what a person types.
import { guideMetas } from '../../../workers/guidance/list'
import { schedulerIds, type GuideUse, type Recipe, type SchedulerId } from '../../shared/recipe'
import { guideText } from '../../strings/guideText'
import type { TextKey } from '../../strings/text'
import type { Language } from '../../strings/translation'
import { schedulerNames } from '../schedulerNames'

/** A setting as one axis of a grid. */
export interface GridAxis {
  readonly id: string
  /** A key of the page's texts, or a guide's own words. */
  readonly label: { readonly key: TextKey } | { readonly words: string }
  /** What the values look like, to be shown where none are typed. */
  readonly example: string
  /** The recipe with the value that a text stands for; nothing where it stands for none. */
  readonly apply: (recipe: Recipe, text: string) => Recipe | undefined
}

/** The values of an axis as they were typed: parted by commas or semicolons; "3..6" is each whole number from 3 to 6. */
export const typedValues = (typed: string): readonly string[] =>
  typed
    .split(/[,;，、；]/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .flatMap(withRange)

/** Longer ranges are a slip of the pen. */
const longestRange = 100

function withRange(text: string): readonly string[] {
  const [, from, to] = /^(\d+)\s*\.\.\s*(\d+)$/.exec(text) ?? []
  if (from === undefined || to === undefined) return [text]
  const count = Number(to) - Number(from) + 1
  return count >= 1 && count <= longestRange
    ? Array.from({ length: count }, (_, at) => String(Number(from) + at))
    : [text]
}

const numberOf = (text: string): number | undefined => {
  const value = Number(text)
  return text !== '' && Number.isFinite(value) ? value : undefined
}
const numeric =
  (put: (recipe: Recipe, value: number) => Recipe) =>
  (recipe: Recipe, text: string): Recipe | undefined => {
    const value = numberOf(text)
    return value === undefined ? undefined : put(recipe, value)
  }

/** Every setting of a recipe that a grid can vary, guides' numbers among them. */
export function gridAxes(recipe: Recipe, language: Language): readonly GridAxis[] {
  return [
    {
      id: 'seed',
      label: { key: 'panel.seed' },
      example: '1..4',
      apply: numeric((to, seed) => ({ ...to, seed })),
    },
    {
      id: 'steps',
      label: { key: 'panel.steps' },
      example: '4, 8, 20',
      apply: numeric((to, steps) => ({ ...to, steps })),
    },
    {
      id: 'scheduler',
      label: { key: 'panel.scheduler' },
      example: `${schedulerNames.ddim}, ${schedulerNames['dpm-solver++']}`,
      apply: (to, text) => {
        const scheduler = schedulerNamed(text)
        return scheduler && { ...to, scheduler }
      },
    },
    ...(recipe.strength === undefined
      ? []
      : [
          {
            id: 'strength',
            label: { key: 'panel.strength' as const },
            example: '0.4, 0.6, 0.8',
            apply: numeric((to, strength) => ({ ...to, strength })),
          },
        ]),
    { id: 'words', label: { key: 'grid.words' }, example: wordsExample(recipe.prompt), apply: replaced },
    ...recipe.guides.flatMap((use) => guideAxes(use, language)),
  ]
}

/** By diffusers' name or by ours, whatever the case. */
function schedulerNamed(text: string): SchedulerId | undefined {
  const wanted = text.toLowerCase()
  return schedulerIds.find((id) => id === wanted || schedulerNames[id].toLowerCase() === wanted)
}

/** "cat = dog": the prompt with one word for another; "cat" alone is the prompt as it is, where the word is in it. */
function replaced(recipe: Recipe, text: string): Recipe | undefined {
  const [word = '', by] = text.split('=').map((each) => each.trim())
  if (word === '' || !recipe.prompt.includes(word)) return undefined
  return by === undefined ? recipe : { ...recipe, prompt: recipe.prompt.replaceAll(word, by) }
}

function wordsExample(prompt: string): string {
  const last = prompt.trim().split(/\s+/).at(-1) ?? ''
  return last === '' ? 'red = blue' : `${last}, ${last} = …`
}

function guideAxes({ id, key }: GuideUse, language: Language): GridAxis[] {
  const meta = guideMetas.get(id)
  if (!meta) return []
  const texts = guideText(language, meta)
  return Object.entries(meta.fields).flatMap(([name, field]) => {
    if (field.kind !== 'number' && field.kind !== 'strength') return []
    const [low, high] = field.usual ?? [field.min, field.max]
    return [
      {
        id: `${key} ${name}`,
        label: { words: `${texts.label}: ${texts.field(name, field).label}` },
        example: [low, field.default, high].filter((value, at, all) => all.indexOf(value) === at).join(', '),
        apply: numeric((to, value) => ({
          ...to,
          guides: to.guides.map((use) =>
            use.key === key ? { ...use, values: { ...use.values, [name]: value } } : use,
          ),
        })),
      },
    ]
  })
}
