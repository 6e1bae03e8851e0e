import type { LucideIcon } from 'lucide-react'
import { shownKeys } from '../actions/shortcuts'
import { actionOf, isEnabled, obstacleOf } from '../actions/table'
import { useEditor, useText } from './EditorContext'
import type { TextKey } from '../strings/text'
import { Button } from '../ui/Button'
import { Tooltip } from '../ui/Tooltip'
import { useFromStores } from './useStoresChanged'
import styles from './ActionText.module.css'

interface ActionTextProps {
  readonly action: string
  readonly icon: LucideIcon
  readonly label: TextKey
  readonly look?: 'primary' | 'quiet'
  readonly pressed?: boolean
  /** Its name stays in sight where that of others makes room. */
  readonly named?: boolean
}

/** An action with a short name of its own; the table's longer one is the tooltip. */
export function ActionText({
  action: id,
  icon: Icon,
  label,
  look = 'quiet',
  pressed,
  named,
}: ActionTextProps) {
  const editor = useEditor()
  const t = useText()
  const action = actionOf(id)
  const keys = action.keys?.[0]
  const enabled = useFromStores((editor) => isEnabled(action, editor))
  const obstacle = useFromStores((editor) => obstacleOf(action, editor))
  return (
    <Tooltip text={t(action.label)} keys={keys && shownKeys(keys)} hint={obstacle} side="top">
      <Button
        look={look}
        disabled={!enabled}
        aria-description={obstacle || undefined}
        onClick={() => action.run(editor)}
        {...(pressed !== undefined && { pressed })}
      >
        <Icon size={15} strokeWidth={1.75} aria-hidden />
        <span className={named ? styles.kept : styles.label}>{t(label)}</span>
      </Button>
    </Tooltip>
  )
}
