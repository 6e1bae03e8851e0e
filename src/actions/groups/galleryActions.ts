import type { Action } from '../action'
import { unusable, viewing } from '../conditions'
import { doing } from '../late'

const deleteViewed = doing(({ viewedResult, deleteResult }, editor) => {
  const result = viewedResult(editor)
  if (result) deleteResult(editor, result.id)
})

const ofViewed = unusable(({ viewedResult }, editor) => viewedResult(editor))

export const galleryActions: readonly Action[] = [
  {
    id: 'gallery.show',
    label: 'action.gallery',
    group: 'view',
    keys: ['G'],
    enabled: ({ gallery }) => gallery.getState().results.length > 0,
    run: doing(({ toggleGallery }, editor) => toggleGallery(editor)),
  },
  {
    id: 'gallery.close',
    label: 'action.galleryClose',
    group: 'result',
    keys: ['Escape'],
    enabled: viewing,
    run: doing(({ closeResult }, editor) => closeResult(editor)),
  },
  {
    id: 'gallery.older',
    label: 'action.galleryOlder',
    group: 'result',
    keys: ['ArrowRight'],
    repeats: true,
    enabled: viewing,
    run: doing(({ stepResult }, editor) => stepResult(editor, 1)),
  },
  {
    id: 'gallery.newer',
    label: 'action.galleryNewer',
    group: 'result',
    keys: ['ArrowLeft'],
    repeats: true,
    enabled: viewing,
    run: doing(({ stepResult }, editor) => stepResult(editor, -1)),
  },
  {
    id: 'gallery.recall',
    label: 'action.recallAll',
    group: 'result',
    enabled: viewing,
    obstacle: ofViewed,
    run: doing(({ recallResult }, editor) => recallResult(editor)),
  },
  ...(['prompt', 'seed', 'guides'] as const).map((part): Action => ({
    id: `gallery.recall.${part}`,
    label: `action.recall.${part}`,
    group: 'result',
    enabled: viewing,
    obstacle: ofViewed,
    run: doing(({ recallResult }, editor) => recallResult(editor, part)),
  })),
  {
    id: 'gallery.stage',
    label: 'action.stageResult',
    group: 'result',
    enabled: viewing,
    run: doing(({ stageResult }, editor) => stageResult(editor)),
  },
  {
    id: 'gallery.words',
    label: 'action.wordsOfResult',
    group: 'result',
    enabled: viewing,
    obstacle: ofViewed,
    run: doing(({ showWordsOfViewed }, editor) => showWordsOfViewed(editor)),
  },
  {
    id: 'gallery.input',
    label: 'action.useResultAsInput',
    group: 'result',
    enabled: viewing,
    run: doing((work, editor) => work.useResultAsInput(editor)),
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
