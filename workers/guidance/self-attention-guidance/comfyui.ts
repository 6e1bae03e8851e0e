import type { ComfyPart } from '../../../src/shared/comfyPart'
import { noCurve } from '../../../src/shared/diffusersPart'

export const comfyui: ComfyPart = {
  lacks: noCurve('scale'),
  apply: (graph, [use]) => {
    const { scale, sigma } = use!.values
    graph.model = graph.add('SelfAttentionGuidance', {
      model: graph.model,
      scale: Number(scale),
      blur_sigma: Number(sigma),
    })()
  },
}
