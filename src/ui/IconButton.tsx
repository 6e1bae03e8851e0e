import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Button } from './Button'
import styles from './IconButton.module.css'
import { Tooltip } from './Tooltip'

interface IconButtonProps extends Omit<ComponentProps<typeof Button>, 'children'> {
  readonly icon: LucideIcon
  /** Name for screen readers, and the tooltip. */
  readonly label: string
  readonly keys?: string | undefined
  /** A second line of the tooltip. */
  readonly hint?: string | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

export function IconButton({
  icon: Icon,
  label,
  keys,
  hint,
  side = 'bottom',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys} hint={hint} side={side}>
      <Button
        look="quiet"
        aria-label={label}
        {...rest}
        className={[styles.icon, className].filter(Boolean).join(' ')}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </Button>
    </Tooltip>
  )
}
