import { Switch as BaseSwitch } from '@base-ui/react/switch'
import styles from './Switch.module.css'
import { WithHelp } from './WithHelp'

interface SwitchProps {
  readonly label: string
  /** The label is for screen readers only. */
  readonly hidden?: boolean
  readonly help?: string | undefined
  readonly describedBy?: string | undefined
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function Switch({ label, hidden, help, describedBy, checked, onChange }: SwitchProps) {
  return (
    <label className={styles.row}>
      <WithHelp help={help}>
        <span className={hidden ? 'visually-hidden' : styles.label}>{label}</span>
      </WithHelp>
      <BaseSwitch.Root
        className={styles.root}
        aria-describedby={describedBy}
        checked={checked}
        onCheckedChange={onChange}
      >
        <BaseSwitch.Thumb className={styles.thumb} />
      </BaseSwitch.Root>
    </label>
  )
}
