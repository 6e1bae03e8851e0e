import { plainPipelines, type DiffusersPart } from '../../../src/shared/diffusersPart'
import { messages } from './messages'

/** Those that take embeddings in place of texts wherever they read one. */
const taking = ([] as readonly string[])
  .concat(...Object.values(plainPipelines), 'StableDiffusionInstructPix2PixPipeline')
  .filter((name) => !/Semantic|DiffEdit|Pix2PixZero/.test(name))

export const diffusers: DiffusersPart = {
  pipelines: () => taking,
  lacks: ([use]) => (use?.values['normalisation'] === 'compel' ? undefined : messages.otherNormalisation()),
  readsWeights: true,
  notForXl: true,
  packages: ['compel'],
  imports: ['from compel import Compel'],
  call: `
compel = Compel(tokenizer=pipe.tokenizer, text_encoder=pipe.text_encoder, truncate_long_prompts=not uses[0]["values"]["chunks"])
embeddings = [compel(call.pop("prompt")), compel(call.pop("negative_prompt"))]
call["prompt_embeds"], call["negative_prompt_embeds"] = compel.pad_conditioning_tensors_to_same_length(embeddings)`,
}
