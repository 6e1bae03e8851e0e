import { isOpen } from '../state/document'
import type { Editor } from '../engine/editor'

/** Whether closing the tab would lose what is open: the storage is full, or refuses. */
export function wouldBeLost({ document, saving }: Pick<Editor, 'document' | 'saving'>): boolean {
  const { state } = saving.getState()
  return isOpen(document.getState()) && (state === 'failed' || state === 'off')
}

/** Has the browser ask before the tab is closed or reloaded, but only where that would lose work. */
export function askBeforeLeaving(editor: Editor): void {
  addEventListener('beforeunload', (event) => {
    if (wouldBeLost(editor)) event.preventDefault()
  })
}
