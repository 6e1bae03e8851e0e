import type { Point } from '../../canvas/kernels/fillPolygon'
import { actionOf } from '../../actions/table'
import { PointMenu } from '../../ui/Menu'
import { ActionEntries } from '../ActionEntries'
import { useDocument, useText, useView } from '../EditorContext'

/** While a result is looked at, it is what the menu is about. */
const ofResult = [
  'result.accept',
  'result.discard',
  'result.again',
  'result.input',
  'result.split',
  'result.words',
]
const ofMask = ['mask.all', 'mask.clear', 'mask.invert', 'mask.subject', 'mask.background']
const ofLayer = ['layer.duplicate', 'layer.rename', 'layer.merge', 'layer.delete']
const ofPicture = ['file.copy', 'file.paste', 'view.fit', 'view.actual']

interface CanvasMenuProps {
  /** Of the window, in CSS pixels; undefined while it is closed. */
  readonly at: Point | undefined
  readonly onClose: () => void
}

/** What is done most with what is seen on the canvas, where the pointer is. */
export function CanvasMenu({ at, onClose }: CanvasMenuProps) {
  const t = useText()
  const candidate = useView((state) => state.candidate)
  const staged = useDocument(({ candidates }) => candidates.some(({ id }) => id === candidate))
  const parts = staged ? [ofResult, ofPicture] : [ofMask, ofLayer, ofPicture]
  const entries = parts.flatMap((part) =>
    part.map((id, place) => {
      const { begins: _, ...action } = actionOf(id)
      return place === 0 ? { ...action, begins: true as const } : action
    }),
  )
  return (
    <PointMenu label={t('app.canvasMenu')} at={at} onClose={onClose}>
      <ActionEntries actions={entries} />
    </PointMenu>
  )
}
