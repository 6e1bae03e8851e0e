// Adds what has the colour under the pointer to the mask; Alt takes it away, Shift takes that colour wherever it is.
import { composePicture } from '../../composePicture'
import { magicWand } from '../../kernels/magicWand'
import { joinMask } from '../../shapeMask'
import type { CreateTool } from '../tool'

export const createMaskWand: CreateTool = (context) => ({
  cursor: 'crosshair',
  down() {},
  move() {},
  up({ x, y, alt, shift }) {
    const state = context.document.getState()
    if (x < 0 || y < 0 || x >= state.width || y >= state.height) return
    const tolerance = context.settings.getState().tools.wandTolerance
    const shape = magicWand(composePicture(state, context.bitmaps), x, y, { tolerance, contiguous: !shift })
    joinMask(context, shape, { subtract: alt, name: 'history.maskWand' })
  },
  cancel() {},
})
