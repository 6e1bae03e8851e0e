import { useEffect } from 'react'
import { useEditor } from '../EditorContext'
import type { MappedWords } from '../../state/jobs'

/** While a word is held in a prompt that made the picture, its part is shown; afterwards that of the kept word, if any. */
export function useHeldWord({ words, prompts }: MappedWords, kept: number | undefined): void {
  const { view } = useEditor()
  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    const hold = ({ target }: Event) => {
      if (!(target instanceof HTMLTextAreaElement)) return
      const prompt = prompts.indexOf(target.value)
      // The caret moves after the event.
      requestAnimationFrame(() => {
        const caret = target.selectionStart
        const word = words.findIndex(({ of, start, end }) => of === prompt && start <= caret && caret <= end)
        if (word >= 0 && !signal.aborted) view.setState({ word })
      })
    }
    const release = () => requestAnimationFrame(() => !signal.aborted && view.setState({ word: kept }))
    document.addEventListener('pointerdown', hold, { signal })
    document.addEventListener('pointerup', release, { signal })
    return () => abort.abort()
  }, [view, words, prompts, kept])
}
