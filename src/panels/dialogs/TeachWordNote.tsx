import { useJobs, useSettings } from '../EditorContext'
import { useLateText } from '../useLateText'
import { promptSyntaxOf } from '../../engine/promptReading'
import { knowsOnlyToyland } from '../../engine/smallWorld'
import { summaryOf } from '../../state/jobs'
import { useTokenCount } from '../prompt/useTokenCount'
import shared from './CheckpointDialog.module.css'

/** That a name means something already: what is learned then has to displace it. Known of the bundled checkpoints alone. */
export function TeachWordNote({ word }: { readonly word: string }) {
  const t = useLateText()
  const draft = useSettings((state) => state.draft)
  const checkpoint = draft.checkpoint[draft.mode]
  const summary = useJobs((state) => summaryOf(state, checkpoint))
  const known = useTokenCount(word, promptSyntaxOf(draft))
  if (!known || known.strangers || !knowsOnlyToyland(checkpoint, summary)) return null
  return (
    <small className={shared.note} role="status">
      {t('teach.wordMeans', { word: word.trim() })}
    </small>
  )
}
