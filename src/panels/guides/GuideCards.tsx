import { Plus } from 'lucide-react'
import { lostOfCard } from '../../engine/lostOfCard'
import { useDocument, useEditor, useJobs, useSettings, useText } from '../EditorContext'
import { loseOfCard, removeCard } from '../../actions/panelSteps'
import { neighbourOf, withCard, withMovedCard } from '../../engine/changeCards'
import { addedCards, baseCardOf, baseMetaOf, isTooSmall, unknownCards } from '../../engine/guideCards'
import { offersGuides } from '../../engine/offeredGuides'
import { otherShape } from '../../engine/otherShape'
import { saysNoMore } from '../../engine/saysNoMore'
import { unsaidConcept } from '../../engine/unsaidConcept'
import { generatedSize, workingSize } from '../../engine/workingSize'
import { summaryOf } from '../../state/jobs'
import type { CheckpointSummary } from '../../shared/protocol/summaries'
import type { GuideMeta } from '../../shared/guideMeta'
import { guideText } from '../../strings/guideText'
import { changeDraft, type Draft, type GuideCard as Card } from '../../state/settings'
import { Button } from '../../ui/Button'
import { GuideCard } from './GuideCard'
import styles from './GuideCards.module.css'
import { UnknownGuide } from './UnknownGuide'
import { UnusedSettings } from './UnusedSettings'
import { useCardProblems } from './useCardProblems'

/** The base guidance of the checkpoint, and what was added to it. */
export function GuideCards() {
  const t = useText()
  const editor = useEditor()
  const { settings, view, bitmaps } = editor
  const language = useSettings((state) => state.language)
  const draft = useSettings((state) => state.draft)
  const summary = useJobs((state) => summaryOf(state, draft.checkpoint[draft.mode]))
  const document = useDocument((state) => state)
  const { width, height } = document
  const problems = useCardProblems(summary)
  if (!summary) return null
  const base = baseCardOf(draft, summary)
  const size =
    draft.mode === 'edit' && width > 0
      ? workingSize({ width, height }, summary)
      : generatedSize(draft, summary)
  // An edit has no size to choose.
  const oneWindow = draft.mode === 'edit' ? 'guide.oneWindowEdit' : 'guide.oneWindow'
  const added = addedCards(draft, summary)
  function hintOf(card: Card, meta: GuideMeta, summary: CheckpointSummary): string | undefined {
    if (!card.enabled) return undefined
    if (isTooSmall(meta, size, summary)) return t(oneWindow)
    const concept = unsaidConcept(draft, card, meta)
    if (concept !== undefined) return t('guide.conceptUnsaid', { concept })
    // An edit is brought to the picture's shape, at whatever size it is made.
    const result = draft.mode === 'edit' && width > 0 ? document : size
    return (
      saysNoMore(language, card, meta) ??
      otherShape(card, meta, { document, bitmaps, size: result, language })
    )
  }
  /** Reads the cards anew: what changes one may have waited for a file. */
  const change = (next: (cards: Draft['guides']) => Draft['guides']) =>
    changeDraft(settings, { guides: next(settings.getState().draft.guides) })
  function onChangeOf(next: Card, before: Card, meta: GuideMeta): void {
    const lost = lostOfCard(before, next, meta)
    if (!lost) return change((cards) => withCard(cards, next))
    const field = guideText(language, meta).field(lost.field, meta.fields[lost.field]!)
    const name =
      lost.number !== undefined && field.kind === 'list'
        ? t('guide.item', { item: field.itemLabel, number: lost.number })
        : t('guide.curveOf', { field: field.label })
    loseOfCard(editor, next, lost, name)
  }
  return (
    <div className={styles.guides} role="group" aria-label={t('panel.guides')}>
      <GuideCard
        card={base}
        meta={baseMetaOf(summary)}
        problem={problems.get(base.key)}
        onChange={(next) => onChangeOf(next, base, baseMetaOf(summary))}
      />
      {added.map(({ card, meta, rest, implied }) => {
        const same = added.filter((other) => other.meta === meta)
        return (
          <GuideCard
            key={card.key}
            card={card}
            meta={meta}
            rest={rest}
            problem={problems.get(card.key)}
            hint={hintOf(card, meta, summary)}
            start={meta.suits?.[summary.id]}
            {...(same.length > 1 && { number: same.findIndex((other) => other.card === card) + 1 })}
            onChange={(next) => onChangeOf(next, card, meta)}
            {...(!implied && { onRemove: () => removeCard(editor, card, guideText(language, meta).label) })}
            mayMove={(by) => neighbourOf(draft.guides, card.key, by) !== undefined}
            onMove={(by) => change((cards) => withMovedCard(cards, card.key, by))}
          />
        )
      })}
      {unknownCards(draft).map((card) => (
        <UnknownGuide key={card.key} id={card.id} onRemove={() => removeCard(editor, card, card.id)} />
      ))}
      <UnusedSettings />
      {offersGuides && (
        <Button
          look="quiet"
          data-tour="guides"
          className={styles.add}
          onClick={() => view.setState({ dialog: 'guides' })}
        >
          <Plus size={14} aria-hidden /> {t('panel.addGuide')}
        </Button>
      )}
    </div>
  )
}
