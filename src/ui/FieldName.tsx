import type { ReactNode } from 'react'
import styles from './FieldName.module.css'
import { HelpSign } from './HelpSign'

interface FieldNameProps {
  readonly label: string
  readonly help?: string | undefined
  /** In place of the plain name. */
  readonly children?: ReactNode
}

/** A setting's name, with the sign that explains it. */
export function FieldName({ label, help, children }: FieldNameProps) {
  return (
    <span className={styles.name}>
      {children ?? (
        <span className={styles.label} title={label}>
          {label}
        </span>
      )}
      {help !== undefined && <HelpSign name={label} text={help} />}
    </span>
  )
}
