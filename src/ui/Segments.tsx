import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import type { LucideIcon } from 'lucide-react'
import styles from './Segments.module.css'
import { Tooltip } from './Tooltip'

interface SegmentsProps<T extends string> {
  readonly label: string
  /** Id of what explains it. */
  readonly describedBy?: string | undefined
  /** Undefined where none of them holds. */
  readonly value: T | undefined
  readonly options: readonly {
    readonly value: T
    readonly label: string
    /** Shown in place of the label, which becomes its tooltip. */
    readonly icon?: LucideIcon
  }[]
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
      {options.map(({ value, label, icon: Icon }) =>
        Icon ? (
          <Tooltip key={value} text={label}>
            <Toggle value={value} aria-label={label} className={styles.icon}>
              <Icon size={15} strokeWidth={1.75} aria-hidden />
            </Toggle>
          </Tooltip>
        ) : (
          <Toggle key={value} value={value} className={styles.segment}>
            {label}
          </Toggle>
        ),
      )}
    </ToggleGroup>
  )
}
