import { useSyncExternalStore } from 'react'
import { useEditor } from '../app/EditorContext'
import type { Editor } from '../app/editor'

/** Draws the component again when anything changes on which an action's being enabled may depend. */
export function useStoresChanged(): void {
  const editor = useEditor()
  useSyncExternalStore(
    (changed) => subscribe(editor, changed),
    () => version(editor),
  )
}

function subscribe({ document, history, jobs, settings, view }: Editor, changed: () => void): () => void {
  const stops = [document, history.store, jobs, settings].map((store) => store.subscribe(changed))
  // Panning and zooming enables nothing.
  stops.push(
    view.subscribe((state, before) => {
      if (state.tool !== before.tool || state.candidate !== before.candidate || state.crop !== before.crop)
        changed()
    }),
  )
  return () => stops.forEach((stop) => stop())
}

const numbers = new WeakMap<object, number>()
let last = 0

/** A number for each state object, so that the stores' states together are one comparable value. */
function numberOf(state: object): number {
  const known = numbers.get(state)
  if (known !== undefined) return known
  last += 1
  numbers.set(state, last)
  return last
}

function version({ document, history, jobs, settings, view }: Editor): string {
  const { tool, candidate, crop } = view.getState()
  const states = [document.getState(), history.store.getState(), jobs.getState(), settings.getState()]
  return [...states.map(numberOf), tool, candidate, crop && numberOf(crop)].join()
}
