import { useId } from 'react'
import { useSettings, useText } from '../EditorContext'
import { apartText } from '../../engine/cardProblems'
import type { Refusal } from '../../engine/offeredGuides'
import { samplerOf } from '../../engine/samplerOf'
import { schedulerNames } from '../../engine/schedulerNames'
import type { GuideMeta } from '../../shared/guideMeta'
import type { CheckpointSummary } from '../../shared/protocol/summaries'
import { guideText } from '../../strings/guideText'
import { GuidePicture } from './GuidePicture'
import { channelsText, needsOf } from './needsText'
import styles from './OfferedGuide.module.css'

interface OfferedGuideProps {
  readonly meta: GuideMeta
  readonly refusal: Refusal | undefined
  readonly checkpoint: CheckpointSummary
  readonly onAdd: () => void
}

/** One guide of the gallery: the whole of it is the button that adds it. */
export function OfferedGuide({ meta, refusal, checkpoint, onAdd }: OfferedGuideProps) {
  const t = useText()
  const language = useSettings((state) => state.language)
  const why = useRefusalText(meta, refusal, checkpoint)
  const details = useId()
  const { label, summary, paper } = guideText(language, meta)
  const needs = needsOf(t, language, meta)
  return (
    <li className={styles.offer} data-refused={why !== undefined || undefined}>
      <GuidePicture id={meta.id} role={meta.role} />
      <div className={styles.texts}>
        <button
          type="button"
          className={styles.add}
          aria-label={t('guide.add', { guide: label })}
          aria-describedby={details}
          aria-disabled={why !== undefined}
          onClick={() => why === undefined && onAdd()}
        >
          {label}
        </button>
        <div id={details} className={styles.details}>
          <p>{summary}</p>
          {why !== undefined && <p className={styles.why}>{why}</p>}
          {/* Said already, where it is the checkpoint that is lacking. */}
          {needs.length > 0 && refusal?.kind !== 'channels' && (
            <p className={styles.quiet}>
              {t('guide.needs')}: {needs.join(', ')}
            </p>
          )}
          <p className={styles.quiet}>{t('guide.paper', { paper })}</p>
        </div>
      </div>
    </li>
  )
}

function useRefusalText(
  meta: GuideMeta,
  refusal: Refusal | undefined,
  checkpoint: CheckpointSummary,
): string | undefined {
  const t = useText()
  const language = useSettings((state) => state.language)
  const draft = useSettings((state) => state.draft)
  if (!refusal) return undefined
  switch (refusal.kind) {
    case 'apart':
      return apartText(language, meta, refusal.other)
    case 'channels':
      return t('guide.refused.channels', {
        kind: t(`checkpoint.kind.${checkpoint.kind}`),
        need: channelsText(t, language, meta.requires?.unetChannels ?? []),
      })
    case 'sampler': {
      const sampler = samplerOf(draft, checkpoint)
      return t('guide.refused.sampler', { scheduler: sampler ? schedulerNames[sampler] : '' })
    }
    default:
      return t(`guide.refused.${refusal.kind}`)
  }
}
