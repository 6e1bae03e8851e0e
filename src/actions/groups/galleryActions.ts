import type { Editor } from '../../engine/editor'
import type { Action } from '../action'
import { viewing } from '../conditions'
import {
  closeResult,
  deleteResult,
  recallResult,
  stageResult,
  stepResult,
  toggleGallery,
  useResultAsInput,
  viewedResult,
} from '../gallery'

function deleteViewed(editor: Editor): void {
  const result = viewedResult(editor)
  if (result) deleteResult(editor, result.id)
}

export const galleryActions: readonly Action[] = [
  {
    id: 'gallery.show',
    label: 'action.gallery',
    group: 'view',
    keys: ['G'],
    enabled: ({ gallery }) => gallery.getState().results.length > 0,
    run: toggleGallery,
  },
  {
    id: 'gallery.close',
    label: 'action.galleryClose',
    group: 'result',
    keys: ['Escape'],
    enabled: viewing,
    run: closeResult,
  },
  {
    id: 'gallery.older',
    label: 'action.galleryOlder',
    group: 'result',
    keys: ['ArrowRight'],
    repeats: true,
    enabled: viewing,
    run: (editor) => stepResult(editor, 1),
  },
  {
    id: 'gallery.newer',
    label: 'action.galleryNewer',
    group: 'result',
    keys: ['ArrowLeft'],
    repeats: true,
    enabled: viewing,
    run: (editor) => stepResult(editor, -1),
  },
  {
    id: 'gallery.recall',
    label: 'action.recallAll',
    group: 'result',
    enabled: viewing,
    run: (editor) => recallResult(editor),
  },
  ...(['prompt', 'seed', 'guides'] as const).map((part): Action => ({
    id: `gallery.recall.${part}`,
    label: `action.recall.${part}`,
    group: 'result',
    enabled: viewing,
    run: (editor) => recallResult(editor, part),
  })),
  { id: 'gallery.stage', label: 'action.stageResult', group: 'result', enabled: viewing, run: stageResult },
  {
    id: 'gallery.input',
    label: 'action.useResultAsInput',
    group: 'result',
    enabled: viewing,
    run: useResultAsInput,
  },
  {
    id: 'gallery.delete',
    label: 'action.deleteResult',
    group: 'result',
    keys: ['Delete', 'Backspace'],
    enabled: viewing,
    run: deleteViewed,
  },
]
