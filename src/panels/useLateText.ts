import { useCallback } from 'react'
import { lateText, type LateTextKey } from '../strings/lateText'
import type { TextValues } from '../strings/text'
import { useSettings } from './EditorContext'

/** `useText` for dialogs that are read late, whose own sentences are read with them. */
export function useLateText(): (key: LateTextKey, values?: TextValues) => string {
  const language = useSettings((state) => state.language)
  return useCallback((key, values) => lateText(language, key, values), [language])
}
