import { useEffect, useState, type ReactNode } from 'react'
import { addAsLayer, openAsDocument } from '../actions/opening'
import { fileFrom } from '../files/clipboard'
import styles from './DropArea.module.css'
import { useDocument, useEditor, useText } from './EditorContext'

/** Takes what is dropped or pasted anywhere on the page. A dropped picture is opened, a pasted one put on top. */
export function DropArea({ children }: { readonly children: ReactNode }) {
  const editor = useEditor()
  const t = useText()
  const open = useDocument(({ width }) => width > 0)
  const [over, setOver] = useState(false)

  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    window.addEventListener(
      'dragover',
      (event) => {
        if (!hasFile(event)) return
        event.preventDefault()
        setOver(true)
      },
      { signal },
    )
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setOver(false)
      },
      { signal },
    )
    window.addEventListener(
      'drop',
      (event) => {
        setOver(false)
        const file = fileFrom(event.dataTransfer)
        if (!file) return
        event.preventDefault()
        void (event.shiftKey ? addAsLayer(editor, file) : openAsDocument(editor, file))
      },
      { signal },
    )
    window.addEventListener(
      'paste',
      (event) => {
        const file = fileFrom(event.clipboardData)
        if (!file) return
        event.preventDefault()
        void addAsLayer(editor, file)
      },
      { signal },
    )
    return () => abort.abort()
  }, [editor])

  return (
    <>
      {children}
      {over && <div className={styles.veil}>{t(open ? 'start.dropLayer' : 'start.dropHere')}</div>}
    </>
  )
}
