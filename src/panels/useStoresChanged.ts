import { useCallback, useSyncExternalStore } from 'react'
import { work } from '../actions/late'
import { useEditor } from './EditorContext'
import type { Editor } from '../engine/editor'

/** Draws the component again when anything changes on which an action's being enabled may depend. */
export function useStoresChanged(): void {
  useFromStores(version)
}

/**
 * What `read` finds in the stores; the component is drawn again when that changes, and not with each step of an edit.
 * @param read gives the same value as long as it means the same
 */
export function useFromStores<Value extends string | boolean | undefined>(
  read: (editor: Editor) => Value,
): Value {
  const editor = useEditor()
  const subscribeTo = useCallback((changed: () => void) => subscribe(editor, changed), [editor])
  return useSyncExternalStore(subscribeTo, () => read(editor))
}

/** Panning and zooming enables nothing. */
const enabling = ['tool', 'candidate', 'crop', 'transform', 'viewedResult', 'marked', 'panelSteps'] as const

function subscribe(
  { document, gallery, history, jobs, settings, view }: Editor,
  changed: () => void,
): () => void {
  const stops = [document, gallery, history.store, jobs, settings].map((store) => store.subscribe(changed))
  // Before that an open picture's actions are not enabled.
  stops.push(work.subscribe(changed))
  stops.push(
    view.subscribe((state, before) => {
      if (enabling.some((key) => state[key] !== before[key])) changed()
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

function version({ document, gallery, history, jobs, settings, view }: Editor): string {
  const { tool, candidate, crop, transform, viewedResult, marked, panelSteps } = view.getState()
  const stores = [document, gallery, history.store, jobs, settings]
  const states = stores.map((store) => numberOf(store.getState()))
  return [
    ...states,
    tool,
    candidate,
    crop && numberOf(crop),
    transform && numberOf(transform),
    numberOf(panelSteps),
    viewedResult,
    ...marked,
  ].join()
}
