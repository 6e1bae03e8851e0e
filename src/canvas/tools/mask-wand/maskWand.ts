// Joins what has the colour under the pointer to the mask; Alt takes it away, Shift takes that colour wherever it is. Or the
// thing that is there, where Shift+Alt keeps what lies in both.
import { composePicture } from '../../composePicture'
import { magicWand } from '../../kernels/magicWand'
import { joiningOf, joinMask } from '../../shapeMask'
import type { CreateTool } from '../tool'

export const createMaskWand: CreateTool = (context) => ({
  cursor: 'crosshair',
  down() {},
  move() {},
  up({ x, y, alt, shift }) {
    const state = context.document.getState()
    if (x < 0 || y < 0 || x >= state.width || y >= state.height) return
    const { wandTolerance: tolerance, wandBy } = context.settings.getState().tools
    if (wandBy === 'thing') return context.selectThing({ x, y }, joiningOf(context, { alt, shift }))
    const shape = magicWand(composePicture(state, context.bitmaps), x, y, { tolerance, contiguous: !shift })
    joinMask(context, shape, { operation: joiningOf(context, { alt }), name: 'history.maskWand' })
  },
  cancel() {},
  // A press that did not become a click.
  interrupt() {},
})
