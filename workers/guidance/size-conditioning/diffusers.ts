import { plainPipelines, type DiffusersPart } from '../../../src/shared/diffusersPart'

export const diffusers: DiffusersPart = {
  pipelines: (_, start) => [...plainPipelines[start], 'StableDiffusionInstructPix2PixPipeline'],
  call: `
values = uses[0]["values"]
call["original_size"] = (values["originalHeight"] or recipe["height"], values["originalWidth"] or recipe["width"])
call["crops_coords_top_left"] = (values["cropTop"], values["cropLeft"])
call["target_size"] = (values["targetHeight"] or recipe["height"], values["targetWidth"] or recipe["width"])`,
}
