import { useEditor, useView } from '../EditorContext'
import type { DialogId } from '../../state/view'

/** Whether a dialog is open, and how it is closed. */
export function useDialog(id: DialogId): { readonly open: boolean; readonly close: () => void } {
  const { view } = useEditor()
  const open = useView((state) => state.dialog === id)
  return { open, close: () => view.setState({ dialog: undefined }) }
}
