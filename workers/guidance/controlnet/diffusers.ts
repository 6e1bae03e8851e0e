import { noCurve, type DiffusersPart } from '../../../src/shared/diffusersPart'
import { hintLacks } from '../../../src/shared/hintFields'
import { messages } from './messages'

export const diffusers: DiffusersPart = {
  pipelines: (_, start) => [
    {
      noise: 'StableDiffusionControlNetPipeline',
      picture: 'StableDiffusionControlNetImg2ImgPipeline',
      'masked picture': 'StableDiffusionControlNetInpaintPipeline',
    }[start],
  ],
  lacks: (uses) =>
    uses.some(({ values }) => values['mode'] === 'prompt-first')
      ? messages.looseDetails()
      : (noCurve('weight')(uses) ?? hintLacks(uses)),
  hasRange: true,
  packages: ['opencv-python'],
  load: `
networks = [diffusers.ControlNetModel.from_pretrained(place(use["values"]["network"])) for use in uses]
parts["controlnet"] = networks if len(networks) > 1 else networks[0]`,
  functions: `
def one_or_all(values: list) -> object:
    """As the pipelines want what belongs to each of one or of several networks."""
    return values if len(values) > 1 else values[0]`,
  call: `
call["control_image" if "image" in call else "image"] = one_or_all([hint(use["values"], recipe) for use in uses])
call["controlnet_conditioning_scale"] = one_or_all([float(use["values"]["weight"]) for use in uses])
call["control_guidance_start"] = one_or_all([float(use["range"][0]) for use in uses])
call["control_guidance_end"] = one_or_all([float(use["range"][1]) for use in uses])
call["guess_mode"] = uses[0]["values"]["mode"] == "control-first"`,
}
