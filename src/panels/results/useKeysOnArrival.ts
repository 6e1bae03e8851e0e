import { useEffect } from 'react'
import { focusCanvas } from '../../actions/shortcuts'
import { useEditor } from '../EditorContext'
import { promptOf } from '../../shared/savedRecipe'

/**
 * Gives the keys to a result that arrives: Enter accepts it, Delete discards it. Who has gone on to something else meanwhile,
 * another text in the prompt among it, keeps the focus.
 */
export function useKeysOnArrival(): void {
  const { document: picture, settings, view } = useEditor()
  useEffect(
    () =>
      picture.subscribe(({ candidates }, before) => {
        const newest = candidates.at(-1)
        if (!newest || candidates.length <= before.candidates.length) return
        const { activeElement } = document
        const { draft } = settings.getState()
        const waits =
          activeElement === null ||
          activeElement === document.body ||
          activeElement.matches('[data-run]') ||
          (activeElement.matches('[data-prompt]') && draft.text[draft.mode] === promptOf(newest.recipe))
        if (!waits) return
        // The grid, which is drawn from the same change, takes the focus itself.
        if (view.getState().grid && candidates.length > 1)
          requestAnimationFrame(() =>
            document.querySelector<HTMLElement>('[data-result][tabindex="0"]')?.focus(),
          )
        else focusCanvas()
      }),
    [picture, settings, view],
  )
}
