import { useEffect, useState, type ReactNode } from 'react'
import { isTextField } from '../actions/shortcuts'
import { work } from '../actions/late'
import { contentsOf, hasText, mayHold, type Transferred } from '../files/transfer'
import { isOpen } from '../state/document'
import styles from './DropArea.module.css'
import { useDocument, useEditor, useText } from '../panels/EditorContext'

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
    // What an event carries has to be taken out of it at once.
    const take = (contents: Transferred, zone: Zone) =>
      void work
        .read()
        .then(({ takeTransferred }) => takeTransferred(editor, contents, zone))
        .catch(editor.fail)
    // What is dragged within the page is none of ours, nor is text that is dropped into a field.
    let isOwn = false
    const isTaken = ({ dataTransfer, target }: DragEvent) =>
      !isOwn &&
      dataTransfer !== null &&
      mayHold(dataTransfer) !== undefined &&
      (dataTransfer.types.includes('Files') || !isTextField(target))
    window.addEventListener('dragstart', () => (isOwn = true), { signal })
    window.addEventListener('dragend', () => (isOwn = false), { signal })
    window.addEventListener(
      'dragover',
      (event) => {
        if (event.defaultPrevented) return setZone(undefined)
        if (!isTaken(event)) return
        event.preventDefault()
        // A text may be settings, which go to the panel wherever it is dropped.
        if (event.dataTransfer && mayHold(event.dataTransfer) === 'picture') setZone(zoneOf(event))
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
        if (event.defaultPrevented || !event.dataTransfer || !isTaken(event)) return
        event.preventDefault()
        take(contentsOf(event.dataTransfer), zoneOf(event))
      },
      { signal },
    )
    window.addEventListener(
      'paste',
      (event) => {
        const { clipboardData, target } = event
        if (!clipboardData || (isTextField(target) && hasText(clipboardData))) return
        const pasted = contentsOf(clipboardData)
        const { files, addresses, withheld, settings } = pasted
        if (files.length + addresses.length + withheld === 0 && settings === undefined) return
        event.preventDefault()
        take(pasted, 'layer')
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

function Half({ chosen, text }: { readonly chosen: boolean; readonly text: string }) {
  return (
    <div className={styles.half} data-chosen={chosen}>
      {text}
    </div>
  )
}
