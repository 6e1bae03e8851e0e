import type { ReactNode } from 'react'
import styles from './FieldRow.module.css'

/** A control with its name before it, in line with the sliders. The control carries its own accessible name. */
export function FieldRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  )
}
