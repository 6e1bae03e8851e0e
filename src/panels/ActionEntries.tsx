import { isEnabled, obstacleOf } from '../actions/table'
import type { Action } from '../actions/action'
import { shownKeys } from '../actions/shortcuts'
import { MenuEntries } from '../ui/Menu'
import { useEditor, useText } from './EditorContext'
import { useStoresChanged } from './useStoresChanged'

/** Actions as the lines of a menu, whose names, keys and whether they can be used come from the table. */
export function ActionEntries({ actions }: { readonly actions: readonly Action[] }) {
  const editor = useEditor()
  const t = useText()
  useStoresChanged()
  const entries = actions.map((action) => ({
    id: action.id,
    label: t(action.label),
    keys: action.keys?.[0] && shownKeys(action.keys[0]),
    disabled: !isEnabled(action, editor),
    why: obstacleOf(action, editor),
    begins: action.begins,
    run: () => action.run(editor),
  }))
  return <MenuEntries entries={entries} />
}
