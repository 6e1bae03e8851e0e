import { longestText } from '../../shared/trainingPlan'
import shared from './CheckpointDialog.module.css'
import styles from './TeachDialog.module.css'

interface TeachTextProps {
  readonly label: string
  readonly help: string
  readonly value: string
  readonly placeholder: string
  /** Whether it is several, one a line. */
  readonly lines?: boolean
  readonly onChange: (value: string) => void
}

export function TeachText({ label, help, value, placeholder, lines = false, onChange }: TeachTextProps) {
  const shown = { className: shared.input, value, placeholder, maxLength: longestText }
  return (
    <label className={styles.field}>
      <span>{label}</span>
      {lines ? (
        <textarea
          {...shown}
          rows={value.split('\n').length}
          onChange={({ target }) => onChange(target.value)}
        />
      ) : (
        <input {...shown} onChange={({ target }) => onChange(target.value)} />
      )}
      <small className={shared.note}>{help}</small>
    </label>
  )
}
