// What outlives the tab: preferences, each tool's settings, and everything in the edit panel. Nothing here is undone.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LessonKind } from '../shared/lessonKinds'
import type { GuideValues } from '../shared/guideFields'
import type { AddOn, EnlargeFactor, GuideUse, SchedulerId, SigmaSpacing } from '../shared/recipe'
import type { BackendChoice } from '../shared/protocol/request'
import type { AddOnNeeds } from '../shared/protocol/summaries'
import type { Language } from '../strings/translation'

export type EditMode = 'edit' | 'generate'

/** A guide's card in the panel: kept with its values while it is switched off. */
export interface GuideCard extends GuideUse {
  readonly enabled: boolean
  readonly folded?: boolean
}

/** An add-on in the panel, open or not: kept with its strength while it is switched off. */
export interface AddOnCard extends AddOn {
  readonly enabled: boolean
  /** Known once its file was open. */
  readonly needs?: AddOnNeeds
}

export interface Draft {
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
}

/** Nothing, the recipe, or the recipe and the work with all of its layers. */
export const exportedMetadata = ['nothing', 'recipe', 'work'] as const
export type ExportedMetadata = (typeof exportedMetadata)[number]

export interface SettingsState {
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

const defaults = (language: Language): SettingsState => ({
  theme: 'system',
  language,
  backend: 'auto',
  previews: true,
  metadata: 'recipe',
  tourOffered: true,
  hubToken: '',
  seenBy: { things: '', subject: '' },
  writtenBy: { captions: '', sentences: '' },
  undoMegabytes: 512,
  tools: {
    brushSize: 24,
    hardness: 0.8,
    pressure: true,
    penSize: 4,
    colour: '#e0483a',
    wandTolerance: 32,
    wandBy: 'colour',
    growPixels: 4,
  },
  draft: {
    mode: 'edit',
    text: { edit: '', generate: '' },
    checkpoint: { edit: 'toyland/instruct', generate: 'toyland/base' },
    negativePrompt: '',
    seed: 1,
    seedLocked: false,
    steps: 20,
    pace: 'suited',
    size: { width: 0, height: 0 },
    enlarge: 0,
    scheduler: 'checkpoint',
    sigmas: 'checkpoint',
    eta: 0,
    clipSkip: 0,
    candidates: 1,
    strength: 0.8,
    feather: 4,
    keepUnchanged: true,
    upscaler: '',
    guides: [],
    addOns: [],
  },
  prompts: [],
  remembered: [],
  costs: [],
})

const key = 'palimpsest.settings.1'

/**
 * The settings as they were left, saved again at each change. A setting that an earlier version stored in another form
 * takes its default.
 * @param storageOf the browser's storage; where the person blocked it, even asking for it throws
 * @param tabStorageOf what this tab alone keeps: its draft, which no other tab's takes the place of. A new tab begins with the last one.
 */
export function createSettingsStore(
  language: Language,
  storageOf: () => Storage,
  tabStorageOf?: () => Storage,
): SettingsStore {
  const stored = readStored(storageOf)
  const common = restored(defaults(language), stored) as SettingsState
  const shared = { ...common, draft: restoredDraft(common.draft, keysOf(stored)['draft']) }
  const own = tabStorageOf && readStored(tabStorageOf)
  const store = createStore(() => ({ ...shared, draft: restoredDraft(shared.draft, own) }))
  // At once: another tab may change the common one before this one is reloaded.
  if (tabStorageOf) write(tabStorageOf, store.getState().draft)
  store.subscribe((state) => {
    write(storageOf, state)
    if (tabStorageOf) write(tabStorageOf, state.draft)
  })
  return store
}

function write(storageOf: () => Storage, value: unknown): void {
  try {
    storageOf().setItem(key, JSON.stringify(value))
  } catch {
    // Storage full or refused: the settings hold until the tab is closed, which is all that can be done.
  }
}

function readStored(storageOf: () => Storage): unknown {
  try {
    return JSON.parse(storageOf().getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** A draft that was stored before it had a pace is the person's own. */
function restoredDraft(fallback: Draft, stored: unknown): Draft {
  const draft = restored(fallback, stored) as Draft
  const keys = keysOf(stored)
  return 'steps' in keys && !('pace' in keys) ? { ...draft, pace: 'own' } : draft
}

const keysOf = (stored: unknown): Readonly<Record<string, unknown>> =>
  typeof stored === 'object' && stored !== null ? { ...stored } : {}

/** `stored` where it has the form of `fallback`, key by key. */
function restored(fallback: unknown, stored: unknown): unknown {
  if (Array.isArray(fallback)) return Array.isArray(stored) ? stored : fallback
  if (typeof fallback !== 'object' || fallback === null)
    return typeof stored === typeof fallback ? stored : fallback
  const given = keysOf(stored)
  return Object.fromEntries(
    Object.entries(fallback).map(([name, value]) => [name, restored(value, given[name])]),
  )
}

export function changeDraft(settings: SettingsStore, change: Partial<Draft>): void {
  settings.setState(({ draft }) => ({ draft: { ...draft, ...change } }))
}

export function changeTools(settings: SettingsStore, change: Partial<ToolSettings>): void {
  settings.setState(({ tools }) => ({ tools: { ...tools, ...change } }))
}
