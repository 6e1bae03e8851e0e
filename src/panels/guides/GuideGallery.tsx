import { editInputs } from '../../actions/editAhead'
import { useDocument, useEditor, useJobs, useSettings, useText } from '../EditorContext'
import { withCard } from '../../engine/changeCards'
import { newCard, widened } from '../../engine/guideCards'
import { readyCard } from '../../engine/readyCard'
import { offeredGuides } from '../../engine/offeredGuides'
import { guidePurposes, type GuideMeta } from '../../shared/guideMeta'
import { summaryOf } from '../../state/jobs'
import { changeDraft } from '../../state/settings'
import { Dialog } from '../../ui/Dialog'
import { useDialog } from '../dialogs/useDialog'
import styles from './GuideGallery.module.css'
import { OfferedGuide } from './OfferedGuide'

/** Every guide that there is: what it does, what it needs, and why it cannot be added where that is so. */
export function GuideGallery() {
  const t = useText()
  const { open, close } = useDialog('guides')
  return (
    <Dialog open={open} title={t('guide.gallery')} closeLabel={t('app.close')} width={820} onClose={close}>
      <div className={styles.body}>
        <p className={styles.line}>{t('guide.galleryLine')}</p>
        <Offers onAdded={close} />
      </div>
    </Dialog>
  )
}

function Offers({ onAdded }: { readonly onAdded: () => void }) {
  const t = useText()
  const { settings, bitmaps } = useEditor()
  const document = useDocument((state) => state)
  const draft = useSettings((state) => state.draft)
  const summary = useJobs((state) => summaryOf(state, draft.checkpoint[draft.mode]))
  if (!summary) return null
  const checkpoint = summary
  function add(meta: GuideMeta): void {
    const card = readyCard(newCard(draft, meta), meta, checkpoint, document)
    changeDraft(settings, { guides: withCard(draft.guides, card), ...widened(draft, meta, checkpoint) })
    onAdded()
    requestAnimationFrame(() =>
      window.document.getElementById(`guide-${card.key}`)?.scrollIntoView({ block: 'start' }),
    )
  }
  const offers = offeredGuides(draft, summary, editInputs(draft, document, bitmaps))
  return guidePurposes.map((purpose) => (
    <section key={purpose} aria-labelledby={`purpose-${purpose}`}>
      <h3 id={`purpose-${purpose}`} className={styles.purpose}>
        {t(`guide.purpose.${purpose}`)}
      </h3>
      <ul className={styles.guides}>
        {offers
          .filter(({ meta }) => (meta.purpose ?? 'quality') === purpose)
          .map(({ meta, refusal }) => (
            <OfferedGuide
              key={meta.id}
              meta={meta}
              refusal={refusal}
              checkpoint={checkpoint}
              onAdd={() => add(meta)}
            />
          ))}
      </ul>
    </section>
  ))
}
