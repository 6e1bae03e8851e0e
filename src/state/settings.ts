// What outlives the tab: preferences, each tool's settings, and everything in the edit panel. Nothing here is undone.
import type { MaskOperation } from '../canvas/kernels/combineMasks'
import type { StoreApi } from 'zustand/vanilla'
import type { LessonKind } from '../shared/lessonKinds'
import type { GuideValues } from '../shared/guideFields'
import type { AddOn, EnlargeFactor, GuideUse, SchedulerId, SigmaSpacing } from '../shared/recipe'
import type { BackendChoice } from '../shared/protocol/request'
import type { AddOnNeeds } from '../shared/protocol/summaries'
import type { MayHoldUnused } from '../shared/unusedFields'
import type { Language } from '../strings/translation'

export type EditMode = 'edit' | 'generate'

/** A guide's card in the panel: kept with its values while it is switched off. */
export interface GuideCard extends GuideUse, MayHoldUnused {
  readonly enabled: boolean
  readonly folded?: boolean
}

/** An add-on in the panel, open or not: kept with its strength while it is switched off. */
export interface AddOnCard extends AddOn, MayHoldUnused {
  readonly enabled: boolean
  /** Known once its file was open. */
  readonly needs?: AddOnNeeds
}

/** How many results one press may make. */
export const mostCandidates = 8

export interface Draft extends MayHoldUnused {
  readonly mode: EditMode
  /** Instruction or prompt, and checkpoint, kept apart for each mode. */
  readonly text: Readonly<Record<EditMode, string>>
  readonly checkpoint: Readonly<Record<EditMode, string>>
  readonly negativePrompt: string
  readonly seed: number
  /** A locked seed stays; otherwise each run draws a new one. */
  readonly seedLocked: boolean
  readonly steps: number
  /** Whether the pace (steps, scheduler, guidance) follows the checkpoint and its guides, or is the person's own. */
  readonly pace: 'suited' | 'own'
  /** Of a new picture, in pixels; 0: the checkpoint's own. */
  readonly size: { readonly width: number; readonly height: number }
  /** How many times as wide and high the upscaler makes a new picture; 1: it is left as it is, 0: what suits (`engine/upscaling`). */
  readonly enlarge: 0 | 1 | EnlargeFactor
  /** Absent: the checkpoint's own. */
  readonly scheduler: SchedulerId | 'checkpoint'
  /** How the scheduler's noise levels are spaced. */
  readonly sigmas: SigmaSpacing | 'checkpoint'
  /** DDIM's share of fresh noise in each step, 0 to 1. */
  readonly eta: number
  /** Layers left out at the end of the text encoder. */
  readonly clipSkip: number
  /** How many results one press makes. */
  readonly candidates: number
  readonly strength: number
  readonly feather: number
  readonly keepUnchanged: boolean
  /** The network that enlarges results; '' for what suits the checkpoint (`engine/upscaling`). */
  readonly upscaler: string
  readonly guides: readonly GuideCard[]
  readonly addOns: readonly AddOnCard[]
}

/** The widest line of the pen, in pixels. */
export const widestPen = 128

export interface ToolSettings {
  /** Diameter in pixels of the picture. */
  readonly brushSize: number
  /** 0 to 1. */
  readonly hardness: number
  readonly pressure: boolean
  readonly penSize: number
  readonly colour: string
  /** 0 to 255, largest difference of a channel. */
  readonly wandTolerance: number
  /** What a click with the wand takes: what has that colour, or the thing that is there. */
  readonly wandBy: 'colour' | 'thing'
  readonly growPixels: number
  /** How a shape joins the mask that is there. */
  readonly joining: MaskOperation
}

export interface RememberedValues {
  /** The guide's id. */
  readonly guide: string
  readonly name: string
  readonly values: GuideValues
}

/** What a step of a kind of edit, or of a training, took on this device. */
export interface MeasuredCost {
  /** As the engine describes it. */
  readonly device: string
  readonly checkpoint: string
  /** Ids of the guides that took part. */
  readonly guides: string
  /** Of a training: of what kind. */
  readonly teaches?: LessonKind
  /** Of the working size; of a training, of all pictures of a step together. */
  readonly pixels: number
  /** In seconds. */
  readonly step: number
  /** Of a training: what was reckoned of a step, passes of the UNet times pixels of one picture, and seconds of the optimiser. */
  readonly reckoned?: { readonly passes: number; readonly optimiser: number }
}

/** Nothing, the recipe, or the recipe and the work with all of its layers. */
export const exportedMetadata = ['nothing', 'recipe', 'work'] as const
export type ExportedMetadata = (typeof exportedMetadata)[number]

export interface SettingsState extends MayHoldUnused {
  readonly theme: 'system' | 'dark' | 'light'
  readonly language: Language
  readonly backend: BackendChoice
  readonly previews: boolean
  /** What an exported PNG says beside its pixels. */
  readonly metadata: ExportedMetadata
  /** The start screen offers the tour, until it was taken or put aside. */
  readonly tourOffered: boolean
  /** A read token of the Hub, for gated models; it goes to the Hub alone. */
  readonly hubToken: string
  /** Models of the Hub that tell things apart, and the subject from what is behind it; '' is Toyland's. */
  readonly seenBy: Readonly<Record<'things' | 'subject', string>>
  /** Models of the Hub that write: captions of pictures ('' is Toyland's), and sentences about a concept ('' is none). */
  readonly writtenBy: Readonly<Record<'captions' | 'sentences', string>>
  /** Megabytes of pixels kept for undo. */
  readonly undoMegabytes: number
  readonly tools: ToolSettings
  readonly draft: Draft
  /** The last prompts and instructions, newest first. */
  readonly prompts: readonly string[]
  /** Values of guides that the person gave a name, newest first. */
  readonly remembered: readonly RememberedValues[]
  /** The newest first. */
  readonly costs: readonly MeasuredCost[]
}

export type SettingsStore = StoreApi<SettingsState>

export function changeDraft(settings: SettingsStore, change: Partial<Draft>): void {
  settings.setState(({ draft }) => ({ draft: { ...draft, ...change } }))
}

export function changeTools(settings: SettingsStore, change: Partial<ToolSettings>): void {
  settings.setState(({ tools }) => ({ tools: { ...tools, ...change } }))
}
