import type { ComfyPart } from '../../../src/shared/comfyPart'

export const comfyui: ComfyPart = {
  apply: (graph) => {
    const { recipe, vae } = graph
    graph.latent = graph.add('VAEEncode', { pixels: graph.picture(recipe.image!), vae })()
    graph.denoise = recipe.strength ?? 0.8
  },
}
