import type { Action } from '../action'
import { active, hasActive, onActive, open, staged, unusable } from '../conditions'
import { activeLayerOf } from '../../state/document'
import { doing, holds } from '../late'

const ofActive = unusable((_, { document }) => activeLayerOf(document.getState()))

export const layerActions: readonly Action[] = [
  {
    id: 'layer.sketch',
    label: 'action.addSketch',
    group: 'layer',
    enabled: open,
    run: doing(({ addEmptyLayer }, editor) => addEmptyLayer(editor, 'sketch')),
  },
  {
    id: 'layer.mask',
    label: 'action.addMask',
    group: 'layer',
    enabled: open,
    run: doing(({ addEmptyLayer }, editor) => addEmptyLayer(editor, 'mask')),
  },
  {
    id: 'layer.runAgain',
    label: 'action.runLayerAgain',
    group: 'layer',
    begins: true,
    enabled: holds(({ activeIsStale }, editor) => activeIsStale(editor)),
    obstacle: ofActive,
    run: onActive(({ runLayerAgain }, editor, id) => runLayerAgain(editor, id, 'same')),
  },
  {
    id: 'layer.anotherSeed',
    label: 'action.runLayerAnotherSeed',
    group: 'layer',
    enabled: holds(({ cameOfEdit }, editor) => cameOfEdit(editor)),
    obstacle: ofActive,
    run: onActive(({ runLayerAgain }, editor, id) => runLayerAgain(editor, id, 'another')),
  },
  {
    id: 'layer.duplicate',
    label: 'action.duplicateLayer',
    group: 'layer',
    begins: true,
    keys: ['Mod+J'],
    enabled: hasActive,
    run: onActive(({ duplicateLayer }, editor, id) => duplicateLayer(editor, id)),
  },
  {
    id: 'layer.rename',
    label: 'action.renameLayer',
    group: 'layer',
    keys: ['F2'],
    enabled: hasActive,
    run: onActive((_, { view }, id) => view.setState({ side: 'layers', renaming: id })),
  },
  {
    id: 'layer.merge',
    label: 'action.mergeLayer',
    group: 'layer',
    enabled: holds(
      ({ mergeTarget }, editor) =>
        mergeTarget(editor.document.getState(), active(editor) ?? '') !== undefined,
    ),
    run: onActive(({ mergeDown }, editor, id) => mergeDown(editor, id)),
  },
  {
    id: 'layer.raise',
    label: 'action.raiseLayer',
    group: 'layer',
    keys: ['Mod+]'],
    enabled: hasActive,
    run: onActive(({ raiseLayer }, editor, id) => raiseLayer(editor, id, 1)),
  },
  {
    id: 'layer.lower',
    label: 'action.lowerLayer',
    group: 'layer',
    keys: ['Mod+['],
    enabled: hasActive,
    run: onActive(({ raiseLayer }, editor, id) => raiseLayer(editor, id, -1)),
  },
  ...(['across', 'down'] as const).map((flip): Action => ({
    id: `layer.flip.${flip}`,
    label: `action.flipLayer.${flip}`,
    group: 'layer',
    ...(flip === 'across' && { begins: true as const }),
    enabled: hasActive,
    run: doing(({ flipLayer }, editor) => flipLayer(editor, flip)),
  })),
  {
    id: 'layer.delete',
    label: 'action.deleteLayer',
    group: 'layer',
    begins: true,
    keys: ['Delete'],
    enabled: (editor) => hasActive(editor) && !staged(editor),
    run: onActive(({ deleteLayer }, editor, id) => deleteLayer(editor, id)),
  },
]
