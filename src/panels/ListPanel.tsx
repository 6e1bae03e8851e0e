import type { ReactNode } from 'react'
import styles from './ListPanel.module.css'

interface ListPanelProps {
  readonly head?: ReactNode
  /** Said in place of the list. */
  readonly empty?: string | false
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/** A tab of the side panel: a list that scrolls between what stays above and below it. */
export function ListPanel({ head, empty, foot, children }: ListPanelProps) {
  return (
    <div className={styles.panel}>
      {head}
      {empty ? <p className={styles.empty}>{empty}</p> : <div className={styles.list}>{children}</div>}
      {foot && <div className={styles.foot}>{foot}</div>}
    </div>
  )
}
