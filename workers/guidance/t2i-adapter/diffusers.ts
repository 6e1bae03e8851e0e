import { noCurve, type DiffusersPart } from '../../../src/shared/diffusersPart'
import { hintLacks } from '../../../src/shared/hintFields'

export const diffusers: DiffusersPart = {
  pipelines: () => ['StableDiffusionAdapterPipeline'],
  lacks: (uses) => noCurve('weight')(uses) ?? hintLacks(uses),
  packages: ['opencv-python'],
  load: `
adapters = [diffusers.T2IAdapter.from_pretrained(place(use["values"]["network"])) for use in uses]
parts["adapter"] = diffusers.MultiAdapter(adapters) if len(adapters) > 1 else adapters[0]`,
  call: `
loaded = pipe.adapter.adapters if len(uses) > 1 else [pipe.adapter]
hints = [
    hint(use["values"], recipe).convert("L" if adapter.config.in_channels == 1 else "RGB")
    for use, adapter in zip(uses, loaded)
]
weights = [float(use["values"]["weight"]) for use in uses]
call["image"], call["adapter_conditioning_scale"] = (hints, weights) if len(uses) > 1 else (hints[0], weights[0])`,
}
