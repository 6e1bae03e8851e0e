import type { LucideIcon } from 'lucide-react'
import { actionOf, isEnabled, obstacleOf } from '../actions/table'
import { shownKeys } from '../actions/shortcuts'
import type { TextKey } from '../strings/text'
import { useEditor, useText } from './EditorContext'
import { IconButton } from '../ui/IconButton'
import { useFromStores } from './useStoresChanged'

interface ActionButtonProps {
  /** Id in the action table. */
  readonly action: string
  readonly icon: LucideIcon
  readonly pressed?: boolean
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  /** A second line of its tooltip. */
  readonly hint?: TextKey | undefined
  readonly className?: string | undefined
}

/** A button for an action: its name, keys and whether it can be used come from the table. */
export function ActionButton({ action: id, icon, pressed, side, hint, className }: ActionButtonProps) {
  const editor = useEditor()
  const t = useText()
  const action = actionOf(id)
  const enabled = useFromStores((editor) => isEnabled(action, editor))
  const obstacle = useFromStores((editor) => obstacleOf(action, editor))
  const keys = action.keys?.[0]
  return (
    <IconButton
      icon={icon}
      label={t(action.label)}
      keys={keys && shownKeys(keys)}
      hint={obstacle || (hint && t(hint))}
      disabled={!enabled}
      aria-description={obstacle || undefined}
      onClick={() => action.run(editor)}
      {...(pressed !== undefined && { pressed })}
      {...(side && { side })}
      className={className}
    />
  )
}
