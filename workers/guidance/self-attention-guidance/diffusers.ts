import { noCurve, type DiffusersPart } from '../../../src/shared/diffusersPart'

export const diffusers: DiffusersPart = {
  pipelines: () => ['StableDiffusionSAGPipeline'],
  lacks: (uses) =>
    uses.some(({ values }) => values['sigma'] !== 1)
      ? 'a blur of another width than 1'
      : noCurve('scale')(uses),
  call: `
call["sag_scale"] = uses[0]["values"]["scale"]`,
}
