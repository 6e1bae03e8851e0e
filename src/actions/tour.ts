// The tour of the page. It is offered until it was taken once, or put aside.
import type { Editor } from '../engine/editor'
import { isOpen } from '../state/document'
import { changeDraft } from '../state/settings'
import { openFromAddress } from './opening'

/** The bundled picture that it is shown with, where nothing is open, and what is asked of it. */
const example = { file: 'cat-meadow.png', instruction: 'make the cat blue' }

export async function startTour(editor: Editor): Promise<void> {
  const { document, settings, view } = editor
  if (!isOpen(document.getState())) {
    const address = new URL(`${import.meta.env.BASE_URL}pictures/${example.file}`, location.href).href
    await openFromAddress(editor, address, { bundled: true })
    const { text } = settings.getState().draft
    changeDraft(settings, { mode: 'edit', text: { ...text, edit: example.instruction } })
  }
  settings.setState({ tourOffered: false })
  view.setState({ tour: 0, dialog: undefined })
}

export function stepTour({ view }: Editor, by: 1 | -1): void {
  view.setState(({ tour }) => ({ tour: tour === undefined ? undefined : Math.max(0, tour + by) }))
}

export function endTour({ settings, view }: Editor): void {
  settings.setState({ tourOffered: false })
  view.setState({ tour: undefined })
}
