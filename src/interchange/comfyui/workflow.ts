// A recipe as a workflow for ComfyUI's API: what is posted to /prompt as "prompt", or opened in its window.
import type { ComfyGraph, ComfyLink, ComfyNode, ComfyPart } from '../../shared/comfyPart'
import { PalimpsestError } from '../../shared/errors'
import type { GuideMeta } from '../../shared/guideMeta'
import type { Message } from '../../shared/message'
import type { Recipe } from '../../shared/recipe'
import type { ForOtherProgram } from '../forOtherProgram'
import { messages } from '../messages'
import { partsOf, type UsedPart } from '../partsOf'
import { usedAddOns, type KnownAddOns, type UsedAddOn } from '../usedAddOns'
import { withAddOns, withEmbeddings } from './addOns'
import { comfySamplers, comfySpacings } from './samplers'
import { escaped, weightedText } from './weightedText'

type WorkflowGuide = UsedPart<ComfyPart>

/**
 * Writes a workflow of ComfyUI's own nodes.
 * @param recipe as it was run, implied guides included
 * @param options.files names in ComfyUI's folders by the recipe's names; others keep their last part
 * @param options.addOns what the recipe's add-ons are
 * @throws PalimpsestError('recipe') that names what ComfyUI does not have
 */
export async function comfyWorkflow(
  recipe: Recipe,
  {
    files = {},
    addOns = {},
  }: {
    readonly files?: Readonly<Record<string, string>> | undefined
    readonly addOns?: KnownAddOns | undefined
  } = {},
): Promise<ForOtherProgram> {
  const { used: laidOver, said } = usedAddOns(recipe, addOns)
  const used = await partsOf(recipe, ({ comfyui }) => comfyui, lacking)
  const nodes: Record<string, ComfyNode> = {}
  const graph = beginning(recipe, { used, laidOver }, nodes, files)
  for (const { part, uses } of used) part.apply(graph, uses)
  finish(graph)
  return {
    text: `${JSON.stringify(nodes, undefined, 2)}\n`,
    leftOut: [
      messages.comfyNoise(),
      ...(recipe.keepUnchanged ? [messages.comfyUnchanged()] : []),
      ...(recipe.upscaler === undefined ? [] : [messages.comfyUpscaler()]),
      ...said,
    ],
  }
}

const lacking = ({ label: guide }: GuideMeta, what?: Message) =>
  new PalimpsestError(
    what === undefined ? messages.comfyLacks({ guide }) : messages.comfyLacksSetting({ guide, what }),
  )

/** The checkpoint, the texts and an empty canvas. */
function beginning(
  recipe: Recipe,
  { used, laidOver }: { readonly used: readonly WorkflowGuide[]; readonly laidOver: readonly UsedAddOn[] },
  nodes: Record<string, ComfyNode>,
  files: Readonly<Record<string, string>>,
): ComfyGraph {
  const add = (classType: string, inputs: ComfyNode['inputs']) => {
    const id = String(Object.keys(nodes).length + 1)
    nodes[id] = { class_type: classType, inputs }
    return (output = 0): ComfyLink => [id, output]
  }
  const fileOf = (name: string) => files[name] ?? name.slice(name.lastIndexOf('/') + 1)
  const { width, height } = recipe
  const scaled = (image: ComfyLink) =>
    add('ImageScale', { image, upscale_method: 'lanczos', width, height, crop: 'disabled' })()
  const loaded = add('CheckpointLoaderSimple', { ckpt_name: fileOf(recipe.checkpoint) })
  const checkpoint = { model: loaded(0), clip: loaded(1), vae: loaded(2) }
  const { model, clip: laid, vae } = withAddOns(checkpoint, laidOver, { add, fileOf })
  const clip =
    recipe.clipSkip > 0
      ? add('CLIPSetLastLayer', { clip: laid, stop_at_clip_layer: -1 - recipe.clipSkip })()
      : laid
  const weighted = used.some(({ part }) => part.readsWeights)
  const encoded = (said: string) => {
    const text = withEmbeddings(said, laidOver, fileOf)
    return add('CLIPTextEncode', { text: weighted ? weightedText(text, recipe) : escaped(text), clip })()
  }
  return {
    recipe,
    add,
    fileOf,
    picture: (name) => scaled(add('LoadImage', { image: fileOf(name) })()),
    mask: (name) =>
      add('ImageToMask', { image: scaled(add('LoadImage', { image: fileOf(name) })()), channel: 'red' })(),
    model,
    vae,
    positive: encoded(recipe.prompt),
    negative: encoded(recipe.negativePrompt),
    latent: add('EmptyLatentImage', { width, height, batch_size: 1 })(),
    cfg: 1,
    denoise: 1,
  }
}

function finish(graph: ComfyGraph): void {
  const { recipe, model, positive, negative, latent, cfg, denoise, guider, vae } = graph
  const { seed, steps, sigmas } = recipe
  const [sampler, own] = samplerOf(recipe)
  const schedule = sigmas === undefined ? own : comfySpacings[sigmas]
  const samples = guider
    ? graph.add('SamplerCustomAdvanced', {
        noise: graph.add('RandomNoise', { noise_seed: seed })(),
        guider,
        sampler: graph.add('KSamplerSelect', { sampler_name: sampler })(),
        sigmas: graph.add('BasicScheduler', { model, scheduler: schedule, steps, denoise })(),
        latent_image: latent,
      })()
    : graph.add('KSampler', {
        model,
        seed,
        steps,
        cfg,
        sampler_name: sampler,
        scheduler: schedule,
        positive,
        negative,
        latent_image: latent,
        denoise,
      })()
  const images = graph.add('VAEDecode', { samples, vae })()
  graph.add('SaveImage', { images, filename_prefix: 'Palimpsest' })
}

function samplerOf({ scheduler = 'euler', eta }: Recipe): readonly [string, string] {
  // The file that ComfyUI opens does not say which sampler the checkpoint was made for.
  const found = comfySamplers[scheduler]
  if (!found) throw new PalimpsestError(messages.comfySampler({ sampler: scheduler }))
  if (eta > 0) throw new PalimpsestError(messages.comfyEta())
  return found
}
