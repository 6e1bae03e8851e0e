import type { ReactNode } from 'react'
import styles from './FieldShell.module.css'

interface FieldShellProps {
  readonly label: string
  readonly help?: string | undefined
  /** Of the help line, which the control names as its description. */
  readonly helpId?: string | undefined
  /** Beside the label: a number, a button. */
  readonly aside?: ReactNode
  readonly children?: ReactNode
}

/** A field over the whole width: its name, its control below it, and one line that says which way is which. */
export function FieldShell({ label, help, helpId, aside, children }: FieldShellProps) {
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <span className={styles.label}>{label}</span>
        {aside}
      </div>
      {children}
      {help !== undefined && (
        <p id={helpId} className={styles.help}>
          {help}
        </p>
      )}
    </div>
  )
}
