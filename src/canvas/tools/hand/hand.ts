// Moves the view. (Space and the middle button do the same with any tool.)
import { clampView } from '../../kernels/viewTransform'
import type { CreateTool } from '../tool'

export const createHand: CreateTool = ({ view, document }) => {
  let last: { x: number; y: number } | undefined
  return {
    cursor: 'grab',
    down: ({ x, y }) => void (last = { x, y }),
    move({ x, y }) {
      if (!last) return
      const { scale, viewportWidth, viewportHeight, ...place } = view.getState()
      // The picture moves under the pointer, so the point that was grabbed stays the same one.
      const next = { scale, x: place.x + (x - last.x) * scale, y: place.y + (y - last.y) * scale }
      view.setState(clampView(next, document.getState(), { width: viewportWidth, height: viewportHeight }))
    },
    up: () => void (last = undefined),
    cancel: () => void (last = undefined),
  }
}
