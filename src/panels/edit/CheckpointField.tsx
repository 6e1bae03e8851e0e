import { FolderPlus } from 'lucide-react'
import { useEditor, useErrorLine, useJobs, useSettings, useText, useWorded } from '../EditorContext'
import { stepSeconds } from '../../engine/measuredCost'
import { knowsOnlyToyland } from '../../engine/smallWorld'
import type { CheckpointEntry } from '../../state/jobs'
import { changeDraft } from '../../state/settings'
import { FieldName } from '../../ui/FieldName'
import { IconButton } from '../../ui/IconButton'
import { Select } from '../../ui/Select'
import { formatSize } from '../../shared/formatSize'
import { familyNamed } from '../familyNamed'
import styles from './CheckpointField.module.css'

export function CheckpointField() {
  const t = useText()
  const { settings, view } = useEditor()
  const { mode, checkpoint } = useSettings((state) => state.draft)
  const entries = useJobs((state) => state.checkpoints)
  const costs = useSettings((state) => state.costs)
  const device = useJobs((state) => state.backend?.description.english)
  const chosen = checkpoint[mode]
  const entry = entries.find(({ id }) => id === chosen)
  const known = entries.some(({ id }) => id === chosen)
  const options = [
    ...(known ? [] : [{ value: chosen, label: chosen, detail: t('checkpoint.failed') }]),
    ...entries.map((each) => {
      const step = stepSeconds(costs, each.id, device)
      const pace = step === undefined ? '' : `, ${t('checkpoint.step', { seconds: step.toPrecision(2) })}`
      return { value: each.id, label: each.id, detail: detailOf(each, t) + pace }
    }),
  ]
  return (
    <div className={styles.field}>
      <FieldName label={t('panel.checkpoint')} help={t('panel.checkpointHelp')} />
      <div className={styles.row}>
        <Select
          label={t('panel.checkpoint')}
          value={chosen}
          options={options}
          onChange={(id) => changeDraft(settings, { checkpoint: { ...checkpoint, [mode]: id } })}
        />
        <IconButton
          icon={FolderPlus}
          label={t('action.checkpoint')}
          onClick={() => view.setState({ dialog: 'checkpoint' })}
        />
      </div>
      {entry && <Note entry={entry} />}
    </div>
  )
}

/** A second line that says what kind of checkpoint it is, and how large. */
function detailOf({ status, summary }: CheckpointEntry, t: ReturnType<typeof useText>): string {
  if (status === 'opening') return t('checkpoint.opening')
  if (!summary) return t('checkpoint.failed')
  const size = t('checkpoint.detail', {
    parameters: (summary.parameters / 1e6).toFixed(summary.parameters < 1e7 ? 1 : 0),
    size: formatSize(summary.bytes),
  })
  return [...familyNamed(summary, t), t(`checkpoint.kind.${summary.kind}`), size].join(', ')
}

/** Bytes of weights above which wasm cannot hold them, and a graphics card may not either. */
const LARGE = 4e9

/** What is wrong with it, or what its first use costs. */
function Note({ entry }: { readonly entry: CheckpointEntry }) {
  const t = useText()
  const said = useErrorLine()
  const worded = useWorded()
  const { view } = useEditor()
  if (entry.error)
    return (
      <p className={styles.error} role="alert">
        {said(entry.error)}
      </p>
    )
  if (entry.source.kind === 'hub' && entry.summary && !entry.used)
    return (
      <p className={styles.note}>{t('checkpoint.willDownload', { size: formatSize(entry.summary.bytes) })}</p>
    )
  if (entry.summary && entry.summary.bytes > LARGE) {
    const { bytes, width, height } = entry.summary
    return <p className={styles.note}>{t('checkpoint.large', { size: formatSize(bytes), width, height })}</p>
  }
  if (knowsOnlyToyland(entry.id, entry.summary))
    return (
      <p className={styles.note}>
        {t('world.note')}{' '}
        <button type="button" className={styles.more} onClick={() => view.setState({ dialog: 'world' })}>
          {t('world.what')}
        </button>
      </p>
    )
  const notes = entry.summary?.notes ?? []
  return notes.length > 0 ? <p className={styles.note}>{notes.map(worded).join(' ')}</p> : null
}
