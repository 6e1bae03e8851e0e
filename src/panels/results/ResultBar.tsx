import { ArrowDownToLine, Check, Columns2, Eye, RotateCcw, Trash2 } from 'lucide-react'
import { useDocument, useEditor, useText, useView } from '../../app/EditorContext'
import { Button } from '../../ui/Button'
import { Tooltip } from '../../ui/Tooltip'
import { actionOf } from '../../actions/table'
import { shownKeys } from '../../actions/shortcuts'
import { CandidateStrip } from './CandidateStrip'
import styles from './ResultBar.module.css'
import { SplitSlider } from './SplitSlider'

/** Staged results over the canvas: look, compare, accept, discard. */
export function ResultBar() {
  const t = useText()
  const candidates = useDocument((state) => state.candidates)
  const shown = useView((state) => state.candidate)
  const compare = useView((state) => state.compare)
  if (candidates.length === 0) return null
  const staged = candidates.some(({ id }) => id === shown)
  return (
    <section className={styles.bar} aria-label={t('stage.results')}>
      <CandidateStrip />
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
          <span className={styles.gap} />
          <ActionText action="result.discard" icon={Trash2} label="stage.discard" />
          <ActionText action="result.again" icon={RotateCcw} label="stage.again" />
          <ActionText action="result.input" icon={ArrowDownToLine} label="stage.input" />
          <ActionText action="result.accept" icon={Check} label="stage.accept" look="primary" />
        </div>
      )}
    </section>
  )
}

interface ActionTextProps {
  readonly action: string
  readonly icon: typeof Check
  readonly label: 'stage.showSplit' | 'stage.discard' | 'stage.again' | 'stage.input' | 'stage.accept'
  readonly look?: 'primary' | 'quiet'
  readonly pressed?: boolean
}

/** An action with a short name of its own; the table's longer one is the tooltip. */
function ActionText({ action: id, icon: Icon, label, look = 'quiet', pressed }: ActionTextProps) {
  const editor = useEditor()
  const t = useText()
  const action = actionOf(id)
  const keys = action.keys?.[0]
  return (
    <Tooltip text={t(action.label)} keys={keys && shownKeys(keys)} side="top">
      <Button look={look} onClick={() => action.run(editor)} {...(pressed !== undefined && { pressed })}>
        <Icon size={15} strokeWidth={1.75} aria-hidden />
        {t(label)}
      </Button>
    </Tooltip>
  )
}

/** Shows the original as long as it is held, by pointer or key. */
function HoldButton() {
  const { view } = useEditor()
  const t = useText()
  const show = () => view.setState({ compare: 'original' })
  const hide = () => view.setState({ compare: 'result' })
  return (
    <Tooltip text={t('stage.hold')} side="top">
      <Button
        look="quiet"
        onPointerDown={show}
        onPointerUp={hide}
        onPointerLeave={({ buttons }) => buttons > 0 && hide()}
        onPointerCancel={hide}
        onKeyDown={({ key, repeat }) => !repeat && (key === ' ' || key === 'Enter') && show()}
        onKeyUp={hide}
        onBlur={() => view.getState().compare === 'original' && hide()}
      >
        <Eye size={15} strokeWidth={1.75} aria-hidden />
        {t('stage.original')}
      </Button>
    </Tooltip>
  )
}
