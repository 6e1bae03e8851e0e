import { useDocument, useSettings, useText, useView } from '../EditorContext'
import { differencesOf, differencesText } from '../../engine/resultDifferences'
import type { Candidate } from '../../state/document'
import styles from './pictureLabel.module.css'

/** CSS pixels: from the edges of what is labelled, and of the least part that still has room for a label. */
const gap = 8
const leastRoom = 56

/** Says on the canvas which side of a comparison is which, and in what two results differ; while it is held, that it is the original. */
export function CompareLabels() {
  const t = useText()
  const language = useSettings((state) => state.language)
  const { compare, split, against, candidate, x, y, scale, viewportWidth, grid, viewedResult } = useView(
    (state) => state,
  )
  const candidates = useDocument((state) => state.candidates)
  const width = useDocument((state) => state.width)
  const shown = candidates.find(({ id }) => id === candidate)
  if (!shown || compare === 'result' || grid || viewedResult !== undefined) return null

  const other = compare === 'split' ? candidates.find(({ id }) => id === against) : undefined
  const [ofOther, ofShown] = other
    ? differencesOf([other.recipe, shown.recipe], language)
    : [undefined, differencesOf([shown.recipe], language)[0]]
  const nameOf = (one: Candidate) =>
    candidates.length > 1 ? t('stage.nth', { number: candidates.indexOf(one) + 1 }) : t('stage.showResult')
  const top = Math.max(y, 0) + gap
  const left = Math.max(x, 0)
  const right = Math.min(x + width * scale, viewportWidth)
  const line = compare === 'original' ? right : Math.min(Math.max(x + width * scale * split, left), right)
  return (
    <div data-compared>
      {line - left > leastRoom && (
        <p className={styles.label} style={{ top, left: left + gap, maxWidth: line - left - 2 * gap }}>
          <b>{other ? nameOf(other) : t('stage.original')}</b> {ofOther && differencesText(ofOther)}
        </p>
      )}
      {right - line > leastRoom && (
        <p
          className={styles.label}
          style={{ top, right: viewportWidth - right + gap, maxWidth: right - line - 2 * gap }}
        >
          <b>{nameOf(shown)}</b> {ofShown && differencesText(ofShown)}
        </p>
      )}
    </div>
  )
}
