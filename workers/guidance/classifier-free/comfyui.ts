import type { ComfyPart } from '../../../src/shared/comfyPart'
import { noCurve } from '../../../src/shared/diffusersPart'

export const comfyui: ComfyPart = {
  lacks: noCurve('scale', 'rescale'),
  apply: (graph, [use]) => {
    const { scale = 1, rescale = 0 } = use?.values ?? {}
    graph.cfg = Number(scale)
    if (Number(rescale) > 0)
      graph.model = graph.add('RescaleCFG', { model: graph.model, multiplier: Number(rescale) })()
  },
}
