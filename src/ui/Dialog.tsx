import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
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
  readonly children: ReactNode
}

export function Dialog({ open, title, closeLabel, width = 460, bare, onClose, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
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
