// A recipe is a whole edit as plain JSON. The same recipe gives the same pixels on the same backend; it is stored in every
// exported PNG, can be dropped back on the window, and runs without a window (`npm run recipe`).
import * as v from 'valibot'
import { PalimpsestError, type ErrorReport } from './errors'
import type { GuideValues } from './guideFields'
import type { GuideMetas } from './guideMeta'
import { parseUses } from './guideUses'
import { messages } from './messages'
import { checkEnlarged } from './pictureLimits'
import { withPlainTexts } from './plainTexts'
import { misfitOf } from './misfit'

/** Characters of a prompt, or of a text of a guide. */
export const longestPrompt = 10_000
/** Version 1 named guides once each, without keys, masks and add-ons; it is read as a version 2 that has none of them. */
export const recipeVersion = 2

export const schedulerIds = [
  'ddim',
  'ddpm',
  'pndm',
  'euler',
  'euler-ancestral',
  'heun',
  'dpm-solver++',
  'dpm-solver++-sde',
  'unipc',
  'lcm',
  'tcd',
] as const
export type SchedulerId = (typeof schedulerIds)[number]

/** Of a mask's edge, in pixels of the picture. */
export const mostFeather = 256
/** Rules by which noise levels are spaced in place of the timesteps' own (diffusers' `use_..._sigmas`). */
export const sigmaSpacings = ['karras', 'exponential', 'beta'] as const
export type SigmaSpacing = (typeof sigmaSpacings)[number]

/** The schedulers that can run on such levels. */
export const samplersWithSigmas: readonly SchedulerId[] = [
  'euler',
  'heun',
  'dpm-solver++',
  'dpm-solver++-sde',
  'unipc',
]

/** Those that draw noise at each step, whatever `eta` is. */
const drawing: readonly SchedulerId[] = ['ddpm', 'euler-ancestral', 'dpm-solver++-sde', 'lcm']

/** Whether the same noise at the beginning gives another picture when other numbers are drawn on the way. */
export const drawsNoise = ({
  scheduler,
  eta,
}: {
  readonly scheduler?: SchedulerId
  readonly eta: number
}): boolean => eta > 0 || (scheduler !== undefined && drawing.includes(scheduler))

export interface GuideUse {
  readonly id: string
  /** Tells this use from others of the same guide; lower-case letters, digits and hyphens. */
  readonly key: string
  readonly values: GuideValues
  /** Part of the steps in which the guide acts, as fractions [first, last] of the whole; [0, 1] is all of them. */
  readonly range: readonly [number, number]
  /** Name of a picture, white where the guide acts; absent: everywhere. */
  readonly mask?: string
}

/** A network or a file of weights beside the checkpoint. */
export interface AddOn {
  readonly id: string
  /** SHA-256 of its weights in hexadecimal, where it is known. */
  readonly hash?: string
  /** How strongly it acts, 1 as it was trained: on all of the checkpoint, or on each of its networks. */
  readonly strength?: number | AddOnStrengths
  /** Name of a picture, white where its change of the UNet acts; absent: everywhere. */
  readonly mask?: string
}

export interface AddOnStrengths {
  readonly unet: number
  readonly textEncoder: number
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
  /** How noise levels are spaced; left out, as the checkpoint says. Only for some schedulers. */
  readonly sigmas?: SigmaSpacing
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
  /** The id of a network that enlarges the result where it is laid over a larger part of the picture; left out, it is resampled. */
  readonly upscaler?: string
  /** How many times as wide and high as the working size a new picture is made, by the upscaler; left out, it keeps that size. */
  readonly enlarge?: EnlargeFactor
  readonly guides: readonly GuideUse[]
  /** What is laid over the checkpoint's own weights. */
  readonly addOns?: readonly AddOn[]
}

export const mostSteps = 1000

/** How many times as wide and high a new picture can be made. */
export const enlargeFactors = [2, 4] as const
export type EnlargeFactor = (typeof enlargeFactors)[number]

// Below 64 pixels a real checkpoint's deepest level has no pixel left; multiples of 8 are whole latent pixels.
/** Of a side of the working size, in pixels. */
export const sizeLimits = { least: 64, most: 4096, step: 8 } as const
const size = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(sizeLimits.least),
  v.maxValue(sizeLimits.most),
  v.multipleOf(sizeLimits.step),
)
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1024))

// Keys become parts of file names in a trace.
const key = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, messages.notAnId.text), v.maxLength(64))
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, messages.notAHash.text))

const addOnStrength = v.pipe(v.number(), v.minValue(-4), v.maxValue(4))

const schema = v.strictObject({
  version: v.picklist([1, recipeVersion]),
  checkpoint: name,
  prompt: v.pipe(v.string(), v.maxLength(longestPrompt)),
  negativePrompt: v.optional(v.pipe(v.string(), v.maxLength(longestPrompt)), ''),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 53 - 1)), 0),
  steps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostSteps)), 20),
  scheduler: v.optional(v.picklist(schedulerIds)),
  eta: v.optional(fraction, 0),
  sigmas: v.optional(v.picklist(sigmaSpacings)),
  /** Older recipes' word for `sigmas: 'karras'`. */
  karrasSigmas: v.optional(v.boolean(), false),
  clipSkip: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(11)), 0),
  width: v.optional(size, 128),
  height: v.optional(size, 128),
  image: v.optional(name),
  mask: v.optional(name),
  strength: v.optional(fraction),
  feather: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(mostFeather)), 4),
  keepUnchanged: v.optional(v.boolean(), false),
  upscaler: v.optional(name),
  enlarge: v.optional(v.picklist(enlargeFactors)),
  guides: v.optional(
    v.array(
      v.strictObject({
        id: name,
        key: v.optional(key),
        values: v.optional(v.record(v.string(), v.unknown()), {}),
        range: v.optional(v.strictTuple([fraction, fraction]), [0, 1]),
        mask: v.optional(name),
      }),
    ),
    [],
  ),
  addOns: v.optional(
    v.array(
      v.strictObject({
        id: name,
        hash: v.optional(hash),
        strength: v.optional(
          v.union([addOnStrength, v.strictObject({ unet: addOnStrength, textEncoder: addOnStrength })]),
        ),
        mask: v.optional(name),
      }),
    ),
  ),
})

/**
 * Reads a recipe from parsed JSON; missing settings take their defaults, unknown ones are refused.
 * @param metas every guide that may be used, by id
 * @throws PalimpsestError('recipe') with one sentence that names what is wrong.
 */
export function parseRecipe(json: unknown, metas: GuideMetas): Recipe {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new PalimpsestError(messages.notARecipe())
  const version: unknown = 'version' in json ? json.version : undefined
  if (typeof version === 'number' && version > recipeVersion)
    throw new PalimpsestError(messages.laterRecipe({ version, known: recipeVersion }))
  const result = v.safeParse(schema, json)
  if (!result.success) throw new PalimpsestError(refusalOf(result.issues[0]))
  const {
    image,
    mask,
    scheduler,
    sigmas,
    karrasSigmas,
    strength,
    guides,
    addOns,
    upscaler,
    enlarge,
    ...rest
  } = result.output
  const spacing = sigmas ?? (karrasSigmas ? ('karras' as const) : undefined)
  const keepUnchanged = rest.keepUnchanged || undefined
  const needImage = { mask, strength, keepUnchanged, ...(enlarge === undefined && { upscaler }) }
  for (const [key, given] of Object.entries(needImage))
    if (given !== undefined && image === undefined)
      throw new PalimpsestError(messages.withoutImage({ setting: key }))
  if (enlarge !== undefined) {
    if (image !== undefined) throw new PalimpsestError(messages.enlargedEdit())
    if (upscaler === undefined) throw new PalimpsestError(messages.noUpscaler())
    checkEnlarged({ ...rest, enlarge })
  }
  return {
    ...rest,
    version: recipeVersion,
    ...(scheduler === undefined ? {} : { scheduler }),
    ...(spacing === undefined ? {} : { sigmas: spacing }),
    ...(image === undefined ? {} : { image }),
    ...(mask === undefined ? {} : { mask }),
    ...(strength === undefined ? {} : { strength }),
    ...(upscaler === undefined ? {} : { upscaler }),
    ...(enlarge === undefined ? {} : { enlarge }),
    guides: withPlainTexts(parseUses(guides, metas), result.output, metas),
    ...(addOns === undefined || addOns.length === 0 ? {} : { addOns: addOns.map(addOnOf) }),
  }
}

const addOnOf = ({
  id,
  hash,
  strength,
  mask,
}: {
  id: string
  hash?: string | undefined
  strength?: AddOn['strength'] | undefined
  mask?: string | undefined
}): AddOn => ({
  id,
  ...(hash !== undefined && { hash }),
  ...(strength !== undefined && { strength }),
  ...(mask !== undefined && { mask }),
})

function refusalOf(issue: v.BaseIssue<unknown>): ErrorReport {
  // The path of a setting that is not known could be a book.
  const path = v.getDotPath(issue)?.slice(0, 200)
  const misfit = misfitOf(issue)
  return path ? messages.recipeSetting({ path, misfit }) : messages.recipeMisfit({ misfit })
}
