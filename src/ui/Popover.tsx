import { Popover as BasePopover } from '@base-ui/react/popover'
import { useState, type ReactElement, type ReactNode } from 'react'
import styles from './Popover.module.css'

interface PopoverProps {
  readonly label: string
  readonly trigger: ReactElement
  /** Of the trigger; beside the panel, where it must not lie over the field that it is about. */
  readonly side?: 'top' | 'left'
  /** As a function, what closes it is handed over: for what is done once something was chosen. */
  readonly children: ReactNode | ((close: () => void) => ReactNode)
}

export function Popover({ label, trigger, side = 'top', children }: PopoverProps) {
  const [open, setOpen] = useState(false)
  return (
    <BasePopover.Root open={open} onOpenChange={setOpen}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner className={styles.positioner} side={side} align="start" sideOffset={6}>
          <BasePopover.Popup className={styles.popup} data-popup>
            <BasePopover.Title className={styles.title}>{label}</BasePopover.Title>
            {typeof children === 'function' ? children(() => setOpen(false)) : children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  )
}
