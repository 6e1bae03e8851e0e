import type { ComfyPart } from '../../../src/shared/comfyPart'
import { noCurve } from '../../../src/shared/diffusersPart'

export const comfyui: ComfyPart = {
  lacks: noCurve('textScale', 'imageScale'),
  apply: (graph, [use]) => {
    const { model, positive, negative, vae, recipe } = graph
    const seen = graph.add('InstructPixToPixConditioning', {
      positive,
      negative,
      vae,
      pixels: graph.picture(recipe.image!),
    })
    graph.latent = seen(2)
    // The first is text and picture, the second the picture alone, the last neither.
    graph.guider = graph.add('DualCFGGuider', {
      model,
      cond1: seen(0),
      cond2: seen(1),
      negative,
      cfg_conds: Number(use?.values['textScale']),
      cfg_cond2_negative: Number(use?.values['imageScale']),
      style: 'regular',
    })()
  },
}
