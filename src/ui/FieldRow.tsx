import type { ReactNode } from 'react'
import { FieldName } from './FieldName'
import styles from './FieldRow.module.css'

interface FieldRowProps {
  readonly label: string
  readonly help?: string
  readonly children: ReactNode
}

/** A control with its name before it, in line with the sliders. The control carries its own accessible name. */
export function FieldRow({ label, help, children }: FieldRowProps) {
  return (
    <div className={styles.row}>
      <FieldName label={label} help={help} />
      {children}
    </div>
  )
}
