import type { ComfyPart } from '../../../src/shared/comfyPart'

export const comfyui: ComfyPart = {
  apply: (graph) => {
    const { recipe, positive, negative, vae } = graph
    const [pixels, mask] = [graph.picture(recipe.image!), graph.mask(recipe.mask!)]
    // Of a checkpoint without channels for it, ComfyUI leaves the picture out.
    const seen = graph.add('InpaintModelConditioning', {
      positive,
      negative,
      vae,
      pixels,
      mask,
      noise_mask: true,
    })
    graph.positive = seen(0)
    graph.negative = seen(1)
    graph.latent = seen(2)
    graph.denoise = recipe.strength ?? 1
  },
}
