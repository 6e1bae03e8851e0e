import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu'
import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import styles from './Menu.module.css'

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly keys?: string | undefined
  readonly disabled?: boolean
  /** Why it is disabled, where there is something to say. */
  readonly why?: string
  /** A line is drawn above it. */
  readonly begins?: boolean | undefined
  readonly run: () => void
}

interface MenuProps {
  readonly label: string
  /** The button that opens it, with a name of its own. */
  readonly trigger: ReactElement
  /** `MenuEntries`, which are drawn while it is open. */
  readonly children: ReactNode
}

export function Menu({ label, trigger, children }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <Opened label={label} sideOffset={4} align="start">
        {children}
      </Opened>
    </BaseMenu.Root>
  )
}

interface ContextMenuProps {
  readonly label: string
  readonly onOpen?: () => void
  /** What is pressed with the other button, or long by a finger. */
  readonly trigger: ReactElement
  /** `MenuEntries`, which are drawn while it is open. */
  readonly children: ReactNode
}

/** A menu where the pointer is. */
export function ContextMenu({ label, onOpen, trigger, children }: ContextMenuProps) {
  return (
    <BaseContextMenu.Root onOpenChange={(open) => open && onOpen?.()}>
      <BaseContextMenu.Trigger render={trigger} />
      <Opened label={label}>{children}</Opened>
    </BaseContextMenu.Root>
  )
}

interface PointMenuProps {
  readonly label: string
  /** Of the window, in CSS pixels; undefined while it is closed. */
  readonly at: { readonly x: number; readonly y: number } | undefined
  readonly onClose: () => void
  /** `MenuEntries`, which are drawn while it is open. */
  readonly children: ReactNode
}

/** A menu at a point, for what decides itself when one is asked for. */
export function PointMenu({ label, at, onClose, children }: PointMenuProps) {
  return (
    <BaseMenu.Root open={at !== undefined} onOpenChange={(open) => !open && onClose()}>
      <Opened
        label={label}
        align="start"
        anchor={at && { getBoundingClientRect: () => DOMRect.fromRect(at) }}
      >
        {children}
      </Opened>
    </BaseMenu.Root>
  )
}

/** What a menu shows while it is open, at a place that its root or `place` says. */
function Opened({ label, children, ...place }: { readonly label: string } & BaseMenu.Positioner.Props) {
  return (
    // A landmark: content outside of one is easily missed by screen readers.
    <BaseMenu.Portal render={<section aria-label={label} />}>
      <BaseMenu.Positioner className={styles.positioner} {...place}>
        <BaseMenu.Popup className={styles.popup} data-popup>
          {children}
        </BaseMenu.Popup>
      </BaseMenu.Positioner>
    </BaseMenu.Portal>
  )
}

/** The lines of a menu. */
export function MenuEntries({ entries }: { readonly entries: readonly MenuEntry[] }) {
  return entries.map(({ id, label, keys, disabled, why, begins, run }, at) => (
    <Fragment key={id}>
      {begins && at > 0 && <BaseMenu.Separator className={styles.line} />}
      <BaseMenu.Item className={styles.item} disabled={disabled ?? false} onClick={run}>
        <span className={styles.label} title={why || label}>
          {label}
        </span>
        {keys && <kbd className={styles.keys}>{keys}</kbd>}
      </BaseMenu.Item>
    </Fragment>
  ))
}
