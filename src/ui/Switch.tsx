import { Switch as BaseSwitch } from '@base-ui/react/switch'
import styles from './Switch.module.css'
import { Tooltip } from './Tooltip'

interface SwitchProps {
  readonly label: string
  /** The label is for screen readers only. */
  readonly hidden?: boolean
  readonly help?: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function Switch({ label, hidden, help, checked, onChange }: SwitchProps) {
  const name = <span className={hidden ? 'visually-hidden' : styles.label}>{label}</span>
  return (
    <label className={styles.row}>
      {help ? (
        <Tooltip text={help} side="left">
          {name}
        </Tooltip>
      ) : (
        name
      )}
      <BaseSwitch.Root className={styles.root} checked={checked} onCheckedChange={onChange}>
        <BaseSwitch.Thumb className={styles.thumb} />
      </BaseSwitch.Root>
    </label>
  )
}
