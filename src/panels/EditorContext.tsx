import { createContext, useCallback, useContext, type ReactNode } from 'react'
import { useStore, type StoreApi } from 'zustand'
import type { DocumentState } from '../state/document'
import type { GalleryState } from '../state/gallery'
import type { JobsState } from '../state/jobs'
import type { SettingsState } from '../state/settings'
import type { ViewState } from '../state/view'
import type { ErrorReport } from '../shared/errors'
import type { Note } from '../shared/message'
import { errorLine, worded } from '../strings/worded'
import { text, type TextKey, type TextValues } from '../strings/text'
import type { Editor } from '../engine/editor'

const Context = createContext<Editor | undefined>(undefined)

export function EditorProvider({
  editor,
  children,
}: {
  readonly editor: Editor
  readonly children: ReactNode
}) {
  return <Context value={editor}>{children}</Context>
}

export function useEditor(): Editor {
  const editor = useContext(Context)
  if (!editor) throw new Error('useEditor is used outside of EditorProvider.')
  return editor
}

/** `t('layers.title')` in the present language; the component is drawn again when that changes. */
export function useText(): (key: TextKey, values?: TextValues) => string {
  const language = useSettings((state) => state.language)
  return useCallback((key, values) => text(language, key, values), [language])
}

/** A note or a reason in the present language. */
export function useWorded(): (note: Note) => string {
  const language = useSettings((state) => state.language)
  return useCallback((note) => worded(language, note), [language])
}

/** What is wrong and what to do about it, in the present language. */
export function useErrorLine(): (error: Omit<ErrorReport, 'code'>) => string {
  const language = useSettings((state) => state.language)
  return useCallback((error) => errorLine(language, error), [language])
}

const selected = <S, T>(store: StoreApi<S>, select: (state: S) => T): T => useStore(store, select)

export const useDocument = <T,>(select: (state: DocumentState) => T): T =>
  selected(useEditor().document, select)
export const useGallery = <T,>(select: (state: GalleryState) => T): T => selected(useEditor().gallery, select)
export const useView = <T,>(select: (state: ViewState) => T): T => selected(useEditor().view, select)
export const useJobs = <T,>(select: (state: JobsState) => T): T => selected(useEditor().jobs, select)
export const useSettings = <T,>(select: (state: SettingsState) => T): T =>
  selected(useEditor().settings, select)
