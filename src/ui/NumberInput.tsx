import { NumberField } from '@base-ui/react/number-field'
import styles from './NumberInput.module.css'

interface NumberInputProps {
  readonly label: string
  /** The label is for screen readers only. */
  readonly hidden?: boolean
  readonly value: number
  readonly min?: number
  readonly max?: number
  readonly step?: number
  readonly unit?: string | undefined
  readonly wide?: boolean
  readonly onChange: (value: number) => void
}

/** A typed number. What is out of range comes back into it when the field is left. */
export function NumberInput({
  label,
  hidden,
  value,
  min,
  max,
  step = 1,
  unit,
  wide,
  onChange,
}: NumberInputProps) {
  const field = (
    <NumberField.Root
      className={wide ? styles.wide : styles.root}
      value={value}
      min={min}
      max={max}
      step={step}
      format={{ useGrouping: false, maximumFractionDigits: 4 }}
      onValueChange={(next) => {
        if (next !== null) onChange(next)
      }}
    >
      <NumberField.Group className={styles.group}>
        <NumberField.Input className={styles.input} aria-label={label} />
        {unit && <span className={styles.unit}>{unit}</span>}
      </NumberField.Group>
    </NumberField.Root>
  )
  if (hidden) return field
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      {field}
    </div>
  )
}
