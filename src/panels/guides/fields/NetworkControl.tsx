import { FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { useEditor, useErrorLine, useJobs, useSettings, useText } from '../../../app/EditorContext'
import { bundledNetworks } from '../../../engine/bundledNetworks'
import { fitsCheckpoint } from '../../../engine/fitsCheckpoint'
import { readModelAddress } from '../../../engine/modelAddress'
import { chooseCheckpointFolder } from '../../../files/chooseCheckpointFolder'
import { chooseFile } from '../../../files/fileDialogs'
import type { NetworkKind } from '../../../shared/guideFields'
import { summaryOf, type NetworkEntry } from '../../../state/jobs'
import { Button } from '../../../ui/Button'
import { IconButton } from '../../../ui/IconButton'
import { Popover } from '../../../ui/Popover'
import { Select } from '../../../ui/Select'
import { formatSize } from '../../formatSize'
import styles from './NetworkControl.module.css'

interface NetworkControlProps {
  readonly kind: NetworkKind
  readonly label: string
  /** The network's id; '' for none. */
  readonly value: string
  readonly describedBy: string | undefined
  readonly onChange: (value: string) => void
}

/** A network that comes with the program, or one of the person's own. */
export function NetworkControl({ kind, label, value, describedBy, onChange }: NetworkControlProps) {
  const t = useText()
  const entries = useJobs((state) => state.networks)
  const entry = entries.find(({ id }) => id === value)
  const bundled = bundledNetworks
    .filter((one) => one.kind === kind)
    .map(({ id, label, bytes }) => ({
      value: id,
      label,
      detail: t('network.bundled', { size: formatSize(bytes) }),
    }))
  const own = entries
    .filter(({ summary }) => !summary || summary.kind === kind)
    .map((one) => ({ value: one.id, label: one.id, detail: detailOf(one, t) }))
  const known = value === '' || [...bundled, ...own].some((option) => option.value === value)
  const options = [
    { value: '', label: t('guide.none') },
    ...(known ? [] : [{ value, label: value, detail: t('network.notOpen') }]),
    ...bundled,
    ...own,
  ]
  return (
    <div className={styles.field}>
      <div className={styles.row}>
        <div className={styles.select}>
          <Select
            label={label}
            value={value}
            options={options}
            describedBy={describedBy}
            onChange={onChange}
          />
        </div>
        <Popover
          label={t('network.open')}
          trigger={<IconButton icon={FolderPlus} label={`${label}: ${t('network.open')}`} side="left" />}
        >
          <Ways onChange={onChange} />
        </Popover>
      </div>
      {entry && <Note entry={entry} />}
    </div>
  )
}

/** A folder of this machine, or a repository of the Hub. */
function Ways({ onChange }: Pick<NetworkControlProps, 'onChange'>) {
  const t = useText()
  const { engine, fail, inform } = useEditor()
  const [repository, setRepository] = useState('')
  const address = readModelAddress(repository)
  async function openFolder(): Promise<void> {
    const chosen = await chooseCheckpointFolder()
    if (!chosen) return
    engine.openNetwork(chosen.name, chosen.source)
    onChange(chosen.name)
  }
  async function openFile(): Promise<void> {
    const chosen = await chooseFile('checkpoint')
    if (!chosen) return
    const id = chosen.file.name.replace(/\.[^.]*$/, '')
    engine.openNetwork(id, { kind: 'file', file: chosen.file })
    onChange(id)
  }
  return (
    <form
      className={styles.ways}
      onSubmit={(event) => {
        event.preventDefault()
        if (!address) return inform(t('checkpoint.misread'), t('checkpoint.misreadHint'))
        engine.openNetwork(address.id, address.source)
        onChange(address.id)
      }}
    >
      <p className={styles.note}>{t('network.folderHint')}</p>
      <Button onClick={() => void openFile().catch(fail)}>{t('checkpoint.chooseFile')}</Button>
      <Button onClick={() => void openFolder().catch(fail)}>{t('checkpoint.chooseFolder')}</Button>
      <input
        className={styles.input}
        aria-label={t('checkpoint.hub')}
        placeholder={t('checkpoint.hubId')}
        value={repository}
        spellCheck={false}
        onChange={({ target }) => setRepository(target.value)}
      />
      <Button type="submit" disabled={repository.trim() === ''}>
        {t('checkpoint.hubOpen')}
      </Button>
    </form>
  )
}

/** How large it is, and what it was made for. */
function detailOf({ status, summary }: NetworkEntry, t: ReturnType<typeof useText>): string {
  if (status === 'opening') return t('checkpoint.opening')
  if (!summary) return t('checkpoint.failed')
  const size = t('checkpoint.detail', {
    parameters: (summary.parameters / 1e6).toFixed(summary.parameters < 1e7 ? 1 : 0),
    size: formatSize(summary.bytes),
  })
  return `${t(`network.family.${summary.family}`)}, ${size}`
}

/** What is wrong with it. */
function Note({ entry: { error, summary } }: { readonly entry: NetworkEntry }) {
  const t = useText()
  const said = useErrorLine()
  const draft = useSettings((state) => state.draft)
  const checkpoint = useJobs((state) => summaryOf(state, draft.checkpoint[draft.mode]))
  if (error)
    return (
      <p className={styles.error} role="alert">
        {said(error)}
      </p>
    )
  if (summary && checkpoint && !fitsCheckpoint(summary, checkpoint))
    return (
      <p className={styles.error} role="alert">
        {t('network.misfit', { checkpoint: checkpoint.id })}
      </p>
    )
  return null
}
