// Takes the sketch pen's colour from the picture; following the pointer while it is down.
import { composePicture } from '../../composePicture'
import { hexFromRgb } from '../../kernels/colour'
import type { CreateTool, ToolPointer } from '../tool'
import { changeTools } from '../../../state/settings'
import type { Pixels } from '../../../shared/pixels'

export const createColourPicker: CreateTool = (context) => {
  let picture: Pixels | undefined

  function pick({ x, y }: ToolPointer): void {
    if (!picture || x < 0 || y < 0 || x >= picture.width || y >= picture.height) return
    const at = (Math.floor(y) * picture.width + Math.floor(x)) * 4
    if (picture.data[at + 3] === 0) return
    const [r = 0, g = 0, b = 0] = picture.data.subarray(at, at + 3)
    changeTools(context.settings, { colour: hexFromRgb({ r, g, b }) })
  }

  return {
    cursor: 'crosshair',
    down(pointer) {
      picture = composePicture(context.document.getState(), context.bitmaps)
      pick(pointer)
    },
    move: pick,
    up: () => void (picture = undefined),
    cancel: () => void (picture = undefined),
  }
}
