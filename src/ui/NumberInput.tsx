import { NumberField } from '@base-ui/react/number-field'
import { useRef } from 'react'
import styles from './NumberInput.module.css'
import { belongsToInputMethod } from './composing'

interface NumberInputProps {
  readonly label: string
  /** The label is for screen readers only. */
  readonly hidden?: boolean
  /** Shown in place of the label, where there is little room. */
  readonly sign?: string
  readonly value: number
  readonly min?: number
  readonly max?: number
  readonly step?: number
  /** Parts of a step can be typed too; else a number whose step is whole is itself whole. */
  readonly fractions?: boolean
  readonly unit?: string | undefined
  readonly wide?: boolean
  readonly describedBy?: string | undefined
  readonly onChange?: (value: number) => void
  /** Once it is typed: Enter, or the field is left. */
  readonly onCommit?: (value: number) => void
}

/** A typed number. What is out of range comes back into it when the field is left. */
export function NumberInput({
  label,
  hidden,
  sign,
  value,
  min,
  max,
  step = 1,
  fractions = false,
  unit,
  wide,
  describedBy,
  onChange,
  onCommit,
}: NumberInputProps) {
  const typed = useRef<number>(undefined)
  const whole = Number.isInteger(step) && !fractions
  const read = (next: number) => (whole ? Math.round(next) : next)
  const field = (
    <NumberField.Root
      className={wide ? styles.wide : styles.root}
      value={value}
      min={min}
      max={max}
      step={step}
      format={{ useGrouping: false, maximumFractionDigits: whole ? 0 : 4 }}
      onValueChange={(next) => {
        if (next === null) return
        typed.current = read(next)
        onChange?.(typed.current)
      }}
      onValueCommitted={(next) => {
        if (next !== null) onCommit?.(read(next))
      }}
    >
      <NumberField.Group className={styles.group}>
        <NumberField.Input
          className={styles.input}
          aria-label={label}
          aria-describedby={describedBy}
          // The library's own is English, and says no more than the role does.
          aria-roledescription={undefined}
          onKeyDown={({ key, currentTarget, nativeEvent }) => {
            if (key !== 'Enter' || belongsToInputMethod(nativeEvent)) return
            if (typed.current !== undefined) onCommit?.(typed.current)
            // Leaving the field is what writes the number anew, as it was read.
            if (whole && /[.,]/.test(currentTarget.value)) {
              currentTarget.blur()
              currentTarget.focus()
            }
          }}
        />
        {unit && <span className={styles.unit}>{unit}</span>}
      </NumberField.Group>
    </NumberField.Root>
  )
  if (hidden) return field
  return (
    <div className={styles.row}>
      <span className={styles.label} aria-hidden={sign !== undefined}>
        {sign ?? label}
      </span>
      {field}
    </div>
  )
}
