import { Save, Trash2 } from 'lucide-react'
import { changeAddOn, writeWord } from '../../actions/addOns'
import { removeAddOn } from '../../actions/panelSteps'
import { saveAddOn } from '../../actions/teaching'
import { useEditor, useErrorLine, useJobs, useSettings, useText } from '../EditorContext'
import type { AddOnSummary, CheckpointSummary } from '../../shared/protocol/summaries'
import { summaryOf } from '../../state/jobs'
import { unusedIn, unusedText } from '../../shared/unusedFields'
import { changeDraft, type AddOnCard } from '../../state/settings'
import { addOnReaders } from '../../state/settingsReaders'
import { forLcm, isLcmLora, lcmSteps, suitsLcm } from '../../engine/lcmLora'
import { addOnMisfit, type AddOnMisfit } from '../../engine/addOnMisfit'
import { Button } from '../../ui/Button'
import { CutName } from '../../ui/CutName'
import { IconButton } from '../../ui/IconButton'
import { Switch } from '../../ui/Switch'
import { formatSize } from '../../shared/formatSize'
import styles from './AddOnRow.module.css'
import { AddOnStrength } from './AddOnStrength'
import { AddOnWhere } from './AddOnWhere'
import { useAddOnProblem } from './useAddOnProblem'

export function AddOnRow({ card }: { readonly card: AddOnCard }) {
  const t = useText()
  const editor = useEditor()
  const { id } = card
  const chosen = useSettings(({ draft }) => draft.checkpoint[draft.mode])
  const entry = useJobs(({ addOns }) => addOns.find((each) => each.id === id))
  const summary = entry?.summary
  const checkpoint = useJobs((state) => summaryOf(state, chosen))
  const unused = unusedIn(card, addOnReaders)
  const misfit = checkpoint && addOnMisfit(card.needs, checkpoint)
  return (
    <section className={styles.card} aria-label={id}>
      <div className={styles.head}>
        <span className={styles.name}>
          <CutName name={id} />
        </span>
        <Switch
          hidden
          label={t('addOn.use', { name: id })}
          checked={card.enabled && !misfit}
          disabled={misfit !== undefined}
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
          onClick={() => removeAddOn(editor, card)}
        />
      </div>
      <Note card={card} misfit={misfit} />
      {unused.length > 0 && (
        <p className={styles.note}>{t('panel.unused', { fields: unusedText(unused) })}</p>
      )}
      {summary && (
        <>
          <Words words={summary.triggerWords} />
          {card.enabled && !misfit && checkpoint && isLcmLora(summary) && (
            <FewSteps checkpoint={checkpoint} />
          )}
          {card.enabled && !misfit && summary.parts.length > 0 && (
            <>
              <AddOnStrength card={card} parts={summary.parts} />
              {summary.parts.includes('unet') && <AddOnWhere card={card} />}
            </>
          )}
        </>
      )}
    </section>
  )
}

/** What it is, or what is wrong with it. */
function Note({ card, misfit }: { readonly card: AddOnCard; readonly misfit: AddOnMisfit | undefined }) {
  const t = useText()
  const said = useErrorLine()
  const entry = useJobs(({ addOns }) => addOns.find((each) => each.id === card.id))
  const problem = useAddOnProblem(card)
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
  return (
    <>
      <p className={styles.note}>
        {[kindOf(summary, t), familyOf(summary, t), formatSize(summary.bytes)]
          .filter((part) => part !== '')
          .join(', ')}
      </p>
      {misfit && (
        <p className={styles.problem}>
          {t(`addOn.misfit.${misfit.of}`, { addOn: misfit.addOn, checkpoint: misfit.checkpoint })}{' '}
          {card.enabled && t('addOn.waits')}
        </p>
      )}
      {!misfit && problem !== undefined && <p className={styles.problem}>{problem}</p>}
    </>
  )
}

const FAMILIES: ReadonlyMap<number, string> = new Map([
  [128, 'Toyland'],
  [768, 'Stable Diffusion 1'],
  [1024, 'Stable Diffusion 2'],
  [2048, 'Stable Diffusion XL'],
])

/** "LoKr + DoRA": of a LoRA by how it is written. */
function kindOf({ kind, forms = [] }: AddOnSummary, t: ReturnType<typeof useText>): string {
  const named = forms.map((form) => (form === 'full' ? t('addOn.form.full') : form))
  return named.length > 0 ? named.join(' + ') : t(`addOn.kind.${kind}`)
}

function familyOf({ needs: { textWidth } }: AddOnSummary, t: ReturnType<typeof useText>): string {
  if (textWidth === undefined) return ''
  return FAMILIES.get(textWidth) ?? t('addOn.width', { width: textWidth })
}

/** What a LoRA for few steps wants, where the edit is set otherwise. */
function FewSteps({ checkpoint }: { readonly checkpoint: CheckpointSummary }) {
  const t = useText()
  const { settings } = useEditor()
  const draft = useSettings((state) => state.draft)
  if (suitsLcm(draft, checkpoint)) return null
  return (
    <>
      <p className={styles.note}>{t('addOn.fewSteps', { steps: lcmSteps })}</p>
      <Button
        look="quiet"
        className={styles.set}
        onClick={() => changeDraft(settings, forLcm(draft, checkpoint))}
      >
        {t('addOn.setFewSteps')}
      </Button>
    </>
  )
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
