import { useEditor, useJobs, useSettings } from '../EditorContext'
import { useLateText } from '../useLateText'
import { stepSeconds } from '../../engine/measuredCost'
import { idOfHub } from '../../engine/modelAddress'
import { memoryNeeded } from '../../engine/memoryNeeded'
import { generatedSize } from '../../engine/workingSize'
import type { KeptModel } from '../../shared/protocol/sources'
import type { CheckpointSummary } from '../../shared/protocol/summaries'
import { familyNamed } from '../familyNamed'
import { Button } from '../../ui/Button'
import { Progress } from '../../ui/Progress'
import { formatSize } from '../../shared/formatSize'
import styles from './models.module.css'

/** Checkpoints of the Hub that are open or kept: what they are and need, and whether they are on this machine. */
export function HubModels() {
  const t = useLateText()
  const entries = useJobs((state) => state.checkpoints)
  const kept = useJobs((state) => state.kept)
  const open = entries.flatMap(({ source, summary }) =>
    source.kind === 'hub' ? [{ id: idOfHub(source), source, summary }] : [],
  )
  const others = kept
    .map(({ source }) => ({ id: idOfHub(source), source, summary: undefined }))
    .filter(({ id }) => !open.some((model) => model.id === id))
  const models = [...open, ...others]
  if (models.length === 0) return null
  return (
    <section>
      <h3 className={styles.heading}>{t('model.mine')}</h3>
      <ul className={styles.list} aria-label={t('model.mine')}>
        {models.map((model) => (
          <HubModel key={model.id} {...model} />
        ))}
      </ul>
    </section>
  )
}

interface HubModelProps {
  readonly id: string
  readonly source: KeptModel['source']
  readonly summary: CheckpointSummary | undefined
}

function HubModel({ id, source, summary }: HubModelProps) {
  const t = useLateText()
  const kept = useJobs((state) => state.kept.find((model) => idOfHub(model.source) === id))
  const size = kept?.total ?? summary?.bytes ?? 0
  return (
    <li className={styles.model}>
      <div className={styles.facts}>
        <span>{id}</span>
        {summary && (
          <span className={styles.note}>
            {[...familyNamed(summary, t), t(`checkpoint.kind.${summary.kind}`), formatSize(size)].join(', ')}
          </span>
        )}
        {summary?.licence !== undefined && (
          <span className={styles.note}>{t('model.licence', { licence: summary.licence })}</span>
        )}
        <Uses id={id} />
        {summary && <Memory summary={summary} />}
        <Pace id={id} />
      </div>
      <Keeping id={id} source={source} size={size} />
    </li>
  )
}

/** What an edit with it takes, and whether this machine has it. */
function Memory({ summary }: { readonly summary: CheckpointSummary }) {
  const t = useLateText()
  const backend = useJobs((state) => state.backend)
  const draft = useSettings((state) => state.draft)
  if (!backend || !summary.memory) return null
  const size = generatedSize(draft, summary)
  const { bytes, fits } = memoryNeeded(summary.memory, size, backend.name)
  return (
    <span className={styles.note}>
      {t(fits ? 'model.memory' : 'model.tooLarge', { ...size, size: formatSize(bytes) })}
    </span>
  )
}

/** What would no longer run without it. */
function Uses({ id }: { readonly id: string }) {
  const t = useLateText()
  const { checkpoint } = useSettings((state) => state.draft)
  const waiting = useJobs(
    ({ jobs }) => jobs.filter(({ recipe, quiet }) => recipe.checkpoint === id && !quiet).length,
  )
  const uses = [
    ...(checkpoint.edit === id ? [t('model.usedToEdit')] : []),
    ...(checkpoint.generate === id ? [t('model.usedToGenerate')] : []),
    ...(waiting > 0 ? [t('model.usedByWaiting', { count: waiting })] : []),
  ]
  return uses.length > 0 && <span className={styles.note}>{t('model.uses', { uses: uses.join(', ') })}</span>
}

/** What a step with it takes here, once one was run. */
function Pace({ id }: { readonly id: string }) {
  const t = useLateText()
  const costs = useSettings((state) => state.costs)
  const device = useJobs((state) => state.backend?.description.english)
  const step = stepSeconds(costs, id, device)
  if (step === undefined) return null
  return <span className={styles.note}>{t('checkpoint.step', { seconds: step.toPrecision(2) })}</span>
}

/** Download, its progress, and its end. */
function Keeping({
  id,
  source,
  size,
}: {
  readonly id: string
  readonly source: KeptModel['source']
  readonly size: number
}) {
  const t = useLateText()
  const { engine } = useEditor()
  const kept = useJobs((state) => state.kept.find((model) => idOfHub(model.source) === id))
  const running = useJobs(({ keeping }) => (keeping && idOfHub(keeping.source) === id ? keeping : undefined))
  if (running) {
    const [loaded, total] = [formatSize(running.loaded), formatSize(running.total)]
    return (
      <div className={styles.keeping}>
        <Progress
          label={t('model.keeping', { name: id })}
          value={running.loaded / Math.max(running.total, 1)}
        />
        <div className={styles.row}>
          <span className={styles.note}>{t('model.part', { loaded, total })}</span>
          <Button size="small" onClick={() => engine.pauseKeeping()}>
            {t('model.pause')}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <div className={styles.row}>
      {kept && (
        <span className={styles.note}>
          {kept.done
            ? t('model.kept')
            : t('model.part', { loaded: formatSize(kept.loaded), total: formatSize(kept.total) })}
        </span>
      )}
      {!kept?.done && (
        <Button size="small" onClick={() => engine.keep(source)}>
          {kept ? t('model.goOn') : t('model.keep', { size: formatSize(size) })}
        </Button>
      )}
      {kept && (
        <Button
          size="small"
          look="danger"
          aria-label={t('model.delete', { name: id })}
          onClick={() => engine.forget(source)}
        >
          {t('model.deleteShort')}
        </Button>
      )}
    </div>
  )
}
