import { plainPipelines, type DiffusersPart } from '../../../src/shared/diffusersPart'

export const diffusers: DiffusersPart = {
  pipelines: () => plainPipelines['masked picture'],
  start: 'masked picture',
  call: `
call["mask_image"] = picture(recipe["mask"], recipe).convert("L")
call["strength"] = recipe.get("strength", 1.0)`,
  finish: `
image = Image.composite(image, call["image"], call["mask_image"].point(lambda value: 255 * (value > 127)))`,
}
