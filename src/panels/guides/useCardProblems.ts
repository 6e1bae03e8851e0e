import { editInputs } from '../../actions/editAhead'
import { useDocument, useEditor, useSettings } from '../EditorContext'
import { cardProblems } from '../../engine/cardProblems'
import type { CheckpointSummary } from '../../shared/protocol/summaries'

const none: ReadonlyMap<string, string> = new Map()

/** What is wrong with each card of the panel, in words, by its key. */
export function useCardProblems(checkpoint: CheckpointSummary | undefined): ReadonlyMap<string, string> {
  const { bitmaps } = useEditor()
  const document = useDocument((state) => state)
  const draft = useSettings((state) => state.draft)
  const language = useSettings((state) => state.language)
  if (!checkpoint) return none
  return cardProblems({
    draft,
    checkpoint,
    document,
    bitmaps,
    language,
    ...editInputs(draft, document, bitmaps),
  })
}
