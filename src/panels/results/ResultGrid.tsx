import { Check, Columns2, Trash2, X } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { compareMarked, keepMarked, showCandidate, showGrid, toggleMark } from '../../actions/resultGrid'
import { focusCanvas } from '../../actions/shortcuts'
import { discardAllCandidates } from '../../actions/staging'
import { useDocument, useEditor, useJobs, useSettings, useText, useView } from '../EditorContext'
import { differencesOf, differencesText } from '../../engine/resultDifferences'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { popupIsOpen } from '../../ui/popups'
import { FittedPicture } from '../gallery/FittedPicture'
import { gridColumns } from './gridColumns'
import styles from './ResultGrid.module.css'
import { ResultTile } from './ResultTile'

/** All results that wait, as large as they fit beside each other: looked at, marked, compared, kept. It covers the canvas. */
export function ResultGrid() {
  const count = useDocument((state) => state.candidates.length)
  const grid = useView((state) => state.grid)
  const viewed = useView((state) => state.viewedResult)
  return grid && count > 1 && viewed === undefined ? <Grid /> : null
}

/** CSS pixels: of the row above the results with what is around it, and at their sides. */
const headHeight = 92
const padding = 14

function Grid() {
  const editor = useEditor()
  const t = useText()
  const candidates = useDocument((state) => state.candidates)
  const shown = useView((state) => state.candidate)
  const marked = useView((state) => state.marked)
  const width = useView((state) => state.viewportWidth)
  const height = useView((state) => state.viewportHeight)
  const all = useJobs((state) => state.jobs)
  // Others are not put here.
  const jobs = all.filter(({ forCaller }) => !forCaller)
  const list = useRef<HTMLOListElement>(null)
  const language = useSettings((state) => state.language)
  const differences = differencesOf(
    candidates.map(({ recipe }) => recipe),
    language,
  )
  const first = candidates[0]
  const aspect = first ? first.place.width / first.place.height : 1
  const tiles = candidates.length + jobs.length
  const place = { width: width - 2 * padding, height: height - headHeight }
  const { columns, width: tileWidth } = gridColumns(tiles, place, aspect)
  const entry = candidates.some(({ id }) => id === shown) ? shown : first?.id
  const chosen = marked.filter((id) => candidates.some((candidate) => candidate.id === id)).length

  // Opened by a key or its button; results that arrive give it the focus by themselves.
  useEffect(() => {
    const { activeElement } = document
    if (activeElement === document.body || activeElement?.matches('[data-canvas]'))
      list.current?.querySelector<HTMLElement>('[data-result][tabindex="0"]')?.focus()
  }, [])

  function leave(act: () => void): void {
    act()
    focusCanvas()
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.key !== 'Escape' || popupIsOpen()) return
    event.preventDefault()
    leave(() => showGrid(editor, false))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className={styles.grid} aria-label={t('stage.gridTitle')} onKeyDown={onKeyDown}>
      <header className={styles.head} data-canvas-head>
        <h2 className={styles.title}>{t('stage.gridTitle')}</h2>
        <span className={styles.keys}>{t('stage.gridKeys')}</span>
        <Button
          look="quiet"
          title={t('action.discardAll')}
          onClick={() => leave(() => discardAllCandidates(editor))}
        >
          <Trash2 size={15} strokeWidth={1.75} aria-hidden />
          <span className={styles.spareName}>{t('action.discardAll')}</span>
        </Button>
        <Button
          title={t('stage.compareTwo')}
          disabled={chosen !== 2}
          onClick={() => leave(() => compareMarked(editor))}
        >
          <Columns2 size={15} strokeWidth={1.75} aria-hidden />
          <span className={styles.spareName}>{t('stage.compareTwo')}</span>
        </Button>
        <Button look="primary" disabled={chosen === 0} onClick={() => leave(() => keepMarked(editor))}>
          <Check size={15} strokeWidth={1.75} aria-hidden />
          {chosen === 0 ? t('stage.keepNone') : t('stage.keep', { count: chosen })}
        </Button>
        <IconButton
          icon={X}
          label={t('app.close')}
          keys="Escape"
          onClick={() => leave(() => showGrid(editor, false))}
        />
      </header>
      <ol
        ref={list}
        className={styles.tiles}
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, ${Math.floor(tileWidth)}px))` }}
        onKeyDown={(event) => moveFocus(event, columns)}
      >
        {candidates.map((candidate, at) => (
          <ResultTile
            key={candidate.id}
            candidate={candidate}
            number={at + 1}
            about={differencesText(differences[at] ?? [])}
            marked={marked.includes(candidate.id)}
            inTabOrder={candidate.id === entry}
            onShow={() => leave(() => showCandidate(editor, candidate.id))}
            onMark={() => toggleMark(editor, candidate.id)}
          />
        ))}
        {jobs.map(({ id, preview }) => (
          <li key={id} className={styles.tile} style={{ aspectRatio: aspect }}>
            {preview && editor.bitmaps.has(preview.bitmap) && !preview.region ? (
              <FittedPicture
                bitmap={editor.bitmaps.get(preview.bitmap)}
                label={t('stage.coming')}
                most={512}
              />
            ) : (
              <span className={styles.coming}>{t('stage.coming')}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Arrow keys, Home and End among the results; up and down go by a row. */
function moveFocus(event: KeyboardEvent<HTMLOListElement>, columns: number): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button[data-result]')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key]
  const target = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : by && at + by
  if (at < 0 || target === undefined) return
  event.preventDefault()
  // The last row may be shorter.
  buttons[Math.min(target, buttons.length - 1)]?.focus()
}
