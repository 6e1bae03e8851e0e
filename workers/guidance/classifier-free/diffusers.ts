import { noCurve, plainPipelines, type DiffusersPart } from '../../../src/shared/diffusersPart'

export const diffusers: DiffusersPart = {
  // Alone of them it rescales.
  pipelines: ([use], start) =>
    use?.values['rescale'] === 0
      ? plainPipelines[start]
      : plainPipelines[start].filter((name) => name === 'StableDiffusionPipeline'),
  lacks: noCurve('scale', 'rescale'),
  call: `
call["guidance_scale"] = uses[0]["values"]["scale"]
if uses[0]["values"]["rescale"]:
    call["guidance_rescale"] = uses[0]["values"]["rescale"]`,
}
