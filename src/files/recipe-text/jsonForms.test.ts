// Settings as other programs write them into their pictures, in the forms that their own code writes.
import { describe, expect, it } from 'vitest'
import { exifText } from '../readPicture'
import { readParameters } from './readParameters'
import { readRecipeText } from './recipeText'

const common = {
  prompt: 'a cat, 고양이',
  negativePrompt: 'ugly',
  steps: 20,
  scheduler: 'euler-ancestral',
  guidanceScale: 7,
  seed: 12345,
  width: 512,
  height: 768,
}
const size = { width: 512, height: 768 }

const programs: Readonly<
  Record<string, { texts: Record<string, string>; more?: object; ignored?: readonly string[] }>
> = {
  SwarmUI: {
    texts: {
      parameters: JSON.stringify({
        sui_image_params: {
          prompt: common.prompt,
          negativeprompt: 'ugly',
          model: 'sd_15',
          images: 1,
          seed: 12345,
          steps: 20,
          cfgscale: 7,
          aspectratio: 'Custom',
          ...size,
          sampler: 'euler_ancestral',
          scheduler: 'karras',
          loras: ['detail'],
          swarm_version: '0.9.4',
        },
        sui_extra_data: { date: '2025-01-01' },
      }),
    },
    more: { model: 'sd_15', sigmas: 'karras' },
    ignored: ['loras'],
  },
  Fooocus: {
    texts: {
      fooocus_scheme: 'fooocus',
      parameters: JSON.stringify({
        adm_guidance: '(1.5, 0.8, 0.3)',
        base_model: 'juggernaut',
        clip_skip: 2,
        guidance_scale: 7,
        loras: [],
        metadata_scheme: 'fooocus',
        negative_prompt: 'ugly',
        prompt: common.prompt,
        refiner_model: 'None',
        resolution: '(512, 768)',
        sampler: 'euler_ancestral',
        scheduler: 'normal',
        seed: '12345',
        sharpness: 2,
        steps: 20,
        version: 'v2.5.5',
      }),
    },
    more: { model: 'juggernaut', clipSkip: 1 },
    ignored: ['adm_guidance', 'sharpness'],
  },
  InvokeAI: {
    texts: {
      invokeai_metadata: JSON.stringify({
        generation_mode: 'txt2img',
        positive_prompt: common.prompt,
        negative_prompt: 'ugly',
        ...size,
        seed: 12345,
        rand_device: 'cpu',
        cfg_scale: 7,
        cfg_rescale_multiplier: 0,
        steps: 20,
        scheduler: 'euler_a',
        clip_skip: 1,
        model: { key: 'x', hash: 'y', name: 'dreamshaper', base: 'sd-1' },
        seamless_x: false,
        loras: [{ model: { name: 'detail' }, weight: 1 }],
        app_version: '5.0.0',
      }),
      invokeai_graph: '{"id": "x"}',
    },
    more: { model: 'dreamshaper', guidanceRescale: 0, clipSkip: 1 },
    ignored: ['loras'],
  },
  'InvokeAI 2': {
    texts: {
      'sd-metadata': JSON.stringify({
        model: 'stable diffusion',
        model_weights: 'sd_15',
        app_version: '2.3.5',
        image: {
          prompt: [{ prompt: common.prompt, weight: 1 }],
          negative_prompt: 'ugly',
          steps: 20,
          cfg_scale: 7,
          threshold: 0.5,
          ...size,
          seed: 12345,
          hires_fix: false,
          type: 'txt2img',
          postprocessing: null,
          sampler: 'k_euler_a',
          variations: [],
        },
      }),
    },
    more: { model: 'sd_15' },
    ignored: ['threshold'],
  },
  NovelAI: {
    texts: {
      Description: common.prompt,
      Software: 'NovelAI',
      Comment: JSON.stringify({
        prompt: common.prompt,
        steps: 20,
        ...size,
        scale: 7,
        cfg_rescale: 0,
        seed: 12345,
        n_samples: 1,
        noise_schedule: 'karras',
        sampler: 'k_euler_ancestral',
        sm: true,
        uc: 'ugly',
      }),
    },
    more: { sigmas: 'karras', guidanceRescale: 0 },
    ignored: ['sm'],
  },
  'Easy Diffusion': {
    texts: {
      prompt: common.prompt,
      negative_prompt: 'ugly',
      seed: '12345',
      num_inference_steps: '20',
      guidance_scale: '7',
      width: '512',
      height: '768',
      sampler_name: 'euler_a',
      use_stable_diffusion_model: 'sd_15',
      use_face_correction: 'GFPGANv1.4',
      num_outputs: '1',
    },
    more: { model: 'sd_15' },
    ignored: ['use_face_correction'],
  },
  'Easy Diffusion in EXIF': {
    texts: {
      [exifText('UserComment')]: JSON.stringify({
        prompt: common.prompt,
        negative_prompt: 'ugly',
        seed: 12345,
        num_inference_steps: 20,
        guidance_scale: 7,
        ...size,
        sampler_name: 'euler_a',
      }),
    },
  },
  'SD.Next': {
    texts: {
      parameters: `${common.prompt}\nNegative prompt: ugly\nSteps: 20| Size: 512x768| Sampler: Euler a| Seed: 12345| CFG scale: 7| Pipeline: StableDiffusionPipeline`,
    },
    ignored: ['Pipeline'],
  },
}

describe('settings of another program', () => {
  it.each(Object.entries(programs))('as %s writes them', (_, { texts, more, ignored = [] }) => {
    expect(readRecipeText(new Map(Object.entries(texts)))).toEqual({
      kind: 'parameters',
      recipe: { ...common, ...more },
      ignored,
    })
  })

  it.each([
    ['k_dpmpp_2m', {}, { scheduler: 'dpm-solver++' }, []],
    [
      'dpmpp_2m_sde_gpu',
      { noise_schedule: 'exponential' },
      { scheduler: 'dpm-solver++-sde', sigmas: 'exponential' },
      [],
    ],
    ['ddim', { noise_schedule: 'native' }, { scheduler: 'ddim' }, []],
    ['constructor', {}, {}, ['Sampler']],
    ['k_lms', { noise_schedule: 'karras' }, {}, ['Sampler', 'Schedule type']],
    ['uni_pc', { noise_schedule: 'sgm_uniform' }, { scheduler: 'unipc' }, ['Schedule type']],
  ])('with the sampler %s', (sampler, more, recipe, ignored) => {
    const comment = { prompt: 'x', uc: '', steps: 5, sampler, ...more }
    expect(readRecipeText(new Map([['Comment', JSON.stringify(comment)]]))).toEqual({
      kind: 'parameters',
      recipe: { prompt: 'x', negativePrompt: '', steps: 5, ...recipe },
      ignored,
    })
  })
})

const graph = {
  '3': {
    class_type: 'KSampler',
    inputs: {
      seed: 12345,
      steps: 20,
      cfg: 7,
      sampler_name: 'euler_ancestral',
      scheduler: 'normal',
      denoise: 1,
      model: ['10', 0],
      positive: ['6', 0],
      negative: ['7', 0],
      latent_image: ['5', 0],
    },
    is_changed: [NaN],
  },
  '4': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'sd_15.safetensors' } },
  '5': { class_type: 'EmptyLatentImage', inputs: { width: 512, height: 768, batch_size: 1 } },
  '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a cat, 고양이', clip: ['4', 1] } },
  '7': { class_type: 'CLIPTextEncode', inputs: { text: 'ugly', clip: ['4', 1] } },
  '8': { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['4', 2] } },
  '9': { class_type: 'SaveImage', inputs: { filename_prefix: 'x', images: ['8', 0] } },
  '10': { class_type: 'LoraLoader', inputs: { model: ['4', 0], lora_name: 'detail' } },
}
/** As Python writes it, which has NaN. */
const python = (json: object) =>
  JSON.stringify(json, (_, value: unknown) => (Number.isNaN(value) ? '@NaN' : value)).replaceAll(
    '"@NaN"',
    'NaN',
  )
const readGraph = (json: object, keyword = 'prompt') => readRecipeText(new Map([[keyword, python(json)]]))
type Graph = Record<string, { class_type: string; inputs: Record<string, unknown>; is_changed?: unknown }>
const changed = (change: (nodes: Graph) => void): Graph => {
  const nodes = structuredClone(graph) as unknown as Graph
  change(nodes)
  return nodes
}
const expected = (more: object = {}, ignored: readonly string[] = ['LoraLoader']) => ({
  kind: 'parameters',
  recipe: { ...common, model: 'sd_15', ...more },
  ignored,
})

describe('a graph of ComfyUI', () => {
  it('that was run is followed, and nodes that are not read are named', () => {
    expect(readGraph(graph)).toEqual(expected())
    const webp = `prompt:${python(graph)}`
    expect(readRecipeText(new Map([[exifText('Model'), webp]]))).toEqual(expected())
  })

  it('is followed through what changes the text, and to values in nodes of their own', () => {
    const nodes = changed((all) => {
      all['3']!.inputs['positive'] = ['20', 0]
      all['20'] = {
        class_type: 'ControlNetApplyAdvanced',
        inputs: { positive: ['6', 0], negative: ['7', 0], strength: 1 },
      }
      all['6']!.inputs['text'] = ['21', 0]
      all['21'] = { class_type: 'PrimitiveStringMultiline', inputs: { value: 'a cat, 고양이' } }
      all['3']!.inputs['seed'] = ['22', 0]
      all['22'] = { class_type: 'Seed (rgthree)', inputs: { seed: 12345 } }
    })
    expect(readGraph(nodes)).toEqual(expected({}, ['LoraLoader', 'ControlNetApplyAdvanced']))
  })

  it('of two passes gives the first', () => {
    const nodes = changed((all) => {
      all['2'] = {
        class_type: 'KSampler',
        inputs: { ...all['3']!.inputs, seed: 1, steps: 5, denoise: 0.5, latent_image: ['30', 0] },
      }
      all['30'] = { class_type: 'LatentUpscaleBy', inputs: { samples: ['3', 0], scale_by: 2 } }
    })
    expect(readGraph(nodes)).toEqual(expected({}, ['KSampler', 'LoraLoader', 'LatentUpscaleBy']))
  })

  it('that goes in a circle, or has no sampler, is named', () => {
    const circle = changed((all) => {
      all['3']!.inputs['positive'] = ['20', 0]
      all['20'] = { class_type: 'Reroute', inputs: { '': ['20', 0] } }
      all['5']!.inputs['samples'] = ['5', 0]
    })
    expect(readGraph(circle)).toEqual({ kind: 'foreign', keywords: ['prompt'] })
    const none = changed((all) => void delete all['3'])
    expect(readGraph(none)).toEqual({ kind: 'foreign', keywords: ['prompt'] })
    expect(readGraph({ a: 1, b: null })).toEqual({ kind: 'foreign', keywords: ['prompt'] })
  })

  const drawn = {
    nodes: [
      {
        id: 3,
        type: 'KSampler',
        mode: 0,
        inputs: ['model', 'positive', 'negative', 'latent_image'].map((name, at) => ({ name, link: at + 1 })),
        widgets_values: [12345, 'randomize', 20, 7, 'euler_ancestral', 'karras', 1],
      },
      { id: 4, type: 'CheckpointLoaderSimple', mode: 0, widgets_values: ['sd_15.safetensors'] },
      {
        id: 6,
        type: 'CLIPTextEncode',
        mode: 0,
        inputs: [{ name: 'clip', link: 5 }],
        widgets_values: ['a cat, 고양이'],
      },
      {
        id: 7,
        type: 'CLIPTextEncode',
        mode: 0,
        inputs: [{ name: 'clip', link: 6 }],
        widgets_values: ['ugly'],
      },
      { id: 5, type: 'EmptyLatentImage', mode: 0, widgets_values: [512, 768, 1] },
      { id: 11, type: 'FreeU_V2', mode: 4, widgets_values: [1.3] },
      { id: 12, type: 'LoadImage', mode: 0, widgets_values: ['x.png'] },
      { id: 13, type: 'PatchModelAddDownscale', mode: 0, widgets_values: [3] },
    ],
    links: [
      [1, 4, 0, 3, 0, 'MODEL'],
      [2, 6, 0, 3, 1, 'CONDITIONING'],
      [3, 7, 0, 3, 2, 'CONDITIONING'],
      [4, 5, 0, 3, 3, 'LATENT'],
      [5, 4, 1, 6, 0, 'CLIP'],
      [6, 4, 1, 7, 0, 'CLIP'],
    ],
  }

  it('that was drawn is read where its nodes are known', () => {
    expect(readGraph(drawn, 'workflow')).toEqual(expected({ sigmas: 'karras' }, ['PatchModelAddDownscale']))
    // What was run says more.
    const both = new Map([
      ['workflow', python(drawn)],
      ['prompt', python(graph)],
    ])
    expect(readRecipeText(both)).toEqual(expected())
    const webp = new Map([
      [exifText('Make'), `workflow:${python(drawn)}`],
      [exifText('Model'), `prompt:${python(graph)}`],
    ])
    expect(readRecipeText(webp)).toEqual(expected())
    expect(readGraph({ nodes: [], links: [] }, 'workflow')).toEqual({
      kind: 'foreign',
      keywords: ['workflow'],
    })
  })
})

describe("AUTOMATIC1111's text", () => {
  it.each([
    [
      'with hashes in braces',
      'a cat\nSteps: 20, Seed: 5, Lora hashes: "a: 1, b: 2", Version: v1.9',
      ['Lora hashes'],
    ],
    ['on Windows', 'a cat\r\nSteps: 20, Seed: 5, Hires steps: 10', ['Hires steps']],
    [
      'with a JSON value',
      'a cat\nSteps: 20, Seed: 5, ControlNet 0: "Module: canny, Weight: 1"',
      ['ControlNet 0'],
    ],
    ['of Forge', 'a cat\nSteps: 20, Seed: 5, Distilled CFG Scale: 3.5', ['Distilled CFG Scale']],
    [
      'whose prompt has lines with colons',
      'a cat\nSteps: none\nSteps: 20, Seed: 5, Mask blur: 4',
      ['Mask blur'],
    ],
  ])('%s is read', (_, text, ignored) => {
    const read = readParameters(text)
    expect(read?.recipe).toMatchObject({ steps: 20, seed: 5 })
    expect(read?.ignored).toEqual(ignored)
  })
})
