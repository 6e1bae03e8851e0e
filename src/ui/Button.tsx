import { Button as BaseButton } from '@base-ui/react/button'
import type { ComponentProps } from 'react'
import styles from './Button.module.css'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'ref'> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly size?: 'small' | 'normal' | 'large'
  /** A button that can be on: pressed state for screen readers, and shown. */
  readonly pressed?: boolean
}

/** A disabled button keeps the focus, so that the keyboard does not lose its place. */
export function Button({ look = 'plain', size = 'normal', pressed, className, ...rest }: ButtonProps) {
  const classes = [styles.button, styles[look], styles[size], className].filter(Boolean).join(' ')
  return (
    <BaseButton type="button" focusableWhenDisabled aria-pressed={pressed} {...rest} className={classes} />
  )
}
