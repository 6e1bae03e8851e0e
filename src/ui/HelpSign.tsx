import { Popover } from '@base-ui/react/popover'
import { CircleHelp } from 'lucide-react'
import styles from './HelpSign.module.css'

interface HelpSignProps {
  /** Of the setting, for those who do not see where the sign stands. */
  readonly name: string
  /** What it does, and which way is which. */
  readonly text: string
}

/** A small sign beside a setting's name that says what it does: when pointed at, pressed or tapped. */
export function HelpSign({ name, text }: HelpSignProps) {
  return (
    <Popover.Root>
      <Popover.Trigger openOnHover delay={150} className={styles.sign} data-help aria-label={`${name}?`}>
        <CircleHelp size={13} strokeWidth={1.75} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} side="left" sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={styles.popup} initialFocus={false} data-popup>
            <Popover.Title className="visually-hidden">{name}</Popover.Title>
            <Popover.Description className={styles.text}>{text}</Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
