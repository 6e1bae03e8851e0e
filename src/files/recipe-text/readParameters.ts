// The same text of other programs, as far as it goes: settings for the panel, and the names of those that are not taken over.
import {
  schedulerIds,
  sizeLimits,
  sigmaSpacings,
  type Recipe,
  type SchedulerId,
  type SigmaSpacing,
} from '../../shared/recipe'
import { samplerNames, scheduleTypes } from './parameters'

/** What could be taken over. A key is present only if the text gave it a value that a recipe may have. */
export type ParametersRecipe = Partial<
  Pick<
    Recipe,
    | 'prompt'
    | 'negativePrompt'
    | 'seed'
    | 'steps'
    | 'scheduler'
    | 'sigmas'
    | 'clipSkip'
    | 'width'
    | 'height'
    | 'strength'
    | 'eta'
  >
> & {
  /** -1: each run draws another seed. */
  readonly drawsSeed?: true
  /** Classifier-free guidance. */
  readonly guidanceScale?: number
  /** InstructPix2Pix's second scale. */
  readonly imageGuidanceScale?: number
  /** Lin et al. 2023. */
  readonly guidanceRescale?: number
  /** The model's name in that program, which need not be a checkpoint that is known here. */
  readonly model?: string
}

export interface ReadParameters {
  readonly recipe: ParametersRecipe
  /** Keys of the text that mean something to its program and nothing here, such as "Hires upscale". */
  readonly ignored: readonly string[]
}

/** It says nothing about how the picture came to be. */
const silent = 'Version'

const pairPattern = /\s*(\w[\w \-/]*):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)/g

/** Reads a `parameters` text; undefined where it has no line of settings, so that it is something else's text. */
export function readParameters(text: string): ReadParameters | undefined {
  const lines = text.trim().split(/\r?\n/)
  // Some programs write more behind the settings, such as the template of the prompt.
  const settingsAt = lines.findLastIndex((line) => isSettings(pairsOf(line)))
  if (settingsAt < 0) return undefined
  const pairs = pairsOf(lines[settingsAt]!)
  const body = lines.slice(0, settingsAt)
  const negativeAt = body.findIndex((line) => line.startsWith('Negative prompt:'))
  const promptLines = negativeAt < 0 ? body : body.slice(0, negativeAt)
  const negativeLines = negativeAt < 0 ? [] : body.slice(negativeAt)
  const negative = negativeLines.join('\n').slice('Negative prompt:'.length)
  const { recipe, ignored } = settingsOf(promptLines.join('\n'), negative, pairs)
  return { recipe, ignored: [...ignored, ...keysBehind(lines.slice(settingsAt + 1))] }
}

/** The same from its parts. */
export function settingsOf(
  prompt: string,
  negative: string,
  pairs: ReadonlyMap<string, string>,
): ReadParameters {
  const left = new Map(pairs)
  return {
    recipe: { prompt: prompt.trim(), negativePrompt: negative.trim(), ...settingsFrom(left) },
    ignored: [...left.keys()].filter((key) => key !== silent),
  }
}

/** SD.Next puts strokes between them. */
const pairsOf = (line: string) =>
  new Map(
    [...line.replaceAll(/ ?\| (?=[A-Z][\w ]*:)/g, ', ').matchAll(pairPattern)].map(
      ([, key = '', value = '']) => [key.trim(), unquoted(value)],
    ),
  )

/** A prompt may end in something like "a: b"; the settings are always several. */
const isSettings = (pairs: ReadonlyMap<string, string>) => pairs.size >= 3 && pairs.has('Steps')

/** What begins the lines behind the settings, as far as it is a name. */
const keysBehind = (lines: readonly string[]) =>
  lines.flatMap((line) => /^(\w[\w \-/]*):/.exec(line)?.[1] ?? [])

/** Takes what it understands out of `pairs`. */
function settingsFrom(pairs: Map<string, string>): ParametersRecipe {
  const take = (key: string) => {
    const value = pairs.get(key)
    pairs.delete(key)
    return value
  }
  const number = (key: string, fits: (value: number) => boolean) => {
    const given = pairs.get(key)
    if (given === undefined || given === '' || !fits(Number(given))) return undefined
    return Number(take(key))
  }
  const whole = (least: number, most: number) => (value: number) =>
    Number.isSafeInteger(value) && value >= least && value <= most
  const between = (least: number, most: number) => (value: number) => value >= least && value <= most

  const { scheduler, sigmas } = samplerFrom(pairs)
  const clipSkip = number('Clip skip', whole(1, 12))
  return defined({
    steps: number('Steps', whole(1, 1000)),
    scheduler,
    sigmas,
    guidanceScale: number('CFG scale', between(1, 30)),
    guidanceRescale: number('CFG Rescale', between(0, 1)),
    imageGuidanceScale: number('Image CFG scale', between(1, 5)),
    ...(pairs.get('Seed') === '-1'
      ? { drawsSeed: take('Seed') === '-1' || undefined }
      : { seed: number('Seed', whole(0, Number.MAX_SAFE_INTEGER)) }),
    strength: number('Denoising strength', between(0, 1)),
    clipSkip: clipSkip === undefined ? undefined : clipSkip - 1,
    eta: number('Eta', between(0, 1)),
    ...sizeFrom(pairs),
    model: take('Model'),
  })
}

/** "DPM++ 2M Karras" in older texts; in newer ones "DPM++ 2M" and "Schedule type: Karras". */
function samplerFrom(pairs: Map<string, string>): { scheduler?: SchedulerId; sigmas?: SigmaSpacing } {
  const sampler = pairs.get('Sampler')
  const ending = sigmaSpacings.find((one) => sampler?.endsWith(` ${scheduleTypes[one]}`))
  const plain = ending && sampler ? sampler.slice(0, -scheduleTypes[ending].length - 1) : sampler
  const scheduler = schedulerIds.find((id) => samplerNames[id] === plain)
  if (!scheduler) return {}
  pairs.delete('Sampler')
  const schedule = pairs.get('Schedule type')
  const named = sigmaSpacings.find((one) => scheduleTypes[one] === schedule)
  if (named || schedule === 'Automatic') pairs.delete('Schedule type')
  const sigmas = ending ?? named
  return { scheduler, ...(sigmas && { sigmas }) }
}

function sizeFrom(pairs: Map<string, string>): { width?: number; height?: number } {
  const size = /^(\d+)x(\d+)$/.exec(pairs.get('Size') ?? '')
  const [width, height] = [Number(size?.[1]), Number(size?.[2])]
  if (
    ![width, height].every(
      (side) => side >= sizeLimits.least && side <= sizeLimits.most && side % sizeLimits.step === 0,
    )
  )
    return {}
  pairs.delete('Size')
  return { width, height }
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value.trim()
  try {
    return String(JSON.parse(value))
  } catch {
    return value
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

const defined = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
