import { Eye } from 'lucide-react'
import { prepareGuide } from '../../actions/preparing'
import { useEditor, useJobs, useText } from '../EditorContext'
import { summaryOf } from '../../state/jobs'
import type { GuideMeta } from '../../shared/guideMeta'
import { Button } from '../../ui/Button'

interface ShowFirstProps {
  readonly card: string
  readonly prepares: NonNullable<GuideMeta['prepares']>
  /** What stands between the guide and a run. */
  readonly problem: string | undefined
}

/** Makes what the guide can show before the run: its hint, or the mask that it finds. */
export function ShowFirst({ card, prepares, problem }: ShowFirstProps) {
  const t = useText()
  const editor = useEditor()
  const { draft } = editor.settings.getState()
  const ready = useJobs(
    (state) => state.engine === 'ready' && summaryOf(state, draft.checkpoint[draft.mode]) !== undefined,
  )
  return (
    <Button
      size="small"
      disabled={!ready || problem !== undefined}
      onClick={() => prepareGuide(editor, card)}
    >
      <Eye size={14} aria-hidden /> {t(prepares === true ? 'guide.show' : 'guide.showReconstruction')}
    </Button>
  )
}
