import { plainPipelines, type DiffusersPart } from '../../../src/shared/diffusersPart'
import { messages } from './messages'

/** It changes the UNet's matrices, whatever pipeline they are in. */
const all = ([] as readonly string[]).concat(
  ...Object.values(plainPipelines),
  'StableDiffusionInstructPix2PixPipeline',
)

export const diffusers: DiffusersPart = {
  pipelines: () => all,
  lacks: ([use]) => {
    if (use?.values['scoped'] === true) return messages.scopedEdits()
    if (use?.values['paddingInPlace'] === true) return messages.heldPadding()
    return use?.values['sentences'] ? messages.sentencesOfOnesOwn() : undefined
  },
  // diffusers' own pipeline edits nothing: its list of layers is empty since they were renamed.
  functions: `
@torch.no_grad()
def edit_model(pipe: diffusers.DiffusionPipeline, edits: list[dict], keep: float, framed: bool) -> None:
    """TIME (Orgad et al. 2023, equation 5): W' = (keep W + sum W c* c^T) (keep I + sum c c^T)^-1 for all keys and values of the text."""
    pairs = [(edit["from"], edit["to"]) for edit in edits]
    if framed:
        frames = ("A photo of ", "An image of ", "A picture of ")
        pairs = [
            pair
            for edit in pairs
            for pair in (edit, *(tuple(frame + re.sub("^A", "a", text) for text in edit) for frame in frames))
        ]
    length = pipe.tokenizer.model_max_length
    olds, renewed = [], []
    for pair in pairs:
        source, destination = (pipe.tokenizer(text, max_length=length, truncation=True).input_ids for text in pair)
        places, following = [], 0
        for token in source:
            following = destination.index(token, following) + 1
            places.append(following - 1)
        places += range(following, length)
        places = (places + [length - 1] * length)[:length]
        padded = [
            pipe.tokenizer(text, padding="max_length", max_length=length, truncation=True, return_tensors="pt").input_ids
            for text in pair
        ]
        old, new = (pipe.text_encoder(ids)[0][0].double() for ids in padded)
        olds.append(old)
        renewed.append(new[places])
    c, wanted = torch.cat(olds), torch.cat(renewed)
    inverse = torch.linalg.inv(keep * torch.eye(c.shape[1], dtype=torch.float64) + c.T @ c)
    networks = [pipe.components[name] for name in ("unet", "controlnet") if pipe.components.get(name) is not None]
    for name, layer in (named for network in networks for named in network.named_modules()):
        if name.endswith(("attn2.to_k", "attn2.to_v")):
            weight = layer.weight.data.double()
            layer.weight.data = ((keep * weight + (weight @ wanted.T) @ c) @ inverse).to(layer.weight.dtype)`,
  imports: ['import re'],
  made: `
values = uses[0]["values"]
edit_model(pipe, values["edits"], values["keep"], values["frames"])`,
}
