import type { Action } from '../action'
import type { Editor } from '../../engine/editor'
import { showsPicture } from '../../state/document'
import { staged, unusable, viewing } from '../conditions'
import { doing, holds } from '../late'

/** Several results wait, and nothing else is looked at. */
const several = (editor: Editor) => editor.document.getState().candidates.length > 1 && !viewing(editor)

export const resultActions: readonly Action[] = [
  {
    id: 'result.accept',
    label: 'action.accept',
    group: 'result',
    keys: ['Enter'],
    enabled: staged,
    run: doing(({ acceptCandidate }, editor) => acceptCandidate(editor)),
  },
  {
    id: 'result.discard',
    label: 'action.discard',
    group: 'result',
    keys: ['Delete', 'Backspace'],
    enabled: staged,
    run: doing(({ discardCandidate }, editor) => discardCandidate(editor)),
  },
  {
    id: 'result.discardAll',
    label: 'action.discardAll',
    group: 'result',
    enabled: ({ document }) => document.getState().candidates.length > 0,
    run: doing(({ discardAllCandidates }, editor) => discardAllCandidates(editor)),
  },
  {
    id: 'result.again',
    label: 'action.again',
    group: 'result',
    keys: ['Mod+Shift+Enter'],
    enabled: staged,
    obstacle: unusable(({ shownCandidate }, editor) => shownCandidate(editor)),
    run: doing(({ tryAgain }, editor) => tryAgain(editor)),
  },
  {
    id: 'result.input',
    label: 'action.useAsInput',
    group: 'result',
    enabled: staged,
    run: doing((work, editor) => work.useAsInput(editor)),
  },
  {
    id: 'result.next',
    label: 'action.nextResult',
    group: 'result',
    keys: ['.', 'ArrowRight'],
    repeats: true,
    enabled: several,
    run: doing(({ stepCandidate }, editor) => stepCandidate(editor, 1)),
  },
  {
    id: 'result.previous',
    label: 'action.previousResult',
    group: 'result',
    keys: [',', 'ArrowLeft'],
    repeats: true,
    enabled: several,
    run: doing(({ stepCandidate }, editor) => stepCandidate(editor, -1)),
  },
  {
    id: 'result.grid',
    label: 'action.resultGrid',
    group: 'result',
    keys: ['A'],
    enabled: several,
    run: doing(({ showGrid }, editor) => showGrid(editor, !editor.view.getState().grid)),
  },
  {
    id: 'result.compareMarked',
    label: 'action.compareMarked',
    group: 'result',
    enabled: holds(
      ({ markedCandidates }, editor) => several(editor) && markedCandidates(editor).length === 2,
    ),
    run: doing(({ compareMarked }, editor) => compareMarked(editor)),
  },
  {
    id: 'result.keepMarked',
    label: 'action.keepMarked',
    group: 'result',
    enabled: holds(({ markedCandidates }, editor) => several(editor) && markedCandidates(editor).length > 0),
    run: doing(({ keepMarked }, editor) => keepMarked(editor)),
  },
  {
    id: 'result.words',
    label: 'action.words',
    group: 'result',
    keys: ['Shift+W'],
    enabled: holds(({ madeOnShow }, editor) => madeOnShow(editor) !== undefined && !viewing(editor)),
    run: doing(({ toggleWords }, editor) => toggleWords(editor)),
  },
  {
    id: 'result.split',
    label: 'action.compareSplit',
    group: 'result',
    keys: ['S'],
    enabled: (editor) =>
      staged(editor) &&
      (showsPicture(editor.document.getState()) || editor.view.getState().compare === 'split'),
    run: ({ view }) =>
      view.setState(({ compare }) => ({
        compare: compare === 'split' ? 'result' : 'split',
        against: undefined,
      })),
  },
]
