// Graphs of ComfyUI, as it runs them and as it draws them.
import { describe, expect, it } from 'vitest'
import { exifText } from '../readPicture'
import { sameSettings } from './fixtures/sameSettings'
import { readRecipeText } from './recipeText'

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
  recipe: { ...sameSettings, model: 'sd_15', ...more },
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

  it('whose sampler has its parts in nodes of their own is followed to them', () => {
    const nodes = changed((all) => {
      const { seed, steps, cfg, sampler_name, scheduler, denoise, model, positive, negative, latent_image } =
        all['3']!.inputs
      all['3'] = {
        class_type: 'SamplerCustomAdvanced',
        inputs: { noise: ['30', 0], guider: ['31', 0], sampler: ['32', 0], sigmas: ['33', 0], latent_image },
      }
      all['30'] = { class_type: 'RandomNoise', inputs: { noise_seed: seed } }
      all['31'] = { class_type: 'CFGGuider', inputs: { cfg, model, positive, negative } }
      all['32'] = { class_type: 'KSamplerSelect', inputs: { sampler_name } }
      all['33'] = { class_type: 'BasicScheduler', inputs: { scheduler, steps, denoise, model } }
    })
    expect(readGraph(nodes)).toEqual(expected())
    const { guider: _, ...inputs } = nodes['3']!.inputs
    const custom = { ...nodes['31']!.inputs, ...inputs, add_noise: true, noise_seed: 12345 }
    const { '31': __, '30': ___, ...others } = nodes
    expect(readGraph({ ...others, '3': { class_type: 'SamplerCustom', inputs: custom } })).toEqual(expected())
    nodes['31'] = { class_type: 'BasicGuider', inputs: { conditioning: ['6', 0], model: ['10', 0] } }
    delete nodes['7']
    expect(readGraph(nodes)).toEqual(expected({ guidanceScale: 1, negativePrompt: '' }))
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
