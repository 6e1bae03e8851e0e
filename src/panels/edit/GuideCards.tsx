import { Plus, X } from 'lucide-react'
import { guideMetas } from '../../../workers/guidance/list'
import { useDocument, useEditor, useJobs, useSettings, useText } from '../../app/EditorContext'
import { addedCards, baseCardOf, newCard, offeredGuides } from '../../engine/guideCards'
import { isOpen } from '../../state/document'
import { summaryOf } from '../../state/jobs'
import { changeDraft, type GuideCard } from '../../state/settings'
import { guideText } from '../../strings/guideText'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { Menu } from '../../ui/Menu'
import { Switch } from '../../ui/Switch'
import { Tooltip } from '../../ui/Tooltip'
import styles from './GuideCards.module.css'
import { GuideField } from './GuideField'
import { RangeField } from './RangeField'

/** The base guidance of the checkpoint, and what was added to it. */
export function GuideCards() {
  const t = useText()
  const { settings } = useEditor()
  const draft = useSettings((state) => state.draft)
  const language = useSettings((state) => state.language)
  const summary = useJobs((state) => summaryOf(state, draft.checkpoint[draft.mode]))
  const open = useDocument(isOpen)
  const masked = useDocument((state) => state.layers.some((layer) => layer.kind === 'mask' && layer.visible))
  if (!summary) return null
  const picture = draft.mode === 'edit' && open
  const offered = offeredGuides(draft, summary, { picture, masked: picture && masked })
  const change = (card: GuideCard) =>
    changeDraft(settings, {
      guides: draft.guides.some(({ key }) => key === card.key)
        ? draft.guides.map((other) => (other.key === card.key ? card : other))
        : [...draft.guides, card],
    })
  const remove = (key: string) =>
    changeDraft(settings, { guides: draft.guides.filter((card) => card.key !== key) })
  return (
    <div className={styles.guides} role="group" aria-label={t('panel.guides')}>
      <Card card={baseCardOf(draft, summary)} onChange={change} />
      {addedCards(draft, summary).map((card) => (
        <Card key={card.key} card={card} onChange={change} onRemove={() => remove(card.key)} />
      ))}
      {offered.length > 0 && (
        <Menu
          label={t('panel.addGuide')}
          trigger={
            <Button look="quiet" className={styles.add}>
              <Plus size={14} aria-hidden /> {t('panel.addGuide')}
            </Button>
          }
          groups={[
            offered.map(({ meta, refusal }) => ({
              id: meta.id,
              label: guideText(language, meta).label,
              disabled: refusal !== undefined,
              run: () => change(newCard(draft, meta)),
            })),
          ]}
        />
      )}
    </div>
  )
}

interface CardProps {
  readonly card: GuideCard
  readonly onChange: (card: GuideCard) => void
  /** Absent for the base guidance, without which nothing runs. */
  readonly onRemove?: () => void
}

function Card({ card, onChange, onRemove }: CardProps) {
  const t = useText()
  const language = useSettings((state) => state.language)
  const meta = guideMetas.get(card.id)
  if (!meta) return null
  const { label, summary, field: inLanguage } = guideText(language, meta)
  return (
    <section className={styles.card} aria-label={label}>
      <header className={styles.head}>
        <Tooltip text={summary} side="left">
          <h2 className={styles.name}>{label}</h2>
        </Tooltip>
        {onRemove && (
          <>
            <Switch
              hidden
              label={t('panel.guideOn', { guide: label })}
              checked={card.enabled}
              onChange={(enabled) => onChange({ ...card, enabled })}
            />
            <IconButton icon={X} label={t('panel.removeGuide', { guide: label })} onClick={onRemove} />
          </>
        )}
      </header>
      {card.enabled && (
        <div className={styles.fields}>
          {Object.entries(meta.fields).map(([id, field]) => (
            <GuideField
              key={id}
              field={inLanguage(id, field)}
              value={card.values[id] ?? field.default}
              onChange={(value) => onChange({ ...card, values: { ...card.values, [id]: value } })}
            />
          ))}
          {onRemove && <RangeField range={card.range} onChange={(range) => onChange({ ...card, range })} />}
        </div>
      )}
    </section>
  )
}
