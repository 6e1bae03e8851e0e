import { useEffect, useState, type ReactNode } from 'react'
import { isAddOnFile, openAddOnFile } from '../actions/addOns'
import { openDroppedCheckpoint } from '../actions/models'
import { addAsLayer, openAsDocument } from '../actions/opening'
import { fileFrom } from '../files/clipboard'
import { isOpen } from '../state/document'
import styles from './DropArea.module.css'
import type { Editor } from './editor'
import { useDocument, useEditor, useText } from './EditorContext'

type Zone = 'open' | 'layer'

/**
 * Takes what is dropped or pasted anywhere on the page. While a picture is dragged over an open document, the veil's two halves say
 * what dropping it there does; both are undone in one step. A pasted picture is put on top.
 */
export function DropArea({ children }: { readonly children: ReactNode }) {
  const editor = useEditor()
  const t = useText()
  const open = useDocument(({ width }) => width > 0)
  const [zone, setZone] = useState<Zone>()

  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    const zoneOf = ({ clientX, shiftKey }: DragEvent): Zone =>
      isOpen(editor.document.getState()) && (shiftKey || clientX > window.innerWidth / 2) ? 'layer' : 'open'
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    window.addEventListener(
      'dragover',
      (event) => {
        if (!hasFile(event)) return
        event.preventDefault()
        setZone(zoneOf(event))
      },
      { signal },
    )
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setZone(undefined)
      },
      { signal },
    )
    window.addEventListener(
      'drop',
      (event) => {
        setZone(undefined)
        const file = fileFrom(event.dataTransfer)
        if (!file) return
        event.preventDefault()
        if (isAddOnFile(file)) return void openModelFile(editor, file)
        void (zoneOf(event) === 'layer' ? addAsLayer(editor, file) : openAsDocument(editor, file))
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
      {zone && (
        <div className={styles.veil}>
          <Half chosen={zone === 'open'} text={t(open ? 'start.dropOpen' : 'start.dropHere')} />
          {open && <Half chosen={zone === 'layer'} text={t('start.dropLayer')} />}
        </div>
      )}
    </>
  )
}

/** A whole checkpoint, or what goes beside one. */
async function openModelFile(editor: Editor, file: File): Promise<void> {
  if (!(await openDroppedCheckpoint(editor, file))) openAddOnFile(editor, file)
}

function Half({ chosen, text }: { readonly chosen: boolean; readonly text: string }) {
  return (
    <div className={styles.half} data-chosen={chosen}>
      {text}
    </div>
  )
}
