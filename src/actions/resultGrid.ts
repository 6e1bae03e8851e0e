// Several results side by side: marked, two of them compared, some of them kept.
import type { Editor } from '../engine/editor'
import type { Candidate } from '../state/document'
import { contained } from '../engine/placeResult'
import { masksOf, nothingStaged, withAccepted } from './staging'

/** The marked candidates that still wait, in their order. */
export const markedCandidates = ({ document, view }: Pick<Editor, 'document' | 'view'>): Candidate[] => {
  const { marked } = view.getState()
  return document.getState().candidates.filter(({ id }) => marked.includes(id))
}

export const showGrid = ({ view }: Editor, grid: boolean): void => view.setState({ grid, against: undefined })

export function toggleMark({ view }: Editor, id: string): void {
  view.setState(({ marked }) => ({
    marked: marked.includes(id) ? marked.filter((other) => other !== id) : [...marked, id],
  }))
}

/** Shows one of the grid's results on the canvas. */
export const showCandidate = ({ view }: Editor, id: string): void =>
  view.setState({ candidate: id, compare: 'result', grid: false, against: undefined })

/** Shows the two marked results on the canvas, one on each side of a line. */
export function compareMarked(editor: Editor): void {
  const [left, right] = markedCandidates(editor)
  if (!left || !right) return
  editor.view.setState({ grid: false, candidate: right.id, against: left.id, compare: 'split' })
}

/** All marked results become layers in one step, the first of them on top and in sight; the others of the lot go. */
export function keepMarked(editor: Editor): void {
  const marked = markedCandidates(editor)
  if (marked.length === 0) return
  let next = editor.document.getState()
  const { width } = next
  const made: (string | undefined)[] = []
  for (const candidate of marked.toReversed()) {
    // The first one may have given the canvas its own size.
    const place =
      next.width === width ? candidate.place : contained(editor.bitmaps.picture(candidate.bitmap), next)
    next = withAccepted(editor, next, { ...candidate, place })
    made.push(next.activeLayer)
  }
  // Those below are covered in any case; hidden, the list tells which one is seen.
  const hidden = made.slice(0, -1)
  const layers = next.layers.map((layer) =>
    hidden.includes(layer.id) ? { ...layer, visible: false } : layer,
  )
  next = { ...next, layers }
  editor.history.commit(marked.length === 1 ? 'history.accept' : 'history.acceptSeveral', next)
  editor.view.setState({ ...nothingStaged, restingMasks: masksOf(next) })
}
