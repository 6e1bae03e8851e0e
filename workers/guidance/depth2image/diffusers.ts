import type { DiffusersPart } from '../../../src/shared/diffusersPart'

export const diffusers: DiffusersPart = {
  pipelines: () => ['StableDiffusionDepth2ImgPipeline'],
  imports: ['import numpy as np'],
  load: `
parts |= {"depth_estimator": None, "feature_extractor": None}`,
  call: `
depth = np.asarray(picture(uses[0]["values"]["depth"], recipe, uses[0]["values"]["fit"]).convert("L"), np.float32)[None] / 255
call["depth_map"] = torch.from_numpy(1 - depth if uses[0]["values"]["invert"] else depth)
# With a strength of 1 nothing is left of the picture that the pipeline asks for.
call.setdefault("image", Image.new("RGB", (recipe["width"], recipe["height"]), (128, 128, 128)))
call.setdefault("strength", 1.0)`,
}
