import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import styles from './Tooltip.module.css'

/** Tooltips next to each other appear at once after the first. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <BaseTooltip.Provider delay={500} timeout={300}>
      {children}
    </BaseTooltip.Provider>
  )
}

interface TooltipProps {
  readonly text: string
  readonly keys?: string | undefined
  /** A second line, fainter. */
  readonly hint?: string | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  /** The control that it belongs to, which needs a name of its own. */
  readonly children: ReactElement
}

export function Tooltip({ text, keys, hint, side = 'bottom', children }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner side={side} sideOffset={6} className={styles.positioner}>
          <BaseTooltip.Popup className={styles.popup} data-popup>
            <span className={styles.line}>
              {text}
              {keys && <kbd className={styles.keys}>{keys}</kbd>}
            </span>
            {hint && <span className={styles.hint}>{hint}</span>}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  )
}
