// What becomes of the work: whether autosave has it, and what the browser promised about keeping it.
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface SavingState {
  /** `off` where the browser has no storage for the page; `failed` while it is full or refuses. */
  readonly state: 'nothing' | 'saving' | 'saved' | 'failed' | 'off'
  /** Whether the browser keeps the storage even when space runs short; undefined as long as it was not asked. */
  readonly kept: boolean | undefined
}

export type SavingStore = StoreApi<SavingState>

export const createSavingStore = (): SavingStore => createStore(() => ({ state: 'nothing', kept: undefined }))
