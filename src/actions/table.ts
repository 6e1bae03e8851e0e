// Every action, in the order in which menus and the palette list them.
import type { Editor } from '../engine/editor'
import type { Action } from './action'
import { editActions } from './groups/editActions'
import { fileActions } from './groups/fileActions'
import { galleryActions } from './groups/galleryActions'
import { helpActions } from './groups/helpActions'
import { layerActions } from './groups/layerActions'
import { maskActions } from './groups/maskActions'
import { resultActions } from './groups/resultActions'
import { toolActions } from './groups/toolActions'
import { viewActions } from './groups/viewActions'

export const actions: readonly Action[] = [
  ...fileActions,
  // Before the others: what is looked at gets the keys.
  ...galleryActions,
  ...editActions,
  ...toolActions,
  ...maskActions,
  ...layerActions,
  ...resultActions,
  ...viewActions,
  ...helpActions,
]

const byId = new Map(actions.map((action) => [action.id, action]))

/** @throws RangeError for an id that is not in the table. */
export function actionOf(id: string): Action {
  const action = byId.get(id)
  if (!action) throw new RangeError(`There is no action "${id}".`)
  return action
}

export const isEnabled = (action: Action, editor: Editor): boolean =>
  (action.enabled?.(editor) ?? true) && obstacleOf(action, editor) === ''

/** Why an action cannot be used on what it is meant for; empty where it can, or where there is nothing that it is meant for. */
export const obstacleOf = (action: Action, editor: Editor): string =>
  action.obstacle && (action.enabled?.(editor) ?? true) ? action.obstacle(editor) : ''
