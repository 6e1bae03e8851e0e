import type { ReactElement } from 'react'
import { Tooltip } from './Tooltip'

interface WithHelpProps {
  /** One sentence for the tooltip, if there is one. */
  readonly help: string | undefined
  /** A field's name. */
  readonly children: ReactElement
}

/** A field's name that explains itself when it is pointed at. */
export function WithHelp({ help, children }: WithHelpProps) {
  if (help === undefined) return children
  return (
    <Tooltip text={help} side="left">
      {children}
    </Tooltip>
  )
}
