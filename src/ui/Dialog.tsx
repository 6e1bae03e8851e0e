import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type DragEvent, type ReactNode } from 'react'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton'

interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly closeLabel: string
  readonly width?: number
  /** The title is for screen readers only, and there is no close button: the palette. */
  readonly bare?: boolean
  readonly onClose: () => void
  /** Takes files that are dropped on the dialog; absent where they are none of its own. */
  readonly onFiles?: ((files: readonly File[]) => void) | undefined
  readonly children: ReactNode
}

export function Dialog({
  open,
  title,
  closeLabel,
  width = 460,
  bare,
  onClose,
  onFiles,
  children,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  /** The default is prevented where what is dropped is for this, and not for the canvas below. */
  const ownDrop = (act: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!onFiles || event.defaultPrevented || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    act(event)
  }
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup
          ref={popup}
          data-dialog
          // Not the close button, whose tooltip would open; the palette's search field takes the focus itself.
          initialFocus={bare ? true : popup}
          className={bare ? styles.bare : styles.popup}
          style={{ width }}
          onDragOver={ownDrop(() => {})}
          onDrop={ownDrop(({ dataTransfer }) => onFiles?.([...dataTransfer.files]))}
        >
          {bare ? (
            <BaseDialog.Title className="visually-hidden">{title}</BaseDialog.Title>
          ) : (
            <header className={styles.head}>
              <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
              <IconButton icon={X} label={closeLabel} onClick={onClose} />
            </header>
          )}
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
