import { Check } from 'lucide-react'
import { useEditor, useText } from '../EditorContext'
import { factsOf, promptOf } from '../../shared/savedRecipe'
import type { Candidate } from '../../state/document'
import { FittedPicture } from '../gallery/FittedPicture'
import label from './pictureLabel.module.css'
import styles from './ResultGrid.module.css'

interface ResultTileProps {
  readonly candidate: Candidate
  readonly number: number
  /** What sets it apart from the others. */
  readonly about: string
  readonly marked: boolean
  readonly inTabOrder: boolean
  readonly onShow: () => void
  readonly onMark: () => void
}

/** Pixels along a tile's longer side; more are not seen in a grid. */
const tileSide = 640

/** A result of the grid: pressing it shows it large on the canvas, its corner or Space marks it. */
export function ResultTile({
  candidate,
  number,
  about,
  marked,
  inTabOrder,
  onShow,
  onMark,
}: ResultTileProps) {
  const t = useText()
  const { bitmaps } = useEditor()
  const { bitmap, place, recipe, seconds } = candidate
  const seed = factsOf(recipe)['seed'] ?? '?'
  const name = t('stage.result', { number, prompt: promptOf(recipe), seed })
  return (
    <li
      className={styles.tile}
      data-marked={marked || undefined}
      style={{ aspectRatio: place.width / place.height }}
    >
      <button
        type="button"
        data-result
        className={styles.show}
        aria-label={name}
        tabIndex={inTabOrder ? 0 : -1}
        onClick={onShow}
        onKeyDown={(event) => {
          if (event.key !== ' ') return
          event.preventDefault()
          onMark()
        }}
      >
        <FittedPicture bitmap={bitmaps.get(bitmap)} most={tileSide} />
      </button>
      <span className={`${label.label} ${styles.facts}`} aria-hidden>
        {number} · {about} · {t('stage.seconds', { seconds: seconds.toFixed(1) })}
      </span>
      <button
        type="button"
        className={styles.mark}
        aria-label={t('stage.mark', { number })}
        aria-pressed={marked}
        tabIndex={-1}
        onClick={onMark}
      >
        <Check size={15} strokeWidth={2.5} aria-hidden />
      </button>
    </li>
  )
}
