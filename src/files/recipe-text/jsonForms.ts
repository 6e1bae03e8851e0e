// Settings that other programs write as JSON, told again under the names of the `parameters` text, by which they are read.
import { comfySettings } from './comfyGraph'
import { isRecord } from '../../shared/isRecord'
import { entryOf, parseLoose, type Json } from './looseJson'
import { settingsOf, type ReadParameters } from './readParameters'
import { samplerPairs } from './samplersElsewhere'

/** A program's form: what its JSON is told by, and its keys for what `parameters` has a name for. */
interface Form {
  /** Its settings within the JSON; undefined where that is something else's. */
  readonly find: (json: Json) => Json | undefined
  readonly prompt: string
  readonly negative: string
  readonly names: Readonly<Record<string, string>>
  /** Keys that say nothing of how the picture came to be. */
  readonly silent?: readonly string[]
}

const drawThings: Form = {
  find: (json) => ('c' in json && 'steps' in json ? json : undefined),
  prompt: 'c',
  negative: 'uc',
  names: {
    steps: 'Steps',
    scale: 'CFG scale',
    seed: 'Seed',
    size: 'Size',
    model: 'Model',
    strength: 'Denoising strength',
  },
  silent: ['v2'],
}

const invokeAi: Form = {
  find: (json) => ('positive_prompt' in json && 'cfg_scale' in json ? json : undefined),
  prompt: 'positive_prompt',
  negative: 'negative_prompt',
  names: {
    steps: 'Steps',
    cfg_scale: 'CFG scale',
    cfg_rescale_multiplier: 'CFG Rescale',
    seed: 'Seed',
    model: 'Model',
    model_name: 'Model',
    strength: 'Denoising strength',
  },
  silent: ['app_version', 'generation_mode', 'rand_device'],
}

/** InvokeAI before its version 3. */
const olderInvokeAi: Form = {
  find: ({ image, ...rest }) =>
    isRecord(image) && Array.isArray(image['prompt'])
      ? { ...withoutBrackets(image), model: rest['model_weights'] }
      : undefined,
  prompt: 'prompt',
  negative: 'negative_prompt',
  names: {
    steps: 'Steps',
    cfg_scale: 'CFG scale',
    seed: 'Seed',
    model: 'Model',
    strength: 'Denoising strength',
  },
  silent: ['type'],
}

const fooocus: Form = {
  find: (json) => ('base_model' in json && 'guidance_scale' in json ? json : undefined),
  prompt: 'prompt',
  negative: 'negative_prompt',
  names: {
    steps: 'Steps',
    guidance_scale: 'CFG scale',
    seed: 'Seed',
    resolution: 'Size',
    base_model: 'Model',
    clip_skip: 'Clip skip',
  },
  silent: ['version', 'metadata_scheme', 'created_by'],
}

const swarmUi: Form = {
  find: ({ sui_image_params: params }) => (isRecord(params) ? params : undefined),
  prompt: 'prompt',
  negative: 'negativeprompt',
  names: {
    steps: 'Steps',
    cfgscale: 'CFG scale',
    seed: 'Seed',
    model: 'Model',
    initimagecreativity: 'Denoising strength',
  },
  silent: ['swarm_version', 'images', 'aspectratio'],
}

const novelAi: Form = {
  find: (json) => ('uc' in json && 'steps' in json && 'prompt' in json ? json : undefined),
  prompt: 'prompt',
  negative: 'uc',
  names: {
    steps: 'Steps',
    scale: 'CFG scale',
    cfg_rescale: 'CFG Rescale',
    seed: 'Seed',
    strength: 'Denoising strength',
  },
  silent: ['n_samples', 'request_type', 'signed_hash', 'version'],
}

const easyDiffusion: Form = {
  find: (json) => ('num_inference_steps' in json && 'prompt' in json ? json : undefined),
  prompt: 'prompt',
  negative: 'negative_prompt',
  names: {
    num_inference_steps: 'Steps',
    guidance_scale: 'CFG scale',
    seed: 'Seed',
    use_stable_diffusion_model: 'Model',
    prompt_strength: 'Denoising strength',
  },
  silent: ['num_outputs', 'output_format', 'output_quality', 'session_id', 'used_random_seed', 'app'],
}

const forms = [drawThings, swarmUi, invokeAi, olderInvokeAi, fooocus, novelAi, easyDiffusion]

/** Reads a text of one of those programs; undefined where it is something else's. */
export function readJsonForm(text: string): ReadParameters | undefined {
  // WebPs of ComfyUI have the name of the form in front.
  const json = parseLoose(text.replace(/^\s*\w+:\s*(?=\{)/, ''))
  return isRecord(json) ? readForm(json) : undefined
}

/** Easy Diffusion's PNGs have a text for each setting. */
export const readTextsAsForm = (texts: ReadonlyMap<string, string>): ReadParameters | undefined =>
  texts.has('num_inference_steps') ? readForm(Object.fromEntries(texts)) : undefined

function readForm(json: Json): ReadParameters | undefined {
  for (const form of forms) {
    const found = form.find(json)
    if (found) return readBy(form, found)
  }
  const graph = comfySettings(json)
  if (!graph) return undefined
  const { prompt, negative, pairs, others } = graph
  const read = settingsOf(prompt, negative, pairs)
  return { ...read, ignored: [...read.ignored, ...others] }
}

function readBy({ prompt, negative, names, silent = [] }: Form, found: Json): ReadParameters {
  const {
    sampler,
    sampler_name: samplerName = sampler,
    scheduler,
    noise_schedule: spacing = scheduler,
  } = found
  // InvokeAI calls its samplers schedulers.
  const isScheduler = samplerName === undefined
  const known = new Set([
    prompt,
    negative,
    'width',
    'height',
    'sampler',
    'sampler_name',
    'scheduler',
    'noise_schedule',
    ...silent,
  ])
  const pairs = new Map<string, string>()
  if ('width' in found && 'height' in found)
    pairs.set('Size', `${said(found['width'])}x${said(found['height'])}`)
  for (const [key, value] of samplerPairs(
    isScheduler ? scheduler : samplerName,
    isScheduler ? undefined : spacing,
  ))
    pairs.set(key, value)
  for (const [key, value] of Object.entries(found)) {
    if (known.has(key) || isNothing(value)) continue
    const name = entryOf(names, key)
    if (name === 'Size') pairs.set(name, said(value).replace(/^\((\d+), ?(\d+)\)$/, '$1x$2'))
    else
      pairs.set(
        name ?? key,
        isRecord(value) ? said(value['name'] ?? value['model_name'] ?? value) : said(value),
      )
  }
  // It counts layers that are skipped, not the last that is read.
  if (names === invokeAi.names && pairs.has('clip_skip')) {
    pairs.set('Clip skip', String(Number(pairs.get('clip_skip')) + 1))
    pairs.delete('clip_skip')
  }
  return settingsOf(promptOf(found[prompt]), promptOf(found[negative]), pairs)
}

/** InvokeAI 2 had what is not wanted in brackets within the prompt, until it had a field of its own. */
function withoutBrackets(image: Json): Json {
  const prompt = promptOf(image['prompt'])
  if (image['negative_prompt'] !== undefined || !/\[.*?\]/s.test(prompt)) return image
  const joined = (parts: readonly string[]) => parts.join(' ').replace(/\s+/g, ' ').trim()
  return {
    ...image,
    prompt: joined(prompt.split(/\[.*?\]/s)),
    negative_prompt: joined([...prompt.matchAll(/\[(.*?)\]/gs)].map(([, inner]) => inner!)),
  }
}

/** Nothing was set: there is nothing to leave out. */
const isNothing = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  value === 'None' ||
  (Array.isArray(value) && value.length === 0)

const said = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** A text, or older InvokeAI's list of weighted ones. */
function promptOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return value.map((part) => (isRecord(part) ? said(part['prompt'] ?? '') : said(part))).join('\n')
}
