import { Progress as BaseProgress } from '@base-ui/react/progress'
import styles from './Progress.module.css'

interface ProgressProps {
  readonly label: string
  /** 0 to 1; undefined while nothing is known of it. */
  readonly value: number | undefined
  readonly className?: string | undefined
}

export function Progress({ label, value, className }: ProgressProps) {
  return (
    <BaseProgress.Root
      className={className}
      aria-label={label}
      value={value ?? null}
      min={0}
      max={1}
      // Nothing known is said by the missing value; the library's words for it are English.
      getAriaValueText={(formatted, known) => (known === null ? '' : formatted)}
    >
      <BaseProgress.Track className={styles.track}>
        <BaseProgress.Indicator className={value === undefined ? styles.unknown : styles.done} />
      </BaseProgress.Track>
    </BaseProgress.Root>
  )
}
