import { runEdit } from '../../actions/running'
import { runCost } from '../../actions/runCost'
import { runPlan } from '../../actions/runPlan'
import { shownKeys } from '../../actions/shortcuts'
import { Zap } from 'lucide-react'
import { useEditor, useText, useView } from '../../app/EditorContext'
import { Button } from '../../ui/Button'
import { ActionButton } from '../ActionButton'
import { useStoresChanged } from '../useStoresChanged'
import styles from './RunButton.module.css'

/** One button, which says what it will do; above it why it cannot, if it cannot. */
export function RunButton() {
  const editor = useEditor()
  const t = useText()
  useStoresChanged()
  const live = useView((state) => state.live !== 'off')
  const { label, obstacle, waits } = runPlan(editor)
  const cost = runCost(editor)
  const note = obstacle ?? (waits && t(waits))
  return (
    <div>
      {note && (
        <p id="run-obstacle" className={styles.obstacle} role="status">
          {note}
        </p>
      )}
      {note === undefined && cost !== undefined && (
        <p id="run-cost" className={styles.cost}>
          {costText(t, cost)}
        </p>
      )}
      <div className={styles.row}>
        <Button
          look="primary"
          size="large"
          data-run
          className={styles.run}
          disabled={obstacle !== undefined}
          aria-describedby={note ? 'run-obstacle' : cost === undefined ? undefined : 'run-cost'}
          onClick={() => runEdit(editor)}
        >
          {t(label)}
          <kbd className={styles.keys}>{shownKeys('Mod+Enter')}</kbd>
        </Button>
        <ActionButton action="edit.live" icon={Zap} pressed={live} side="top" className={styles.live} />
      </div>
    </div>
  )
}

const costText = (t: ReturnType<typeof useText>, seconds: number): string =>
  seconds < 90
    ? t('run.costSeconds', { seconds: Math.max(1, Math.round(seconds)) })
    : t('run.costMinutes', { minutes: Math.round(seconds / 60) })
