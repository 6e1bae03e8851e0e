import { Plus, X } from 'lucide-react'
import { useEditor, useJobs, useSettings, useText } from '../../app/EditorContext'
import { addableGuides, baseGuideOf, cardOf } from '../../engine/draftRecipe'
import { guideMetas } from '../../engine/guideMetas'
import type { GuideMeta } from '../../shared/guideFields'
import { summaryOf } from '../../state/jobs'
import { changeDraft, type GuideCard } from '../../state/settings'
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
  const kind = useJobs((state) => summaryOf(state, draft.checkpoint[draft.mode])?.kind)
  if (!kind) return null
  const addable = addableGuides(kind)
  const used = draft.guides.filter(({ id }) => addable.some((meta) => meta.id === id))
  const free = addable.filter(({ id }) => !used.some((card) => card.id === id))
  const change = (card: GuideCard) =>
    changeDraft(settings, {
      guides: draft.guides.some(({ id }) => id === card.id)
        ? draft.guides.map((other) => (other.id === card.id ? card : other))
        : [...draft.guides, card],
    })
  const remove = (id: string) =>
    changeDraft(settings, { guides: draft.guides.filter((card) => card.id !== id) })
  return (
    <div className={styles.guides} role="group" aria-label={t('panel.guides')}>
      <Card card={cardOf(draft, baseGuideOf(kind))} onChange={change} />
      {used.map(({ id }) => (
        <Card key={id} card={cardOf(draft, id)} onChange={change} onRemove={() => remove(id)} />
      ))}
      {free.length > 0 && (
        <Menu
          trigger={
            <Button look="quiet" className={styles.add}>
              <Plus size={14} aria-hidden /> {t('panel.addGuide')}
            </Button>
          }
          groups={[free.map(({ id, label }) => ({ id, label, run: () => change(cardOf(draft, id)) }))]}
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
  const meta: GuideMeta | undefined = guideMetas.get(card.id)
  if (!meta) return null
  return (
    <section className={styles.card} aria-label={meta.label}>
      <header className={styles.head}>
        <Tooltip text={meta.summary} side="left">
          <h2 className={styles.name}>{meta.label}</h2>
        </Tooltip>
        {onRemove && (
          <>
            <Switch
              hidden
              label={t('panel.guideOn', { guide: meta.label })}
              checked={card.enabled}
              onChange={(enabled) => onChange({ ...card, enabled })}
            />
            <IconButton icon={X} label={t('panel.removeGuide', { guide: meta.label })} onClick={onRemove} />
          </>
        )}
      </header>
      {card.enabled && (
        <div className={styles.fields}>
          {Object.entries(meta.fields).map(([id, field]) => (
            <GuideField
              key={id}
              field={field}
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
