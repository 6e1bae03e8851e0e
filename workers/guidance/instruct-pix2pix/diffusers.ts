import { noCurve, type DiffusersPart } from '../../../src/shared/diffusersPart'

export const diffusers: DiffusersPart = {
  pipelines: () => ['StableDiffusionInstructPix2PixPipeline'],
  lacks: noCurve('textScale', 'imageScale'),
  call: `
call["guidance_scale"] = uses[0]["values"]["textScale"]
call["image_guidance_scale"] = uses[0]["values"]["imageScale"]`,
}
