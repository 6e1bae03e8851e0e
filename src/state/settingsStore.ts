// The settings in the browser's storage.
import { createStore } from 'zustand/vanilla'
import { isRecord } from '../shared/isRecord'
import { isSameJson, jsonWithUnused, usableFields } from '../shared/unusedFields'
import type { Language } from '../strings/translation'
import type { Draft, SettingsState, SettingsStore } from './settings'
import { draftReaders, settingsReaders } from './settingsReaders'

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
    joining: 'union',
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
 * The settings as they were left, saved again at each change. What another version stored and this one cannot use is kept (`unusedFields`).
 * @param storageOf the browser's storage; where the person blocked it, even asking for it throws
 * @param tabStorageOf what this tab alone keeps: its draft, which no other tab's takes the place of. A new tab begins with the last one.
 */
export function createSettingsStore(
  language: Language,
  storageOf: () => Storage,
  tabStorageOf?: () => Storage,
): SettingsStore {
  const stored = readStored(storageOf)
  const common = usableFields(stored, defaults(language), settingsReaders)
  const shared = { ...common, draft: withPace(common.draft, isRecord(stored) ? stored['draft'] : undefined) }
  const own = tabStorageOf && readStored(tabStorageOf)
  const draft = withPace(usableFields(own, shared.draft, draftReaders), own)
  const store = createStore((): SettingsState => ({ ...shared, draft }))
  // At once: another tab may change the common one before this one is reloaded.
  if (tabStorageOf) write(tabStorageOf, draft)
  store.subscribe((state) => {
    // What another tab stored is stored.
    if (!adopted.has(state)) write(storageOf, state)
    if (tabStorageOf) write(tabStorageOf, state.draft)
  })
  return store
}

/** States that came from another tab. */
const adopted = new WeakSet<SettingsState>()

/**
 * Takes over what another tab stored, which this one would else write over with what it knew before. The draft stays each tab's own;
 * the language is the caller's, since its texts have to be read first.
 * @returns the language of the other tab
 */
export function adoptSettings(store: SettingsStore, stored: string | null): Language {
  const state = store.getState()
  const theirs = usableFields(parsed(stored), state, settingsReaders)
  const { draft: _, language: __, ...common } = theirs
  const changed = Object.entries(common).filter(
    ([name, value]) => !isSameJson(value, state[name as keyof SettingsState]),
  )
  if (changed.length > 0) {
    const next = { ...state, ...Object.fromEntries(changed) }
    adopted.add(next)
    store.setState(next, true)
  }
  return theirs.language
}

/** Hears of other tabs' settings until the result is called. */
export function followOtherTabs(store: SettingsStore, onLanguage: (language: Language) => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key !== key || event.newValue === null) return
    const language = adoptSettings(store, event.newValue)
    if (language !== store.getState().language) onLanguage(language)
  }
  window.addEventListener('storage', listen)
  return () => window.removeEventListener('storage', listen)
}

function write(storageOf: () => Storage, value: unknown): void {
  try {
    storageOf().setItem(key, jsonWithUnused(value))
  } catch {
    // Storage full or refused: the settings hold until the tab is closed, which is all that can be done.
  }
}

function readStored(storageOf: () => Storage): unknown {
  try {
    return parsed(storageOf().getItem(key))
  } catch {
    return null
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

/** A draft that was stored before it had a pace is the person's own. */
const withPace = (draft: Draft, stored: unknown): Draft =>
  isRecord(stored) && 'steps' in stored && !('pace' in stored) ? { ...draft, pace: 'own' } : draft
