import { Check, Columns2, Eye, LayoutGrid, PenLine, RotateCcw, TextSearch, Trash2 } from 'lucide-react'
import { showGrid } from '../../actions/resultGrid'
import { useDocument, useEditor, useText, useView } from '../EditorContext'
import { Button } from '../../ui/Button'
import { Tooltip } from '../../ui/Tooltip'
import { whileHeld } from '../../ui/whileHeld'
import { ActionText } from '../ActionText'
import { showsPicture } from '../../state/document'
import text from '../ActionText.module.css'
import { CandidateStrip } from './CandidateStrip'
import styles from './ResultBar.module.css'
import { SplitSlider } from './SplitSlider'
import { useKeysOnArrival } from './useKeysOnArrival'

/** Staged results over the canvas: look, compare, accept, discard. */
export function ResultBar() {
  const t = useText()
  useKeysOnArrival()
  const candidates = useDocument((state) => state.candidates)
  const shown = useView((state) => state.candidate)
  const compare = useView((state) => state.compare)
  const words = useView((state) => state.wordsOf !== undefined && state.wordsOf === state.candidate)
  const viewed = useView((state) => state.viewedResult)
  const grid = useView((state) => state.grid)
  if (candidates.length === 0 || viewed !== undefined || (grid && candidates.length > 1)) return null
  const staged = candidates.some(({ id }) => id === shown)
  return (
    <section className={styles.bar} aria-label={t('stage.results')}>
      <CandidateStrip />
      {candidates.length > 1 && <GridButton count={candidates.length} />}
      {staged && compare === 'split' && <SplitSlider />}
      {staged && (
        <div className={styles.actions}>
          <HoldButton />
          <ActionText
            action="result.split"
            icon={Columns2}
            label="stage.showSplit"
            pressed={compare === 'split'}
          />
          <ActionText action="result.words" icon={TextSearch} label="stage.words" pressed={words} />
          <span className={styles.gap} />
          <ActionText action="result.discard" icon={Trash2} label="stage.discard" />
          <ActionText action="result.again" icon={RotateCcw} label="stage.again" />
          <ActionText action="result.input" icon={PenLine} label="stage.input" named />
          <ActionText action="result.accept" icon={Check} label="stage.accept" look="primary" named />
        </div>
      )}
    </section>
  )
}

function GridButton({ count }: { readonly count: number }) {
  const t = useText()
  const editor = useEditor()
  return (
    <Tooltip text={t('action.resultGrid')} keys="A" side="top">
      <Button look="quiet" onClick={() => showGrid(editor, true)}>
        <LayoutGrid size={15} strokeWidth={1.75} aria-hidden />
        <span className={text.label}>{t('stage.grid', { count })}</span>
      </Button>
    </Tooltip>
  )
}

/** Shows the original as long as it is held, by pointer or key. */
function HoldButton() {
  const { view } = useEditor()
  const t = useText()
  const shows = useDocument(showsPicture)
  const show = () => view.setState({ compare: 'original' })
  const hide = () => view.getState().compare === 'original' && view.setState({ compare: 'result' })
  return (
    <Tooltip text={t('stage.hold')} side="top">
      <Button look="quiet" disabled={!shows} {...whileHeld(show, hide)}>
        <Eye size={15} strokeWidth={1.75} aria-hidden />
        <span className={text.label}>{t('stage.original')}</span>
      </Button>
    </Tooltip>
  )
}
