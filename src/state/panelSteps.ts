// What the edit panel loses by one press can be undone, though the panel is no part of the document.
import type { Step } from './history'
import type { SettingsState } from './settings'

export interface PanelStep {
  readonly undo: (settings: SettingsState) => Partial<SettingsState>
  readonly redo: (settings: SettingsState) => Partial<SettingsState>
  /** What happens besides, of which the settings know nothing. */
  readonly undone?: () => void
  readonly redone?: () => void
  /** The last step of the document when this was done: it is the next to be undone while that is the last one again. */
  readonly behind: Step | undefined
  /** Aborted when it is undone: its notice goes. */
  readonly notice: AbortController
}

/** The last one last. */
export interface PanelSteps {
  readonly done: readonly PanelStep[]
  readonly undone: readonly PanelStep[]
}

/** As many as are remembered. */
export const mostPanelSteps = 50
