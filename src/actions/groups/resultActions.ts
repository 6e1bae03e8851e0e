import type { Action } from '../action'
import type { Editor } from '../../engine/editor'
import { staged, viewing } from '../conditions'
import { compareMarked, keepMarked, markedCandidates, showGrid } from '../resultGrid'
import {
  acceptCandidate,
  discardAllCandidates,
  discardCandidate,
  stepCandidate,
  tryAgain,
  useAsInput,
} from '../staging'
import { madeOnShow, toggleWords } from '../words'

/** Several results wait, and nothing else is looked at. */
const several = (editor: Editor) => editor.document.getState().candidates.length > 1 && !viewing(editor)

export const resultActions: readonly Action[] = [
  {
    id: 'result.accept',
    label: 'action.accept',
    group: 'result',
    keys: ['Enter'],
    enabled: staged,
    run: acceptCandidate,
  },
  {
    id: 'result.discard',
    label: 'action.discard',
    group: 'result',
    keys: ['Delete', 'Backspace'],
    enabled: staged,
    run: discardCandidate,
  },
  {
    id: 'result.discardAll',
    label: 'action.discardAll',
    group: 'result',
    enabled: ({ document }) => document.getState().candidates.length > 0,
    run: discardAllCandidates,
  },
  {
    id: 'result.again',
    label: 'action.again',
    group: 'result',
    keys: ['Mod+Shift+Enter'],
    enabled: staged,
    run: tryAgain,
  },
  { id: 'result.input', label: 'action.useAsInput', group: 'result', enabled: staged, run: useAsInput },
  {
    id: 'result.next',
    label: 'action.nextResult',
    group: 'result',
    keys: ['.', 'ArrowRight'],
    repeats: true,
    enabled: several,
    run: (editor) => stepCandidate(editor, 1),
  },
  {
    id: 'result.previous',
    label: 'action.previousResult',
    group: 'result',
    keys: [',', 'ArrowLeft'],
    repeats: true,
    enabled: several,
    run: (editor) => stepCandidate(editor, -1),
  },
  {
    id: 'result.grid',
    label: 'action.resultGrid',
    group: 'result',
    keys: ['A'],
    enabled: several,
    run: (editor) => showGrid(editor, !editor.view.getState().grid),
  },
  {
    id: 'result.compareMarked',
    label: 'action.compareMarked',
    group: 'result',
    enabled: (editor) => several(editor) && markedCandidates(editor).length === 2,
    run: compareMarked,
  },
  {
    id: 'result.keepMarked',
    label: 'action.keepMarked',
    group: 'result',
    enabled: (editor) => several(editor) && markedCandidates(editor).length > 0,
    run: keepMarked,
  },
  {
    id: 'result.words',
    label: 'action.words',
    group: 'result',
    keys: ['Shift+W'],
    enabled: (editor) => madeOnShow(editor) !== undefined && !viewing(editor),
    run: (editor) => void toggleWords(editor),
  },
  {
    id: 'result.split',
    label: 'action.compareSplit',
    group: 'result',
    keys: ['S'],
    enabled: staged,
    run: ({ view }) =>
      view.setState(({ compare }) => ({
        compare: compare === 'split' ? 'result' : 'split',
        against: undefined,
      })),
  },
]
