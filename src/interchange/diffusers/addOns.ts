// The lines of a script that lay add-ons over a pipeline. Weights are laid over in the recipe's order; each kind's lines are there where
// it is used.
import { PalimpsestError } from '../../shared/errors'
import { messages } from '../messages'
import type { UsedAddOn } from '../usedAddOns'
import { pythonLiteral } from './pythonLiteral'

type Kind = UsedAddOn['kind']

const fileOf = `
def file_of(name: str, usual: str) -> str:
    """The file of an add-on, which is given itself, as a folder, or as a name on the Hub."""
    path = place(name)
    if os.path.isdir(path):
        return os.path.join(path, usual)
    return path if os.path.exists(path) or path.endswith(".safetensors") else huggingface_hub.hf_hub_download(path, usual)`

const layLora = (isXl: boolean) => `
def lay_lora(pipe: diffusers.DiffusionPipeline, add_on: dict, strengths: dict) -> None:
    """A LoRA, beside those that are there. \`strengths\` are set together in the end."""
    name = f"add-on-{len(strengths)}"
    pipe.load_lora_weights(place(add_on["id"]), adapter_name=name, low_cpu_mem_usage=False)
    given = add_on.get("strength", 1.0)
    if isinstance(given, dict):
        given = {"unet": given["unet"], "text_encoder": given["textEncoder"]${isXl ? ', "text_encoder_2": given["textEncoder"]' : ''}}
    strengths[name] = given
    pipe.set_adapters(list(strengths), [dict(one) if isinstance(one, dict) else one for one in strengths.values()])`

const layVae = `
def lay_vae(pipe: diffusers.DiffusionPipeline, add_on: dict, checkpoint: str) -> None:
    """An autoencoder in place of the checkpoint's own, which says by how much the latents of a file are scaled."""
    path = place(add_on["id"])
    if path.endswith(".safetensors"):
        vae = diffusers.AutoencoderKL.from_single_file(path, config=place(checkpoint), subfolder="vae", torch_dtype=torch.float32)
    else:
        vae = diffusers.AutoencoderKL.from_pretrained(path, torch_dtype=torch.float32)
    pipe.register_modules(vae=vae)`

const layWords = (isXl: boolean) => `
def lay_words(pipe: diffusers.DiffusionPipeline, add_on: dict) -> None:
    """Words of Textual Inversion. A file that does not say its word is called by its own name."""
    tensors = load_file(file_of(add_on["id"], "learned_embeds.safetensors"))
    called = ADD_ONS[add_on["id"]]["words"][0]
${
  isXl
    ? `    for key, vectors in tensors.items():
        second = "_2" if key == "clip_g" else ""
        kept = {name: getattr(pipe, f"{name}{second}") for name in ("tokenizer", "text_encoder")}
        pipe.load_textual_inversion({called: vectors}, token=called, **kept)`
    : `    for key, vectors in tensors.items():
        word = called if key in ("emb_params", "clip_l", "clip_g") else key
        pipe.load_textual_inversion({word: vectors}, token=word)`
}`

const layWeights = `
def lay_weights(pipe: diffusers.DiffusionPipeline, add_on: dict) -> None:
    """Weights that take the place of the checkpoint's own (Custom Diffusion, DreamBooth), as far as the strength says."""
    usual = {"custom-diffusion": "pytorch_custom_diffusion_weights.safetensors"}.get(ADD_ONS[add_on["id"]]["kind"])
    weights, strength = pipe.unet.state_dict(), add_on.get("strength", 1.0)
    share = strength["unet"] if isinstance(strength, dict) else strength
    for key, value in load_file(file_of(add_on["id"], usual or "diffusion_pytorch_model.safetensors")).items():
        name = key.removeprefix("unet.").replace(".processor.", ".").replace("_custom_diffusion", "")
        if name in weights:
            weights[name].lerp_(value.to(weights[name]), share)`

const calls: Readonly<Record<Exclude<Kind, 'preview-decoder'>, string>> = {
  lora: 'lay_lora(pipe, add_on, strengths)',
  vae: 'lay_vae(pipe, add_on, checkpoint)',
  embedding: 'lay_words(pipe, add_on)',
  'custom-diffusion': 'lay_weights(pipe, add_on)',
  unet: 'lay_weights(pipe, add_on)',
}

export interface AddOnLines {
  readonly imports: readonly string[]
  readonly constants: readonly string[]
  readonly functions: readonly string[]
  /** In the body of `load`. */
  readonly load: string
}

/** @throws PalimpsestError('recipe') for one that diffusers does not load. */
export function addOnLines(addOns: readonly UsedAddOn[], isXl: boolean): AddOnLines {
  const kin = addOns.find(({ forms = [] }) => forms.some((form) => form !== 'LoRA' && form !== 'DoRA'))
  if (kin) throw new PalimpsestError(messages.diffusersLora({ addOn: kin.id }))
  const dora = addOns.find(({ forms }) => forms?.includes('DoRA'))
  const isAlone = addOns.filter(({ kind }) => kind === 'lora').length === 1
  if (dora && !(isAlone && dora.strength.unet === 1 && dora.strength.textEncoder === 1))
    throw new PalimpsestError(messages.diffusersDora({ addOn: dora.id }))
  if (addOns.length === 0) return { imports: [], constants: [], functions: [], load: '' }
  const kinds = new Set(addOns.map(({ kind }) => kind))
  const replaces = kinds.has('custom-diffusion') || kinds.has('unet')
  const reads = replaces || kinds.has('embedding')
  const forms = Object.fromEntries(
    addOns.map(({ id, kind, triggerWords: words }) => [
      id,
      kind === 'embedding' ? { kind, words } : { kind },
    ]),
  )
  const choices = [...kinds].map((kind, at) => {
    const call = calls[kind as keyof typeof calls]
    return `        ${at === 0 ? 'if' : 'elif'} kind == "${kind}":\n            ${call}`
  })
  return {
    imports: reads ? ['import huggingface_hub', 'import os', 'from safetensors.torch import load_file'] : [],
    constants: [`#: What each add-on is.\nADD_ONS = ${pythonLiteral(forms)}`],
    functions: [
      ...(reads ? [fileOf] : []),
      ...(kinds.has('lora') ? [layLora(isXl)] : []),
      ...(kinds.has('vae') ? [layVae] : []),
      ...(kinds.has('embedding') ? [layWords(isXl)] : []),
      ...(replaces ? [layWeights] : []),
    ],
    load: `
    ${kinds.has('lora') ? 'strengths = {}\n    ' : ''}for add_on in recipe["addOns"]:
        kind = ADD_ONS.get(add_on["id"], {}).get("kind")
${choices.join('\n')}`,
  }
}
