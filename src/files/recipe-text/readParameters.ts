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
import { samplerPairs } from './samplersElsewhere'

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

/** The names that are read here, however they are capitalised. */
const known = new Map(
  [
    'Steps',
    'Sampler',
    'Schedule type',
    'CFG scale',
    'CFG Rescale',
    'Image CFG scale',
    'Seed',
    'Denoising strength',
    'Clip skip',
    'Eta',
    'Size',
    'Model',
    silent,
  ].map((name) => [name.toLowerCase(), name]),
)

const negativeStart = /^\s*Negative prompt:/i

/** Reads a `parameters` text; undefined where it has neither settings nor a negative prompt, so that it is something else's text. */
export function readParameters(given: string): ReadParameters | undefined {
  const text = given.replaceAll('\0', '').trim()
  return readLines(text) ?? readLines(inLines(text))
}

/** Some sites lose the ends of lines. */
const inLines = (text: string): string =>
  text.replace(/\s+(?=Negative prompt:)/i, '\n').replace(/\s+(?=Steps: *\d+ *,)/i, '\n')

function readLines(text: string): ReadParameters | undefined {
  const lines = text.split(/\r?\n/)
  // Some programs write more behind the settings, such as the template of the prompt.
  const settingsAt = lines.findLastIndex((line, at) => isSettings(line, lines.slice(at + 1)))
  const body = settingsAt < 0 ? lines : lines.slice(0, settingsAt)
  const negativeAt = body.findIndex((line) => negativeStart.test(line))
  if (settingsAt < 0 && negativeAt < 0) return undefined
  const promptLines = negativeAt < 0 ? body : body.slice(0, negativeAt)
  const negative = negativeAt < 0 ? '' : body.slice(negativeAt).join('\n').replace(negativeStart, '')
  const behind = settingsAt < 0 ? [] : lines.slice(settingsAt + 1)
  const pairs = settingsAt < 0 ? new Map<string, string>() : pairsFrom(lines[settingsAt]!, behind)
  const { recipe, ignored } = settingsOf(promptLines.join('\n'), negative, pairs)
  return { recipe, ignored: [...ignored, ...keysIn(behind.filter((line) => !goesOn(line)))] }
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

/** A key and what stands before its value. */
const keyPattern = /^[\s,]*([\p{L}\p{N}_][^:,"{}[\]]*):\s*/u

/** The pairs of a line, in order. SD.Next puts strokes between them. */
function pairsOf(line: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  for (let rest = line.replaceAll(/ ?\| (?=[A-Z][\w ]*:)/g, ', '); rest !== '';) {
    const [start = '', key] = keyPattern.exec(rest) ?? []
    if (key !== undefined) {
      rest = rest.slice(start.length)
      const value = quotedAt(rest) ?? jsonAt(rest) ?? /^[^,]*/.exec(rest)![0]
      pairs.set(known.get(key.trim().toLowerCase()) ?? key.trim(), unquoted(value))
      rest = rest.slice(value.length)
    }
    // On to what stands behind the next comma.
    rest = /,(.*)$/s.exec(rest)?.[1] ?? ''
  }
  return pairs
}

const quotedAt = (text: string): string | undefined => /^"(?:\\.|[^\\"])*"(?=\s*(?:,|$))/.exec(text)?.[0]

/** A value in braces or brackets, with its own commas and colons; undefined where it does not end. */
function jsonAt(text: string): string | undefined {
  if (!/^[{[]/.test(text)) return undefined
  let depth = 0
  for (const { 0: part, index } of text.matchAll(/"(?:\\.|[^\\"])*"|[{}[\]]/g)) {
    if (part.length > 1) continue
    depth += part === '{' || part === '[' ? 1 : -1
    if (depth === 0) return text.slice(0, index + 1)
  }
  return undefined
}

/** Whether a line behind the settings goes on with them: where it was too long, or each has a line of its own. */
const goesOn = (line: string) => known.has(/^\s*([^:,]+?)\s*:/.exec(line)?.[1]?.toLowerCase() ?? '')

const pairsFrom = (line: string, behind: readonly string[]) =>
  new Map([line, ...behind.filter(goesOn)].flatMap((each) => [...pairsOf(each)]))

/** A prompt may end in something like "a: b"; the settings are several. */
function isSettings(line: string, behind: readonly string[]): boolean {
  if (!/\bsteps\s*:/i.test(line)) return false
  const pairs = pairsFrom(line, behind)
  return /^\d+$/.test(pairs.get('Steps') ?? '') && pairs.size >= 2
}

/** What begins lines, as far as it is a name. */
const keysIn = (lines: readonly string[]) =>
  lines.flatMap((line) => /^([\p{L}\p{N}_][^:,"{}[\]]*):/u.exec(line)?.[1] ?? [])

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

  // Each run draws another one.
  if (pairs.get('Seed') === '-1') take('Seed')
  const { scheduler, sigmas } = samplerFrom(pairs)
  const clipSkip = number('Clip skip', whole(1, 12))
  return defined({
    steps: number('Steps', whole(1, 1000)),
    scheduler,
    sigmas,
    guidanceScale: number('CFG scale', between(1, 30)),
    guidanceRescale: number('CFG Rescale', between(0, 1)),
    imageGuidanceScale: number('Image CFG scale', between(1, 5)),
    seed: number('Seed', whole(0, Number.MAX_SAFE_INTEGER)),
    strength: number('Denoising strength', between(0, 1)),
    clipSkip: clipSkip === undefined ? undefined : clipSkip - 1,
    eta: number('Eta', between(0, 1)),
    ...sizeFrom(pairs),
    model: take('Model'),
  })
}

/** "DPM++ 2M Karras" in older texts; in newer ones "DPM++ 2M" and "Schedule type: Karras". */
function samplerFrom(pairs: Map<string, string>): { scheduler?: SchedulerId; sigmas?: SigmaSpacing } {
  const sampler = pairs.get('Sampler')?.toLowerCase()
  const typeOf = (one: SigmaSpacing) => scheduleTypes[one].toLowerCase()
  const ending = sigmaSpacings.find((one) => sampler?.endsWith(` ${typeOf(one)}`))
  const plain = ending && sampler ? sampler.slice(0, -typeOf(ending).length - 1) : (sampler ?? '')
  const name = samplerPairs(plain).get('Sampler')?.toLowerCase()
  const scheduler = schedulerIds.find((id) => samplerNames[id].toLowerCase() === name)
  if (!scheduler) return {}
  pairs.delete('Sampler')
  const schedule = pairs.get('Schedule type')?.toLowerCase()
  const named = sigmaSpacings.find((one) => typeOf(one) === schedule)
  if (named || schedule === 'automatic') pairs.delete('Schedule type')
  const sigmas = ending ?? named
  return { scheduler, ...(sigmas && { sigmas }) }
}

function sizeFrom(pairs: Map<string, string>): { width?: number; height?: number } {
  const size = /^(\d+) ?[x×] ?(\d+)$/i.exec(pairs.get('Size') ?? '')
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
