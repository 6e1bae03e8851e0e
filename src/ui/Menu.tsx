import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Fragment, type ReactElement } from 'react'
import styles from './Menu.module.css'

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly keys?: string | undefined
  readonly disabled?: boolean
  readonly run: () => void
}

interface MenuProps {
  readonly label: string
  /** The button that opens it, with a name of its own. */
  readonly trigger: ReactElement
  /** Groups, with a line between them. */
  readonly groups: readonly (readonly MenuEntry[])[]
}

export function Menu({ label, trigger, groups }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      {/* A landmark: content outside of one is easily missed by screen readers. */}
      <BaseMenu.Portal render={<section aria-label={label} />}>
        <BaseMenu.Positioner className={styles.positioner} sideOffset={4} align="start">
          <BaseMenu.Popup className={styles.popup} data-popup>
            {groups.map((entries, at) => (
              <Fragment key={entries[0]?.id ?? at}>
                {at > 0 && <BaseMenu.Separator className={styles.line} />}
                {entries.map(({ id, label, keys, disabled, run }) => (
                  <BaseMenu.Item key={id} className={styles.item} disabled={disabled ?? false} onClick={run}>
                    <span>{label}</span>
                    {keys && <kbd className={styles.keys}>{keys}</kbd>}
                  </BaseMenu.Item>
                ))}
              </Fragment>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}
