import { useDocument, useEditor, useJobs, useSettings } from '../EditorContext'
import { addOnProblems } from '../../engine/addOnProblems'
import { summaryOf } from '../../state/jobs'
import type { AddOnCard } from '../../state/settings'

/** What is wrong with an add-on of the panel, in words. */
export function useAddOnProblem({ id }: AddOnCard): string | undefined {
  const { bitmaps } = useEditor()
  const document = useDocument((state) => state)
  const draft = useSettings((state) => state.draft)
  const language = useSettings((state) => state.language)
  const checkpoint = useJobs((state) => summaryOf(state, draft.checkpoint[draft.mode]))
  return checkpoint && addOnProblems({ draft, checkpoint, document, bitmaps, language }).get(id)
}
