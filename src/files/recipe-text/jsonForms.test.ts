// Settings as other programs write them into their pictures, in the forms that their own code writes.
import { describe, expect, it } from 'vitest'
import { exifText } from '../readPicture'
import { sameSettings } from './fixtures/sameSettings'
import { readRecipeText } from './recipeText'

const size = { width: 512, height: 768 }

const programs: Readonly<
  Record<string, { texts: Record<string, string>; more?: object; ignored?: readonly string[] }>
> = {
  SwarmUI: {
    texts: {
      parameters: JSON.stringify({
        sui_image_params: {
          prompt: sameSettings.prompt,
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
        prompt: sameSettings.prompt,
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
        positive_prompt: sameSettings.prompt,
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
          prompt: [{ prompt: sameSettings.prompt, weight: 1 }],
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
  'InvokeAI 2, what is not wanted in brackets': {
    texts: {
      'sd-metadata': JSON.stringify({
        model_weights: 'sd_15',
        image: {
          prompt: [{ prompt: sameSettings.prompt.replace(',', ' [ugly],'), weight: 1 }],
          steps: 20,
          cfg_scale: 7,
          ...size,
          seed: 12345,
          sampler: 'k_euler_a',
        },
      }),
    },
    more: { model: 'sd_15', prompt: sameSettings.prompt.replace(',', ' ,') },
    ignored: [],
  },
  NovelAI: {
    texts: {
      Description: sameSettings.prompt,
      Software: 'NovelAI',
      Comment: JSON.stringify({
        prompt: sameSettings.prompt,
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
      prompt: sameSettings.prompt,
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
        prompt: sameSettings.prompt,
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
      parameters: `${sameSettings.prompt}\nNegative prompt: ugly\nSteps: 20| Size: 512x768| Sampler: Euler a| Seed: 12345| CFG scale: 7| Pipeline: StableDiffusionPipeline`,
    },
    ignored: ['Pipeline'],
  },
}

describe('settings of another program', () => {
  it.each(Object.entries(programs))('as %s writes them', (_, { texts, more, ignored = [] }) => {
    expect(readRecipeText(new Map(Object.entries(texts)))).toEqual({
      kind: 'parameters',
      recipe: { ...sameSettings, ...more },
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
