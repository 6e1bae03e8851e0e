import { noCurve, type DiffusersPart } from '../../../src/shared/diffusersPart'
import { messages } from './messages'

export const diffusers: DiffusersPart = {
  pipelines: () => ['StableDiffusionAttendAndExcitePipeline'],
  lacks: (uses) =>
    uses.some(({ values }) => values['tries'] !== 20) ? messages.otherTries() : noCurve('strength')(uses),
  functions: `
def attention_size(unet: diffusers.UNet2DConditionModel, height: int, width: int) -> tuple[int, int]:
    """The size of the maps whose layers are nearest to 16 x 16 at the size that the UNet was trained at."""
    levels = [at for at, kind in enumerate(unet.config.down_block_types) if "CrossAttn" in kind]
    level = min(levels, key=lambda level: abs(unet.config.sample_size / 2**level - 16))
    return tuple(-(-side // 8 // 2**level) for side in (height, width))`,
  call: `
values = uses[0]["values"]
chosen = {part for word in values["words"] for part in word.lower().split()}
tokens = [pipe.tokenizer.decode(token).strip() for token in pipe.tokenizer(recipe["prompt"]).input_ids]
call["token_indices"] = [at for at, token in enumerate(tokens) if token in chosen]
call["thresholds"] = {round(goal["at"] * recipe["steps"]): goal["attention"] for goal in values["goals"]}
call["max_iter_to_alter"] = round(values["until"] * recipe["steps"])
call["scale_factor"] = values["strength"]
call["attn_res"] = attention_size(pipe.unet, recipe["height"], recipe["width"])`,
}
