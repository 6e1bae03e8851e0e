import { useEffect } from 'react'
import { useEditor } from '../EditorContext'
import type { MappedWords } from '../../state/jobs'

/** While a word is held in the prompt that made the picture, its part is shown; afterwards that of the kept word, if any. */
export function useHeldWord({ words, prompt }: MappedWords, kept: number | undefined): void {
  const { view } = useEditor()
  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    const hold = ({ target }: Event) => {
      if (!(target instanceof HTMLTextAreaElement) || target.value !== prompt) return
      // The caret moves after the event.
      requestAnimationFrame(() => {
        const caret = target.selectionStart
        const word = words.findIndex(({ start, end }) => start <= caret && caret <= end)
        if (word >= 0 && !signal.aborted) view.setState({ word })
      })
    }
    const release = () => requestAnimationFrame(() => !signal.aborted && view.setState({ word: kept }))
    document.addEventListener('pointerdown', hold, { signal })
    document.addEventListener('pointerup', release, { signal })
    return () => abort.abort()
  }, [view, words, prompt, kept])
}
