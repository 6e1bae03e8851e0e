// The box of the crop tool in numbers: its sides, its shape.
import type { Editor } from '../engine/editor'
import { boxOfAspect, boxOfSize, sizeOfShape } from '../canvas/kernels/shapedBox'
import type { Box } from '../canvas/kernels/shapes'
import { sideLimits } from '../shared/pictureLimits'

type CropEditor = Pick<Editor, 'document' | 'view'>

/** The box that waits, or the whole canvas. */
export function cropBoxOf({ document, view }: CropEditor): Box {
  const { width, height } = document.getState()
  return view.getState().crop ?? { left: 0, top: 0, right: width, bottom: height }
}

/** Keeps the box to a shape from now on, and brings it to that; undefined lets its sides go. */
export function chooseCropAspect(editor: CropEditor, aspect: number | undefined): void {
  editor.view.setState({
    cropAspect: aspect,
    ...(aspect !== undefined && { crop: boxOfAspect(cropBoxOf(editor), aspect, sideLimits) }),
  })
}

/** Gives the box a size about its middle; a side that is not told follows the shape where there is one. */
export function changeCropSize(
  editor: CropEditor,
  change: { readonly width?: number; readonly height?: number },
): void {
  const box = cropBoxOf(editor)
  const { cropAspect } = editor.view.getState()
  const whole = (side: number) => Math.min(sideLimits.most, Math.max(sideLimits.least, Math.round(side)))
  const { width = box.right - box.left, height = box.bottom - box.top } = change
  const size =
    cropAspect === undefined || (change.width === undefined) === (change.height === undefined)
      ? { width: whole(width), height: whole(height) }
      : sizeOfShape(change.width ?? height * cropAspect, cropAspect, sideLimits)
  editor.view.setState({ crop: boxOfSize(box, size) })
}
