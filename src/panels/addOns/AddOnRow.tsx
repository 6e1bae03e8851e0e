import { Save, Trash2 } from 'lucide-react'
import { changeAddOn, removeAddOn, writeWord } from '../../actions/addOns'
import { saveAddOn } from '../../actions/teaching'
import { useEditor, useErrorLine, useJobs, useSettings, useText } from '../EditorContext'
import type { AddOnSummary } from '../../shared/protocol/summaries'
import { summaryOf } from '../../state/jobs'
import type { AddOnCard } from '../../state/settings'
import { IconButton } from '../../ui/IconButton'
import { Switch } from '../../ui/Switch'
import { formatSize } from '../formatSize'
import styles from './AddOnRow.module.css'
import { AddOnStrength } from './AddOnStrength'

export function AddOnRow({ card }: { readonly card: AddOnCard }) {
  const t = useText()
  const editor = useEditor()
  const { id } = card
  const entry = useJobs(({ addOns }) => addOns.find((each) => each.id === id))
  const summary = entry?.summary
  return (
    <section className={styles.card} aria-label={id}>
      <div className={styles.head}>
        <span className={styles.name} title={id}>
          {id}
        </span>
        <Switch
          hidden
          label={t('addOn.use', { name: id })}
          checked={card.enabled}
          onChange={(enabled) => changeAddOn(editor, id, { enabled })}
        />
        {entry?.source.kind === 'file' && summary && (
          <IconButton
            icon={Save}
            label={t('addOn.save', { name: id })}
            onClick={() => void saveAddOn(editor, id)}
          />
        )}
        <IconButton
          icon={Trash2}
          label={t('addOn.remove', { name: id })}
          onClick={() => removeAddOn(editor, id)}
        />
      </div>
      <Note card={card} />
      {summary && (
        <>
          <Words words={summary.triggerWords} />
          {card.enabled && summary.parts.length > 0 && <AddOnStrength card={card} parts={summary.parts} />}
        </>
      )}
    </section>
  )
}

/** What it is, or what is wrong with it. */
function Note({ card: { id, enabled } }: { readonly card: AddOnCard }) {
  const t = useText()
  const said = useErrorLine()
  const entry = useJobs(({ addOns }) => addOns.find((each) => each.id === id))
  const chosen = useSettings(({ draft }) => draft.checkpoint[draft.mode])
  const checkpoint = useJobs((state) => summaryOf(state, chosen))
  if (!entry) return <p className={styles.problem}>{t('addOn.notOpen')}</p>
  if (entry.status === 'opening') return <p className={styles.note}>{t('checkpoint.opening')}</p>
  const { error, summary } = entry
  if (error)
    return (
      <p className={styles.problem} role="alert">
        {said(error)}
      </p>
    )
  if (!summary) return null
  const width = summary.textWidth
  const misfits = enabled && checkpoint && width !== undefined && width !== checkpoint.textWidth
  return (
    <>
      <p className={styles.note}>
        {[t(`addOn.kind.${summary.kind}`), familyOf(summary, t), formatSize(summary.bytes)]
          .filter((part) => part !== '')
          .join(', ')}
      </p>
      {misfits && (
        <p className={styles.problem}>
          {t('addOn.misfit', { addOn: width, checkpoint: checkpoint.textWidth })}
        </p>
      )}
    </>
  )
}

const FAMILIES: ReadonlyMap<number, string> = new Map([
  [128, 'Toyland'],
  [768, 'Stable Diffusion 1'],
  [1024, 'Stable Diffusion 2'],
  [2048, 'Stable Diffusion XL'],
])

function familyOf({ textWidth }: AddOnSummary, t: ReturnType<typeof useText>): string {
  if (textWidth === undefined) return ''
  return FAMILIES.get(textWidth) ?? t('addOn.width', { width: textWidth })
}

/** The words by which it is called, to be put into the prompt. */
function Words({ words }: { readonly words: readonly string[] }) {
  const t = useText()
  const editor = useEditor()
  if (words.length === 0) return null
  return (
    <div className={styles.words}>
      {words.map((word) => (
        <button
          key={word}
          type="button"
          className={styles.word}
          title={t('addOn.writeWord', { word })}
          onClick={() => writeWord(editor, word)}
        >
          {word}
        </button>
      ))}
    </div>
  )
}
