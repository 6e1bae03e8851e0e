// What page, planner and runner know of a guide without its code: its folder's meta.ts. Nothing else names a guide.
import type { Fields, GuideValues } from './guideFields'
import type { PromptSyntax } from './prompt/promptSyntax'
import type { SchedulerId } from './recipe'
import type { SimpleControl } from './simpleControl'

/**
 * A guide's part in a run. `text` changes how texts are read, `start` where denoising begins, `base` folds the branches into
 * one noise (a run has one), `addition` adds to it, `views` cuts the canvas, `correction` acts on the finished noise, `pace` says how
 * much of the network runs at a step.
 */
export type GuideRole = 'text' | 'start' | 'base' | 'addition' | 'views' | 'correction' | 'pace'

/** How much work a run is to be. */
export type Pace = 'quality' | 'balanced' | 'fast'

/** What of a recipe and a checkpoint decides which guides a run implies. */
export interface RunFacts {
  readonly image: boolean
  readonly mask: boolean
  readonly strength?: number
  /** All texts of the run that the checkpoint reads: the prompts, and those of guides' fields. */
  readonly texts: readonly string[]
  /** Channels that the UNet takes, and those of the latents. */
  readonly inChannels: number
  readonly latentChannels: number
  /** Whether a guide of the run is of this role. */
  has(role: GuideRole): boolean
  /** Whether a guide of the run makes use of the picture by itself, so that it need not be the start. */
  readonly usesPicture: boolean
  /** Whether a guide of the run begins from an inversion of the picture. */
  readonly inverts: boolean
  /** Whether a guide of the run takes the recipe's mask for itself. */
  readonly usesMask: boolean
  /** Whether a guide of the run fills the channels after the latents. */
  readonly fillsChannels: boolean
}

/** What a guide needs besides its fields. */
export interface Requirements {
  readonly image?: true
  readonly mask?: true
  /** Channels that the UNet has to take, one of these. */
  readonly unetChannels?: readonly number[]
  /** A checkpoint of Stable Diffusion XL, or one with two text encoders as it has. */
  readonly xl?: true
  /** Samplers that it works with, where it does not with every one. */
  readonly samplers?: readonly SchedulerId[]
  /** With a picture, a sampler that draws no noise: it goes back the way that an inversion came. */
  readonly deterministic?: true
}

/** What people want of guides, in the order in which they are offered. */
export const guidePurposes = ['words', 'change', 'follow', 'place', 'quality'] as const
export type GuidePurpose = (typeof guidePurposes)[number]

export interface GuideMeta<F extends Fields = Fields> {
  /** kebab-case; stored in recipes. */
  readonly id: string
  /** Counts up when the same values give other pixels; 1 where it is left out. */
  readonly version?: number
  readonly label: string
  /** One sentence: what it does for the person. */
  readonly summary: string
  /** "Ho & Salimans 2022, arXiv:2207.12598" */
  readonly paper: string
  readonly role: GuideRole
  /** What it is for, by which it is found; "quality" where it does not say. */
  readonly purpose?: GuidePurpose
  readonly fields: F
  /** Settings of earlier versions that changed nothing: recipes may still name them. */
  readonly former?: readonly string[]
  /** Numbers of UNet channels whose part after the latents it provides: 8 picture, 9 mask and picture, 5 depth. */
  readonly fills?: readonly number[]
  /** Whether a recipe that does not name it uses it all the same. */
  readonly impliedBy?: (facts: RunFacts) => boolean
  /** Comes and goes with the picture, the mask and the strength; it has no card in the panel. */
  readonly automatic?: true
  /** Reads the syntax of prompts, in the way that these values of its fields say. */
  readonly readsPrompts?: (values: GuideValues) => PromptSyntax
  /** Values under which it does nothing, for a recipe that would imply it all the same: its card is off, or guidance is distilled into the network. */
  readonly whenOff?: GuideValues
  /** Makes use of the recipe's picture by itself. */
  readonly usesPicture?: true
  /** Begins from an inversion of the picture, as deep as the recipe's strength says: no noised picture is the start. */
  readonly inverts?: true
  /** Takes the recipe's mask for itself: what is outside of it stays without further help. */
  readonly usesMask?: true
  /** Says what to do with a picture, in place of what the picture shows; an empty prompt is refused. */
  readonly instructs?: true
  /** With these values of its fields it leads a new picture alone: the prompt may be empty. */
  readonly leadsAlone?: (values: GuideValues) => boolean
  /** A recipe may use it several times; each use has a key. */
  readonly many?: true
  readonly requires?: Requirements
  /** Guides that cannot run in the same recipe, and why, in words. */
  readonly excludes?: Readonly<Record<string, string>>
  /** One slider for its strength and its range, for those who want to know of neither. */
  readonly simply?: SimpleControl
  /** Can show a layer before the run: a hint, a mask that it finds; or the picture of a whole run with other values of its own. */
  readonly prepares?: true | PreparatoryRun
  /** Its card is a habit of the document: project files have it. */
  readonly keptWithDocument?: true
  /** Values that are worth a name, to be used again with another prompt. */
  readonly remembers?: RememberedValues
  /** Settings that suit a bundled checkpoint better than the defaults, by its id. */
  readonly suits?: Readonly<Record<string, GuideValues>>
  /** It has nothing to do in a picture of the checkpoint's own size: so many times as wide does a new one begin when it is added. */
  readonly widens?: number
  /** Settings with which it makes a run cheaper, by how much cheaper it is to be; at a pace that is left out it does not act. */
  readonly paces?: Readonly<Partial<Record<Pace, GuideValues>>>
  /** The names under which other programs store its settings, by field. */
  readonly knownAs?: Readonly<Record<string, ParameterName>>
}

export interface PreparatoryRun {
  readonly values: GuideValues
  /** What its picture is, in English: "Reconstruction". */
  readonly name: string
}

export interface RememberedValues {
  /** Names of the fields. */
  readonly fields: readonly string[]
  /** What they are called unless the person says: "cat → dog". */
  readonly name: (values: GuideValues) => string
}

/** Settings of AUTOMATIC1111's `parameters` text. */
export type ParameterName = 'guidanceScale' | 'imageGuidanceScale' | 'guidanceRescale'

/** Of what the same values of a guide give. */
export const guideVersion = ({ version = 1 }: GuideMeta): number => version

/** Every guide that may be used, by id. */
export type GuideMetas = ReadonlyMap<string, GuideMeta>

/** Keeps the literal types of `fields`. */
export const defineMeta = <const F extends Fields>(meta: GuideMeta<F>): GuideMeta<F> => meta
