import { Switch as BaseSwitch } from '@base-ui/react/switch'
import styles from './Switch.module.css'

interface SwitchProps {
  readonly label: string
  /** The label is for screen readers only. */
  readonly hidden?: boolean
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function Switch({ label, hidden, checked, onChange }: SwitchProps) {
  return (
    <label className={styles.row}>
      <span className={hidden ? 'visually-hidden' : styles.label}>{label}</span>
      <BaseSwitch.Root className={styles.root} checked={checked} onCheckedChange={onChange}>
        <BaseSwitch.Thumb className={styles.thumb} />
      </BaseSwitch.Root>
    </label>
  )
}
