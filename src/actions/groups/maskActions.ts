import type { Editor } from '../../engine/editor'
import type { Action } from '../action'
import { showsPicture } from '../../state/document'
import { masked, open, staged } from '../conditions'
import { doing } from '../late'

/** Something is masked, and seen: a result over it is neither. */
const hasMaskedPart = (editor: Editor) =>
  masked(editor) && showsPicture(editor.document.getState()) && !staged(editor)

export const maskActions: readonly Action[] = [
  {
    id: 'mask.all',
    label: 'action.maskAll',
    group: 'mask',
    keys: ['Mod+A'],
    enabled: open,
    run: doing(({ selectAll }, editor) => selectAll(editor)),
  },
  {
    id: 'mask.clear',
    label: 'action.maskClear',
    group: 'mask',
    keys: ['Mod+D'],
    enabled: masked,
    run: doing(({ clearSelection }, editor) => clearSelection(editor)),
  },
  {
    id: 'mask.invert',
    label: 'action.maskInvert',
    group: 'mask',
    keys: ['Mod+Shift+I'],
    enabled: open,
    run: doing(({ invertSelection }, editor) => invertSelection(editor)),
  },
  {
    id: 'mask.subject',
    label: 'action.maskSubject',
    group: 'mask',
    begins: true,
    enabled: open,
    run: doing(({ selectSubject }, editor) => selectSubject(editor, 'subject')),
  },
  {
    id: 'mask.background',
    label: 'action.maskBackground',
    group: 'mask',
    enabled: open,
    run: doing(({ selectSubject }, editor) => selectSubject(editor, 'background')),
  },
  {
    id: 'mask.grow',
    label: 'action.maskGrow',
    group: 'mask',
    begins: true,
    keys: ['Shift+]'],
    enabled: masked,
    run: doing(({ growSelection }, editor) => growSelection(editor, 1)),
  },
  {
    id: 'mask.shrink',
    label: 'action.maskShrink',
    group: 'mask',
    keys: ['Shift+['],
    enabled: masked,
    run: doing(({ growSelection }, editor) => growSelection(editor, -1)),
  },
  {
    id: 'mask.feather',
    label: 'action.maskFeather',
    group: 'mask',
    enabled: masked,
    run: doing(({ featherSelection }, editor) => featherSelection(editor)),
  },
  {
    id: 'mask.toLayer',
    label: 'action.maskedToLayer',
    group: 'mask',
    begins: true,
    keys: ['Mod+J'],
    enabled: hasMaskedPart,
    run: doing(({ maskedToLayer }, editor) => maskedToLayer(editor)),
  },
  {
    id: 'mask.cut',
    label: 'action.cutMasked',
    group: 'mask',
    keys: ['Mod+X'],
    enabled: hasMaskedPart,
    run: doing(({ cutMasked }, editor) => cutMasked(editor)),
  },
  {
    id: 'mask.erase',
    label: 'action.eraseMasked',
    group: 'mask',
    keys: ['Backspace'],
    enabled: hasMaskedPart,
    run: doing(({ eraseMasked }, editor) => eraseMasked(editor)),
  },
  {
    id: 'mask.fill',
    label: 'action.fill',
    group: 'mask',
    keys: ['Alt+Backspace', 'Alt+Delete'],
    enabled: open,
    run: doing(({ fillWithColour }, editor) => fillWithColour(editor)),
  },
  {
    id: 'mask.show',
    label: 'action.maskShow',
    group: 'mask',
    begins: true,
    keys: ['Q'],
    enabled: open,
    run: ({ view }) => view.setState(({ showMasks }) => ({ showMasks: !showMasks })),
  },
  {
    id: 'mask.tint',
    label: 'action.maskTint',
    group: 'mask',
    keys: ['Shift+Q'],
    enabled: open,
    run: ({ view }) => view.setState(({ tintMasks }) => ({ tintMasks: !tintMasks, showMasks: true })),
  },
]
