// A training plan: what is taught from which pictures, as plain JSON. The same plan on the same backend learns the same.
import * as v from 'valibot'
import { PalimpsestError } from './errors'
import { learnables, lessonKinds, stepsFor, usualRates, type Learnable, type LessonKind } from './lessonKinds'
import { messages } from './messages'
import { misfitOf } from './misfit'

/** How the learning rate goes on after it has risen: it stays, or falls to nothing along a line or half a cosine. */
export const rateSchedules = ['constant', 'linear', 'cosine'] as const
export type RateSchedule = (typeof rateSchedules)[number]

/** One thing or style that is learned, and its pictures. */
export interface Concept {
  /** By which it is called: "sks", or a new word such as "<creature>". */
  readonly word: string
  /** What kind of thing it is, in the checkpoint's words: "robot". */
  readonly className: string
  /** Names of the pictures, 1 to 200 of them. */
  readonly pictures: readonly string[]
  /**
   * Of each picture in turn; `{}` stands for the word and its class. Where it says nothing: "a {word} {class}", of a style and of a word
   * that is learned alone Textual Inversion's templates.
   */
  readonly captions: readonly string[]
}

export interface TrainingPlan extends Concept {
  readonly version: 1
  readonly checkpoint: string
  readonly kind: LessonKind
  readonly learns: Learnable
  /** Further concepts that are learned along. */
  readonly others: readonly Concept[]
  /**
   * Of a checkpoint that edits by instruction: the picture before the edit for each picture after it, and the captions are the
   * instructions.
   */
  readonly before: readonly string[]
  /** Of a ControlNet: the hint for each picture. */
  readonly hints: readonly string[]
  /** The ControlNet with which one begins, in place of a copy of the UNet: the id of one that comes with the program, or its folder. */
  readonly network: string
  readonly steps: number
  readonly batch: number
  readonly learningRate: number
  /** How the rate goes on after it has risen. */
  readonly schedule: RateSchedule
  /** min-SNR's gamma; 0 counts every noise level the same. */
  readonly minSnrGamma: number
  /** Of the moving average of what trains, near 1; 0 keeps none. */
  readonly ema: number
  /** Of a LoRA. */
  readonly rank: number
  /** Whether a LoRA lies on the convolutions and the other linear layers too. */
  readonly convolutions: boolean
  /** Whether a LoRA lies on the text encoder too. */
  readonly textEncoder: boolean
  /** Of a new word. */
  readonly vectors: number
  /**
   * Whether the word of a LoRA or of a whole UNet is a new one, whose vectors train along (pivotal tuning); else it is read by the tokenizer's own tokens, which
   * have to stand out in the checkpoint.
   */
  readonly newWord: boolean
  /** How many times as often as the others a timestep of the noisier half is drawn, where it is decided what there is in a picture. */
  readonly timestepBias: number
  /** Pictures of the class that the checkpoint itself makes first, so that it does not forget what others look like. */
  readonly classPictures: number
  /** What they show, in turn; `{}` stands for the class. None: "a {}". */
  readonly classCaptions: readonly string[]
  /**
   * Things beside which each concept is learned too, "a red ball": the checkpoint makes pictures of them, which are put beside the concepts'
   * own; those of several concepts beside each other as well.
   */
  readonly companions: readonly string[]
  /** Working size in pixels, a multiple of 8. */
  readonly size: number
  readonly flip: boolean
  /** Sizes and places at which each picture is learned in place of its own, drawn at random (Custom Diffusion); 0 for its own. */
  readonly crops: number
  readonly seed: number
  /** Of which a picture is made on the way, to be looked at. */
  readonly samplePrompts: readonly string[]
  /** Steps between such pictures; 0 makes none. */
  readonly sampleEvery: number
  /** Steps between two states that are kept, from which the training can go on; 0 keeps none. */
  readonly saveEvery: number
}

/** As many prompts are shown on the way, and as many things may stand beside what is learned. */
export const mostSamplePrompts = 8
export const mostCompanions = 20
/** Letters of a name, a caption or a prompt. */
export const longestText = 1000

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const text = (least: number) => v.pipe(v.string(), v.minLength(least), v.maxLength(longestText))

const concept = {
  word: text(1),
  className: v.optional(text(0), ''),
  pictures: v.pipe(v.array(text(1)), v.minLength(1), v.maxLength(200)),
  captions: v.optional(v.array(text(0)), []),
}

const schema = v.strictObject({
  version: v.literal(1),
  checkpoint: text(1),
  kind: v.picklist(lessonKinds),
  learns: v.optional(v.picklist(learnables), 'subject'),
  ...concept,
  others: v.optional(v.pipe(v.array(v.strictObject(concept)), v.maxLength(8)), []),
  hints: v.optional(v.pipe(v.array(text(1)), v.maxLength(200)), []),
  network: v.optional(text(0), ''),
  before: v.optional(v.pipe(v.array(text(1)), v.maxLength(200)), []),
  steps: v.optional(whole(1, 100_000)),
  batch: v.optional(whole(1, 16), 1),
  learningRate: v.optional(v.pipe(v.number(), v.minValue(1e-8), v.maxValue(1))),
  schedule: v.optional(v.picklist(rateSchedules), 'cosine'),
  minSnrGamma: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100)), 0),
  ema: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.99999)), 0),
  rank: v.optional(whole(1, 128), 8),
  convolutions: v.optional(v.boolean(), true),
  textEncoder: v.optional(v.boolean(), false),
  vectors: v.optional(whole(1, 16), 1),
  newWord: v.optional(v.boolean(), false),
  timestepBias: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(100)), 1),
  classPictures: v.optional(whole(0, 1000), 0),
  classCaptions: v.optional(v.pipe(v.array(text(1)), v.maxLength(200)), []),
  companions: v.optional(v.pipe(v.array(text(1)), v.maxLength(mostCompanions)), []),
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(64), v.maxValue(1024), v.multipleOf(8)), 128),
  flip: v.optional(v.boolean(), false),
  crops: v.optional(whole(0, 64), 0),
  seed: v.optional(whole(0, 2 ** 53 - 1), 0),
  samplePrompts: v.optional(v.pipe(v.array(text(1)), v.maxLength(mostSamplePrompts)), []),
  sampleEvery: v.optional(whole(0, 100_000), 0),
  saveEvery: v.optional(whole(0, 100_000), 50),
})

/**
 * Checks a plan and fills in what is left open.
 * @throws PalimpsestError('recipe') naming the setting that does not fit.
 */
export function parseTrainingPlan(json: unknown): TrainingPlan {
  const parsed = v.safeParse(schema, json)
  if (!parsed.success) {
    const [issue] = parsed.issues
    const path = issue.path?.map(({ key }) => String(key)).join('.') ?? 'plan'
    throw new PalimpsestError(messages.planSetting({ path, misfit: misfitOf(issue) }))
  }
  const plan = parsed.output
  const pictures = [plan, ...plan.others].reduce((sum, one) => sum + one.pictures.length, 0)
  const usual = { steps: stepsFor(plan.kind, pictures, plan.learns), learningRate: usualRates[plan.kind] }
  return { ...usual, ...withoutUndefined(plan) } as TrainingPlan
}

/** All that a plan teaches, the first first. */
export const conceptsOf = (plan: TrainingPlan): readonly Concept[] => [plan, ...plan.others]

/** What a plan's outcome is called: "<teapot>", of several "<teapot> + <snail>". */
export const learnedName = (plan: TrainingPlan): string =>
  conceptsOf(plan)
    .map(({ word }) => word)
    .join(' + ')

const withoutUndefined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>
