import { useEffect, type RefObject } from 'react'
import { useView } from '../EditorContext'

/** Takes the focus when the cursor is sent into the prompt, at the end of it or with all of it selected. */
export function useAskedFocus(field: RefObject<HTMLTextAreaElement | null>, main: boolean): void {
  const asked = useView((state) => state.promptAsked)
  useEffect(() => {
    const { current } = field
    if (!main || asked.times === 0 || !current) return
    current.focus()
    current.setSelectionRange(asked.select ? 0 : current.value.length, current.value.length)
  }, [field, main, asked])
}
