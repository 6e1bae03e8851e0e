// A recipe is a whole edit as plain JSON. The same recipe gives the same pixels on the same backend; it is stored in every
// exported PNG, can be dropped back on the window, and runs without a window (`npm run recipe`).
import * as v from 'valibot'
import { PalimpsestError } from './errors'
import { parseValues, type GuideMeta, type GuideValues } from './guideFields'
import { misfitOf } from './misfit'

export const recipeVersion = 1

export const schedulerIds = ['ddim', 'pndm', 'euler', 'euler-ancestral', 'dpm-solver++', 'lcm'] as const
export type SchedulerId = (typeof schedulerIds)[number]

export interface GuideUse {
  readonly id: string
  readonly values: GuideValues
  /** Part of the steps in which the guide acts, as fractions [first, last] of the whole; [0, 1] is all of them. */
  readonly range: readonly [number, number]
}

export interface Recipe {
  readonly version: typeof recipeVersion
  /** A bundled id such as "toyland/base", a Hub id "owner/name", or the name of a folder that the person opened. */
  readonly checkpoint: string
  /** What to make, or for InstructPix2Pix what to change. */
  readonly prompt: string
  readonly negativePrompt: string
  /** Whole number from 0 to 2^53 - 1, as torch.manual_seed takes it. */
  readonly seed: number
  readonly steps: number
  /** Left out: the checkpoint's own scheduler. */
  readonly scheduler?: SchedulerId
  /** DDIM's share of fresh noise in each step, 0 (none) to 1 (as DDPM). */
  readonly eta: number
  /** Karras et al. 2022 noise levels, for dpm-solver++ and euler. */
  readonly karrasSigmas: boolean
  /** CLIP layers left out at the end of the text encoder, 0 for none. */
  readonly clipSkip: number
  /** Working size in pixels, multiples of 8. */
  readonly width: number
  readonly height: number
  /** Name of the input picture, if any. */
  readonly image?: string
  /** Name of the mask, white where the edit may change the picture. */
  readonly mask?: string
  /**
   * How much of the noise schedule is run on the picture: 0 keeps it, 1 leaves nothing of it. Left out: 0.8 for
   * image-to-image; pure noise at the start for a masked edit and for InstructPix2Pix.
   */
  readonly strength?: number
  /** Mask feather in pixels of the picture; the mask grows outwards by it, never inwards. */
  readonly feather: number
  /**
   * Where the edit changes nothing that can be seen, the picture's own pixels stay, at its own size. Off, the whole region
   * is what the networks made, as diffusers returns it.
   */
  readonly keepUnchanged: boolean
  readonly guides: readonly GuideUse[]
}

// Below 64 pixels a real checkpoint's deepest level has no pixel left; multiples of 8 are whole latent pixels.
const size = v.pipe(v.number(), v.integer(), v.minValue(64), v.maxValue(2048), v.multipleOf(8))
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1024))

const schema = v.strictObject({
  version: v.literal(recipeVersion),
  checkpoint: name,
  prompt: v.pipe(v.string(), v.maxLength(10_000)),
  negativePrompt: v.optional(v.pipe(v.string(), v.maxLength(10_000)), ''),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 53 - 1)), 0),
  steps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 20),
  scheduler: v.optional(v.picklist(schedulerIds)),
  eta: v.optional(fraction, 0),
  karrasSigmas: v.optional(v.boolean(), false),
  clipSkip: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(11)), 0),
  width: v.optional(size, 128),
  height: v.optional(size, 128),
  image: v.optional(name),
  mask: v.optional(name),
  strength: v.optional(fraction),
  feather: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(256)), 4),
  keepUnchanged: v.optional(v.boolean(), false),
  guides: v.optional(
    v.array(
      v.strictObject({
        id: name,
        values: v.optional(v.record(v.string(), v.union([v.number(), v.boolean(), v.string()])), {}),
        range: v.optional(v.strictTuple([fraction, fraction]), [0, 1]),
      }),
    ),
    [],
  ),
})

/**
 * Reads a recipe from parsed JSON; missing settings take their defaults, unknown ones are refused.
 * @param metas every guide that may be used, by id
 * @throws PalimpsestError('recipe') with one sentence that names what is wrong.
 */
export function parseRecipe(json: unknown, metas: ReadonlyMap<string, GuideMeta>): Recipe {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new PalimpsestError(
      'recipe',
      'This is not a recipe: it is not a JSON object.',
      'Export a picture from Palimpsest to see one.',
    )
  const version: unknown = 'version' in json ? json.version : undefined
  if (typeof version === 'number' && version > recipeVersion)
    throw new PalimpsestError(
      'recipe',
      `This recipe has version ${version}, and this program reads up to version ${recipeVersion}.`,
      'Open it with a newer Palimpsest.',
    )
  const result = v.safeParse(schema, json)
  if (!result.success)
    throw new PalimpsestError('recipe', sentenceFor(result.issues[0]), 'Correct that setting of the recipe.')
  const { image, mask, scheduler, strength, guides, ...rest } = result.output
  const keepUnchanged = rest.keepUnchanged || undefined
  for (const [key, given] of Object.entries({ mask, strength, keepUnchanged }))
    if (given !== undefined && image === undefined)
      throw new PalimpsestError(
        'recipe',
        `The recipe has a "${key}" but no "image" that it could apply to.`,
        `Add an image, or remove the ${key}.`,
      )
  return {
    ...rest,
    ...(scheduler === undefined ? {} : { scheduler }),
    ...(image === undefined ? {} : { image }),
    ...(mask === undefined ? {} : { mask }),
    ...(strength === undefined ? {} : { strength }),
    guides: guides.map((use) => parseUse(use, metas)),
  }
}

function parseUse(
  use: { id: string; values: GuideValues; range: readonly [number, number] },
  metas: ReadonlyMap<string, GuideMeta>,
): GuideUse {
  const meta = metas.get(use.id)
  if (!meta)
    throw new PalimpsestError(
      'recipe',
      `The recipe uses a guide "${use.id}" that this program does not have.`,
      `It has: ${[...metas.keys()].join(', ')}.`,
    )
  if (use.range[0] >= use.range[1])
    throw new PalimpsestError(
      'recipe',
      `The guide "${use.id}" would act from ${use.range[0]} to ${use.range[1]}, which is no part of the steps.`,
      'Give a range [first, last] of fractions with first below last.',
    )
  return { id: use.id, values: parseValues(meta, use.values), range: use.range }
}

function sentenceFor(issue: v.BaseIssue<unknown>): string {
  // The path of a setting that is not known could be a book.
  const path = v.getDotPath(issue)?.slice(0, 200)
  return path ? `The recipe's "${path}" ${misfitOf(issue)}.` : `The recipe ${misfitOf(issue)}.`
}
