// The `parameters` text that Stable Diffusion programs put into PNGs, in the form of AUTOMATIC1111's web UI: the prompt, a line
// "Negative prompt: ...", and a last line of "Key: value" pairs.
import { guideMetas } from '../../../workers/guidance/list'
import type { ParameterName } from '../../shared/guideMeta'
import type { Recipe, SchedulerId, SigmaSpacing } from '../../shared/recipe'

/** Its names of samplers. PNDM without Runge-Kutta steps is what it calls PLMS. */
export const samplerNames: Readonly<Record<SchedulerId, string>> = {
  ddim: 'DDIM',
  ddpm: 'DDPM',
  pndm: 'PLMS',
  euler: 'Euler',
  'euler-ancestral': 'Euler a',
  heun: 'Heun',
  'dpm-solver++': 'DPM++ 2M',
  'dpm-solver++-sde': 'DPM++ 2M SDE',
  unipc: 'UniPC',
  lcm: 'LCM',
  tcd: 'TCD',
}

/** Its names of the ways to space noise levels. */
export const scheduleTypes: Readonly<Record<SigmaSpacing, string>> = {
  karras: 'Karras',
  exponential: 'Exponential',
  beta: 'Beta',
}

/** Writes a recipe as that text. What it has no word for (most guides) stands in the recipe beside it alone. */
export function writeParameters(recipe: Recipe): string {
  const known = knownValues(recipe)
  const pairs: readonly (readonly [key: string, value: unknown])[] = [
    ['Steps', recipe.steps],
    ['Sampler', recipe.scheduler && samplerNames[recipe.scheduler]],
    ['Schedule type', recipe.sigmas && scheduleTypes[recipe.sigmas]],
    ['CFG scale', known.guidanceScale],
    ['Image CFG scale', known.imageGuidanceScale],
    ['CFG Rescale', known.guidanceRescale || undefined],
    ['Seed', recipe.seed],
    ['Size', `${recipe.width}x${recipe.height}`],
    ['Model', recipe.checkpoint],
    ['Denoising strength', recipe.strength],
    // It counts the last layer as 1.
    ['Clip skip', recipe.clipSkip > 0 ? recipe.clipSkip + 1 : undefined],
    ['Eta', recipe.eta || undefined],
    ['Version', 'Palimpsest'],
  ]
  const last = pairs
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${quoted(String(value))}`)
    .join(', ')
  const negative = recipe.negativePrompt === '' ? [] : [`Negative prompt: ${recipe.negativePrompt}`]
  return [recipe.prompt, ...negative, last].join('\n')
}

/** The settings of a recipe's guides that this text has names for; one that changes over the steps has none. */
function knownValues({ guides }: Recipe): Partial<Record<ParameterName, number>> {
  const pairs = guides.flatMap(({ id, values }) =>
    Object.entries(guideMetas.get(id)?.knownAs ?? {}).flatMap(([field, name]) => {
      const value = values[field]
      return typeof value === 'number' ? [[name, value]] : []
    }),
  )
  return Object.fromEntries(pairs) as Partial<Record<ParameterName, number>>
}

/** Values that would look like the form itself are put in quotes, as JSON. */
const quoted = (value: string) => (/[,:\n]/.test(value) ? JSON.stringify(value) : value)
