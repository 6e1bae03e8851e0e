import { Popover } from '@base-ui/react/popover'
import type { RefObject } from 'react'
import styles from './Tooltip.module.css'

interface SaidProps {
  /** The control that it is about. */
  readonly anchor: RefObject<HTMLElement | null>
  /** Nothing is shown without them. */
  readonly words: string | undefined
  /** Escape, or a press elsewhere. */
  readonly onSeen: () => void
}

/** A sentence at a control about what was just done with it; it takes neither the focus nor a press. */
export function Said({ anchor, words, onSeen }: SaidProps) {
  return (
    <Popover.Root open={words !== undefined && words !== ''} onOpenChange={(open) => !open && onSeen()}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          sideOffset={6}
          collisionPadding={8}
          className={`${styles.positioner} ${styles.said}`}
        >
          <Popover.Popup className={styles.popup} initialFocus={false} finalFocus={false} role="alert">
            {words}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
