import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import styles from './Disclosure.module.css'

interface DisclosureProps {
  readonly label: string
  /** What is set inside, while it is closed. */
  readonly note?: string | undefined
  readonly startsOpen?: boolean
  readonly children: ReactNode
}

/** What is rarely needed, behind one press. */
export function Disclosure({ label, note, startsOpen = false, children }: DisclosureProps) {
  const [open, setOpen] = useState(startsOpen)
  const id = useId()
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <div>
      <button
        type="button"
        className={styles.trigger}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Chevron size={13} aria-hidden />
        {label}
        {!open && note && <span className={styles.note}>{note}</span>}
      </button>
      <div id={id} hidden={!open} className={styles.body}>
        {open && children}
      </div>
    </div>
  )
}
