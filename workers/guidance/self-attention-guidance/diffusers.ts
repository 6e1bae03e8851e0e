import { noCurve, type DiffusersPart } from '../../../src/shared/diffusersPart'
import { messages } from './messages'

export const diffusers: DiffusersPart = {
  pipelines: () => ['StableDiffusionSAGPipeline'],
  lacks: (uses) =>
    uses.some(({ values }) => values['sigma'] !== 1) ? messages.otherBlur() : noCurve('scale')(uses),
  call: `
call["sag_scale"] = uses[0]["values"]["scale"]`,
}
