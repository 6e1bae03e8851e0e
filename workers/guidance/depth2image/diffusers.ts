import type { DiffusersPart } from '../../../src/shared/diffusersPart'
import { messages } from './messages'

export const diffusers: DiffusersPart = {
  pipelines: () => ['StableDiffusionDepth2ImgPipeline'],
  lacks: (uses) =>
    uses.some(({ values }) => values['read'] === 'depth') ? messages.modelDepth() : undefined,
  imports: ['import numpy as np'],
  load: `
parts |= {"depth_estimator": None, "feature_extractor": None}`,
  call: `
depth = np.asarray(picture(uses[0]["values"]["depth"], recipe, uses[0]["values"]["fit"]).convert("L"), np.float32)[None] / 255
call["depth_map"] = torch.from_numpy(1 - depth if uses[0]["values"]["invert"] else depth)
if "image" not in call:
    # The pipeline asks for a picture, whose size it takes; the run begins with noise all the same.
    call["image"], call["strength"] = Image.new("RGB", (recipe["width"], recipe["height"])), 1.0
    noise = torch.randn(1, 4, recipe["height"] // 8, recipe["width"] // 8, generator=call["generator"])
    pipe.prepare_latents = lambda *_, **__: noise * pipe.scheduler.init_noise_sigma`,
}
