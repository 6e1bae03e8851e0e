import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { HelpSign } from './HelpSign'
import styles from './Switch.module.css'

interface SwitchProps {
  readonly label: string
  /** The label is for screen readers only. */
  readonly hidden?: boolean
  readonly help?: string | undefined
  readonly describedBy?: string | undefined
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
}

export function Switch({ label, hidden, help, describedBy, checked, disabled, onChange }: SwitchProps) {
  return (
    <div className={styles.row}>
      {/* The sign stands beside the name, and is no part of the label: pressing it switches nothing. */}
      <label className={styles.parts}>
        <span className={hidden ? 'visually-hidden' : styles.label}>{label}</span>
        <BaseSwitch.Root
          className={styles.root}
          aria-describedby={describedBy}
          checked={checked}
          disabled={disabled}
          onCheckedChange={onChange}
        >
          <BaseSwitch.Thumb className={styles.thumb} />
        </BaseSwitch.Root>
      </label>
      {help !== undefined && (
        <span className={styles.sign}>
          <HelpSign name={label} text={help} />
        </span>
      )}
    </div>
  )
}
