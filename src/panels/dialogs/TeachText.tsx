import shared from './CheckpointDialog.module.css'
import styles from './TeachDialog.module.css'

interface TeachTextProps {
  readonly label: string
  readonly help: string
  readonly value: string
  readonly placeholder: string
  readonly onChange: (value: string) => void
}

export function TeachText({ label, help, value, placeholder, onChange }: TeachTextProps) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input
        className={shared.input}
        value={value}
        placeholder={placeholder}
        onChange={({ target }) => onChange(target.value)}
      />
      <small className={shared.note}>{help}</small>
    </label>
  )
}
