import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import styles from './Segments.module.css'

interface SegmentsProps<T extends string> {
  readonly label: string
  /** Id of what explains it. */
  readonly describedBy?: string | undefined
  /** Undefined where none of them holds. */
  readonly value: T | undefined
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}

/** One of a few choices, all of them in sight. */
export function Segments<T extends string>({
  label,
  describedBy,
  value,
  options,
  onChange,
}: SegmentsProps<T>) {
  return (
    <ToggleGroup
      className={styles.group}
      aria-label={label}
      aria-describedby={describedBy}
      value={value === undefined ? [] : [value]}
      onValueChange={([next]) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen) onChange(chosen.value)
      }}
    >
      {options.map((option) => (
        <Toggle key={option.value} value={option.value} className={styles.segment}>
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
