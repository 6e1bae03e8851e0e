// Zoom by menu and keyboard, about the middle of the view.
import type { Editor } from '../engine/editor'
import { clampView, zoomAbout, zoomTo, type ViewTransform } from '../canvas/kernels/viewTransform'
import { fitted } from '../canvas/stage'

const viewportOf = ({ view }: Editor) => {
  const { viewportWidth, viewportHeight } = view.getState()
  return { width: viewportWidth, height: viewportHeight }
}

function place(editor: Editor, next: ViewTransform): void {
  editor.view.setState(clampView(next, editor.document.getState(), viewportOf(editor)))
}

export function zoomBy(editor: Editor, factor: number): void {
  const { width, height } = viewportOf(editor)
  place(editor, zoomAbout(editor.view.getState(), { x: width / 2, y: height / 2 }, factor))
}

export const zoomToActualSize = (editor: Editor): void =>
  place(editor, zoomTo(editor.view.getState(), viewportOf(editor), 1))

export function zoomToFit({ document, view }: Editor): void {
  view.setState(fitted(document.getState(), view.getState()))
}
