import { FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { work } from '../../../actions/late'
import { useEditor, useErrorLine, useJobs, useSettings, useText } from '../../EditorContext'
import { bundledNetworks } from '../../../engine/bundledNetworks'
import { misfitText, traitsOf } from '../../../engine/fitsCheckpoint'
import { readModelAddress } from '../../../engine/modelAddress'
import { networkName } from '../../../engine/networkName'
import type { NetworkKind } from '../../../shared/guideFields'
import { isModelTask, type ModelTask } from '../../../shared/modelTask'
import { summaryOf, type NetworkEntry } from '../../../state/jobs'
import { Button } from '../../../ui/Button'
import { IconButton } from '../../../ui/IconButton'
import { Popover } from '../../../ui/Popover'
import { Select } from '../../../ui/Select'
import { formatSize } from '../../../shared/formatSize'
import styles from './NetworkControl.module.css'

/** A repository of the Hub for each task, which shows how they are written. */
const exampleOf: Readonly<Record<ModelTask, string>> = {
  'depth-estimation': 'onnx-community/depth-anything-v2-small',
  'image-segmentation': 'Xenova/segformer-b0-finetuned-ade-512-512',
  'background-removal': 'Xenova/modnet',
  'image-to-image': 'Xenova/swin2SR-classical-sr-x2-64',
  'image-to-text': 'Xenova/vit-gpt2-image-captioning',
  'text2text-generation': 'Xenova/flan-t5-small',
}

interface NetworkControlProps {
  readonly kind: NetworkKind
  /** The bundled one that '' stands for. */
  readonly otherwise?: string | undefined
  /** The value for none, where it can be chosen beside that one. */
  readonly none?: string
  readonly label: string
  /** The network's id; '' for none. */
  readonly value: string
  readonly describedBy: string | undefined
  readonly onChange: (value: string) => void
}

/** A network that comes with the program, or one of the person's own. */
export function NetworkControl(props: NetworkControlProps) {
  const { kind, otherwise, none, label, value, describedBy, onChange } = props
  const t = useText()
  const entries = useJobs((state) => state.networks)
  const entry = entries.find(({ id }) => id === value)
  const bundled = bundledNetworks
    .filter((one) => one.kind === kind || one.id === otherwise)
    .map(({ id, bytes }) => ({
      value: id === otherwise ? '' : id,
      label: id === otherwise ? t('network.toylands') : networkName(id, t),
      detail:
        id === otherwise
          ? t('network.bundled', { size: formatSize(bytes) })
          : t('network.bundledFor', { family: t('network.family.toyland'), size: formatSize(bytes) }),
    }))
  const own = entries
    .filter(({ id, summary }) => !summary || summary.kind === kind || id === value)
    .map((one) => ({ value: one.id, label: one.id, detail: detailOf(one, t) }))
  const noneHere = otherwise === undefined ? '' : none
  const known =
    value === '' || value === noneHere || [...bundled, ...own].some((option) => option.value === value)
  const options = [
    ...(noneHere === undefined ? [] : [{ value: noneHere, label: t('guide.none') }]),
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
          trigger={<IconButton icon={FolderPlus} label={`${label}: ${t('network.open')}`} side="top" />}
        >
          {(close) => (
            <Ways
              kind={kind}
              onChange={(id) => {
                onChange(id)
                close()
              }}
            />
          )}
        </Popover>
      </div>
      <Note id={value} entry={entry} kind={kind} />
    </div>
  )
}

/** A folder of this machine, or a repository of the Hub. */
function Ways({ kind, onChange }: Pick<NetworkControlProps, 'kind' | 'onChange'>) {
  const t = useText()
  const { engine, fail, inform } = useEditor()
  const [repository, setRepository] = useState('')
  const address = readModelAddress(repository)
  async function openFolder(): Promise<void> {
    const { chooseCheckpointFolder } = await work.read()
    const chosen = await chooseCheckpointFolder()
    if (!chosen) return
    engine.openNetwork(chosen.name, chosen.source)
    onChange(chosen.name)
  }
  async function openFile(): Promise<void> {
    const { chooseNetworkFile } = await work.read()
    const chosen = await chooseNetworkFile()
    if (!chosen) return
    engine.openNetwork(chosen.name, chosen.source)
    onChange(chosen.name)
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
      <p className={styles.note}>
        {isModelTask(kind) ? t('model.hint', { task: kind }) : t('network.folderHint')}
      </p>
      <Button onClick={() => void openFile().catch(fail)}>{t('checkpoint.chooseFile')}</Button>
      <Button onClick={() => void openFolder().catch(fail)}>{t('checkpoint.chooseFolder')}</Button>
      <input
        className={styles.input}
        aria-label={t('checkpoint.hub')}
        placeholder={isModelTask(kind) ? exampleOf[kind] : t('checkpoint.hubId')}
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
  const { parameters, family } = summary
  if (parameters === undefined || family === undefined) return formatSize(summary.bytes)
  const size = t('checkpoint.detail', {
    parameters: (parameters / 1e6).toFixed(parameters < 1e7 ? 1 : 0),
    size: formatSize(summary.bytes),
  })
  return `${t(`network.family.${family}`)}, ${size}`
}

interface NoteProps {
  readonly id: string
  /** Of one that the person opened. */
  readonly entry: NetworkEntry | undefined
  readonly kind: NetworkKind
}

/** What is wrong with it. */
function Note({ id, entry, kind }: NoteProps) {
  const t = useText()
  const said = useErrorLine()
  const networks = useJobs((state) => state.networks)
  const language = useSettings((state) => state.language)
  const draft = useSettings((state) => state.draft)
  const checkpoint = useJobs((state) => summaryOf(state, draft.checkpoint[draft.mode]))
  const wrong = () => {
    if (entry?.error) return said(entry.error)
    if (entry?.summary && entry.summary.kind !== kind)
      return t('network.otherKind', { is: entry.summary.kind, wanted: kind })
    const traits = traitsOf(id, networks)
    return traits && checkpoint && misfitText(language, traits, checkpoint)
  }
  const problem = wrong()
  return problem === undefined ? null : (
    <p className={styles.error} role="alert">
      {problem}
    </p>
  )
}
