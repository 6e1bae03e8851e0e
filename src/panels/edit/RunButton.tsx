import { runPlan, type RunPlan } from '../../actions/runPlan'
import { shownKeys } from '../../actions/shortcuts'
import { actionOf } from '../../actions/table'
import { Zap } from 'lucide-react'
import { useEditor, useJobs, useSettings, useText, useView } from '../EditorContext'
import { Button } from '../../ui/Button'
import { ActionButton } from '../ActionButton'
import { formatSize } from '../../shared/formatSize'
import { formatTime } from '../formatTime'
import { useFromStores } from '../useStoresChanged'
import styles from './RunButton.module.css'

/** One button, which says what it will do; above it why it cannot, if it cannot. */
export function RunButton() {
  const editor = useEditor()
  const t = useText()
  const run = actionOf('edit.run')
  const live = useView((state) => state.live !== 'off')
  const plan = useFromStores((editor) => JSON.stringify(runPlan(editor)))
  const { label, obstacle, waits } = JSON.parse(plan) as RunPlan
  const note = obstacle ?? (waits && t(waits))
  return (
    <div>
      {note && (
        <p id="run-obstacle" className={styles.obstacle} role="status">
          {note}
        </p>
      )}
      {/* Above the button too: it comes and goes, and the button stays where it is. */}
      {note === undefined && <RunForecast />}
      <div className={styles.row}>
        <Button
          look="primary"
          size="large"
          data-run
          className={styles.run}
          disabled={obstacle !== undefined}
          aria-describedby={note && 'run-obstacle'}
          onClick={() => run.run(editor)}
        >
          {t(label)}
          <kbd className={styles.keys}>{shownKeys('Mod+Enter')}</kbd>
        </Button>
        <ActionButton action="edit.live" icon={Zap} pressed={live} side="top" className={styles.live} />
      </div>
    </div>
  )
}

/** What this device will take, by what it took before. */
function RunForecast() {
  const t = useText()
  const forecast = useJobs((jobs) => (jobs.jobs.length === 0 ? jobs.forecast : undefined))
  const candidates = useSettings(({ draft }) => draft.candidates)
  // A refusal of the present edit is its obstacle, and one of an earlier edit says nothing any more.
  if (!forecast || forecast.refusal) return null
  const size = formatSize(forecast.bytes)
  return (
    <p className={styles.forecast}>
      {t('run.forecast', { time: formatTime(t, forecast.seconds * candidates, forecast.rough), size })}
    </p>
  )
}
