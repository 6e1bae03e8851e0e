import { ArrowDown, ArrowUp, Pause, Play, Square, X } from 'lucide-react'
import { memo } from 'react'
import { cancelEverything, goOn } from '../../actions/seriesControl'
import { useEditor, useJobs, useText } from '../EditorContext'
import type { EditJob } from '../../state/jobs'
import type { Series } from '../../state/series'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { Progress } from '../../ui/Progress'
import { shareDone, useStageText } from './jobStage'
import styles from './RunQueue.module.css'

/** The edits that run and wait: their order, and ways to hold them back, to end them early, and to cancel them. */
export function RunQueue() {
  const t = useText()
  const editor = useEditor()
  const all = useJobs((state) => state.jobs)
  const paused = useJobs((state) => state.paused)
  const inSeries = useJobs(({ series }) => series && series.stage !== 'held')
  const jobs = all.filter(({ quiet }) => !quiet)
  if (jobs.length === 0 && !inSeries) return null
  const waiting = jobs.filter(({ status, pictures }) => status === 'waiting' && pictures)
  return (
    <div className={styles.queue}>
      <ol className={styles.list} aria-label={t('run.progress')}>
        {jobs.map((job) => (
          <Row
            key={job.id}
            job={job}
            held={paused}
            place={{ at: waiting.indexOf(job), of: waiting.length }}
          />
        ))}
      </ol>
      {(jobs.length > 1 || paused || inSeries) && (
        <div className={styles.all}>
          <Button
            look="quiet"
            size="small"
            onClick={() => (paused ? void goOn(editor) : editor.engine.queue.pause(true))}
          >
            {paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
            {t(paused ? 'run.goOn' : 'run.pause')}
          </Button>
          <Button look="quiet" size="small" onClick={() => cancelEverything(editor)}>
            {t('run.cancelAll')}
          </Button>
        </div>
      )}
    </div>
  )
}

interface RowProps {
  readonly job: EditJob
  /** Nothing further begins. */
  readonly held: boolean
  /** Among those that wait; -1 for one that does not. */
  readonly place: { readonly at: number; readonly of: number }
}

function Row({ job, held, place }: RowProps) {
  const t = useText()
  const download = useJobs((state) => state.download)
  const stage = useStageText(job, download, held)
  const item = useJobs(({ series }) => (series?.job === job.id ? itemOf(series) : undefined))
  const prompt = item ?? job.recipe.prompt
  return (
    <li className={styles.row}>
      <div className={styles.texts}>
        <span className={styles.prompt}>{prompt}</span>
        <span className={styles.stage} role="status">
          {stage}
        </span>
      </div>
      <RowButtons
        id={job.id}
        at={place.at}
        of={place.of}
        stops={job.pictures !== undefined && job.stage === 'denoising' && job.status !== 'waiting'}
        status={job.status}
      />
      {job.status !== 'waiting' && (
        <Progress className={styles.bar} label={t('run.progress')} value={shareDone(job, download)} />
      )}
    </li>
  )
}

interface RowButtonsProps {
  readonly id: string
  readonly at: number
  readonly of: number
  /** It can be ended early. */
  readonly stops: boolean
  readonly status: EditJob['status']
}

/** What can be done with an edit; not drawn anew at each of its steps. */
const RowButtons = memo(function RowButtons({ id, at, of, stops, status }: RowButtonsProps) {
  const t = useText()
  const { engine } = useEditor()
  return (
    <div className={styles.buttons}>
      {at >= 0 && of > 1 && (
        <>
          <IconButton
            icon={ArrowUp}
            label={t('run.earlier')}
            side="left"
            disabled={at === 0}
            onClick={() => engine.queue.move(id, -1)}
          />
          <IconButton
            icon={ArrowDown}
            label={t('run.later')}
            side="left"
            disabled={at === of - 1}
            onClick={() => engine.queue.move(id, 1)}
          />
        </>
      )}
      {stops && (
        <IconButton
          icon={Square}
          label={t('run.stop')}
          side="left"
          disabled={status !== 'running'}
          onClick={() => engine.stop(id)}
        />
      )}
      <IconButton
        icon={X}
        label={t('run.cancel')}
        side="left"
        disabled={status === 'cancelling'}
        onClick={() => engine.cancel(id)}
      />
    </div>
  )
})

/** What of a series is at work: a picture's file, or a field's values. */
function itemOf(series: Series): string | undefined {
  if (series.kind === 'batch') return series.names[series.done]
  const { columns, rows, done } = series
  const row = rows[Math.floor(done / columns.length)]
  return [columns[done % columns.length], ...(row ? [row] : [])].join(', ')
}
