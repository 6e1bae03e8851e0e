// Workflows against the definitions of ComfyUI's nodes (names, inputs, types and limits, as of its nodes.py and comfy_extras of 2025).
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { guideMetas } from '../../../workers/guidance/list'
import { parseRecipe } from '../../shared/recipe'
import type { ComfyNode } from '../../shared/comfyPart'
import type { KnownAddOns } from '../usedAddOns'
import { comfyWorkflow } from './workflow'

interface Definition {
  readonly inputs: Readonly<
    Record<
      string,
      {
        readonly type: string
        readonly options?: readonly string[]
        readonly min?: number
        readonly max?: number
      }
    >
  >
  readonly outputs: readonly string[]
}
const definitions = JSON.parse(readFileSync('src/interchange/fixtures/comfyNodes.json', 'utf8')) as Readonly<
  Record<string, Definition>
>

const plain = {
  version: 2,
  checkpoint: 'someone/sd15',
  prompt: 'a cat',
  negativePrompt: 'a dog',
  seed: 7,
  scheduler: 'euler',
  width: 512,
  height: 512,
}
const scale = { id: 'classifier-free', values: { scale: 7 } }
const control = { network: 'someone/canny', hint: 'lines', preprocessor: 'none' }
const cases: Readonly<Record<string, object>> = {
  'text to image': { ...plain, guides: [scale] },
  'rescaled guidance, Karras levels, clip skip, a LoRA': {
    ...plain,
    scheduler: 'dpm-solver++',
    sigmas: 'karras',
    clipSkip: 1,
    addOns: [{ id: 'style', strength: { unet: 0.8, textEncoder: 0.5 } }],
    guides: [{ id: 'classifier-free', values: { scale: 7, rescale: 0.7 } }],
  },
  'image to image': { ...plain, image: 'photo', strength: 0.6, guides: [scale, { id: 'image-to-image' }] },
  inpainting: { ...plain, image: 'photo', mask: 'mask', guides: [scale, { id: 'inpaint' }] },
  InstructPix2Pix: {
    ...plain,
    image: 'photo',
    guides: [{ id: 'instruct-pix2pix', values: { textScale: 7, imageScale: 1.5 } }],
  },
  'self-attention guidance': { ...plain, guides: [scale, { id: 'self-attention-guidance' }] },
  'two ControlNets and an adapter': {
    ...plain,
    guides: [
      scale,
      { id: 'controlnet', values: { ...control, weight: 0.8 }, range: [0, 0.5] },
      { id: 'controlnet', values: { ...control, preprocessor: 'canny' } },
      { id: 't2i-adapter', values: control },
    ],
  },
  'prompt weights': {
    ...plain,
    prompt: 'a (red)1.3 [cat] \\(tabby\\)',
    guides: [scale, { id: 'prompt-weighting' }],
  },
  ...Object.fromEntries(
    ['ddim', 'ddpm', 'euler-ancestral', 'heun', 'dpm-solver++-sde', 'unipc', 'lcm'].map((scheduler) => [
      scheduler,
      { ...plain, scheduler, guides: [scale] },
    ]),
  ),
}

const words = (...triggerWords: string[]) => ({ kind: 'embedding', triggerWords }) as const
const known: KnownAddOns = {
  style: { kind: 'lora', triggerWords: [] },
  'someone/mse.safetensors': { kind: 'vae', triggerWords: [] },
  'taesd.safetensors': { kind: 'preview-decoder', triggerWords: [] },
  'tabby.safetensors': words('<tabby>'),
  'my tabby': words('mine'),
  many: words('one', 'two'),
  'dream.safetensors': { kind: 'unet', triggerWords: [] },
  projections: { kind: 'custom-diffusion', triggerWords: [] },
}
const withAddOns = (...ids: (string | object)[]) => ({
  ...plain,
  prompt: 'a photo of a <Tabby>. (cat)',
  addOns: ids.map((id) => (typeof id === 'string' ? { id } : id)),
  guides: [scale],
})

const workflowOf = async (recipe: object) =>
  JSON.parse((await comfyWorkflow(parseRecipe(recipe, guideMetas), { addOns: known })).text) as Record<
    string,
    ComfyNode
  >

const addOnCases = {
  'an autoencoder': withAddOns('someone/mse.safetensors'),
  words: withAddOns('tabby.safetensors', 'style'),
  'a network': withAddOns('dream.safetensors'),
  'a part of a network': withAddOns({ id: 'dream.safetensors', strength: 0.25 }, 'style'),
}

async function checkNodes(recipe: object): Promise<void> {
  const nodes = await workflowOf(recipe)
  for (const [id, { class_type, inputs }] of Object.entries(nodes)) {
    const definition = definitions[class_type]
    expect(definition, class_type).toBeDefined()
    expect(Object.keys(inputs).toSorted(), class_type).toEqual(Object.keys(definition!.inputs).toSorted())
    for (const [name, value] of Object.entries(inputs)) {
      const { type, options, min = -Infinity, max = Infinity } = definition!.inputs[name]!
      const place = `${class_type} ${id}, ${name}`
      if (Array.isArray(value)) {
        const [from, output] = value as readonly [string, number]
        expect(Number(from), place).toBeLessThan(Number(id))
        expect(definitions[nodes[from]!.class_type]!.outputs[output], place).toBe(type)
      } else if (type === 'COMBO') expect(options ?? [value], place).toContain(value)
      else if (type === 'INT' || type === 'FLOAT') {
        expect(value, place).toBeGreaterThanOrEqual(min)
        expect(value, place).toBeLessThanOrEqual(max)
        if (type === 'INT') expect(Number.isInteger(value), place).toBe(true)
      } else expect(typeof value, place).toBe(type === 'BOOLEAN' ? 'boolean' : 'string')
    }
  }
  expect(Object.values(nodes).filter(({ class_type }) => class_type === 'SaveImage')).toHaveLength(1)
}

describe('a workflow', () => {
  it.each(Object.entries(cases))('%s has nodes with the inputs that ComfyUI asks for', async (_, recipe) =>
    checkNodes(recipe),
  )

  it('says what the recipe says', async () => {
    const nodes = Object.values(await workflowOf(cases['image to image']!))
    const of = (kind: string) => nodes.find(({ class_type }) => class_type === kind)!.inputs
    expect(of('KSampler')).toMatchObject({ seed: 7, cfg: 7, denoise: 0.6, sampler_name: 'euler', steps: 20 })
    expect(of('LoadImage')).toEqual({ image: 'photo' })
    expect(
      nodes.filter(({ class_type }) => class_type === 'CLIPTextEncode').map(({ inputs }) => inputs['text']),
    ).toEqual(['a cat', 'a dog'])
    const [first] = Object.values(await workflowOf(cases['prompt weights']!)).filter(
      ({ class_type }) => class_type === 'CLIPTextEncode',
    )
    expect(first!.inputs['text']).toBe(`a (red:1.3) (cat:${1 / 1.1}) \\(tabby\\)`)
  })

  it('says that results are enlarged here alone', async () => {
    const said = async (recipe: object) =>
      (await comfyWorkflow(parseRecipe(recipe, guideMetas))).leftOut.map(({ english }) => english)
    const sentence = 'Results are enlarged by a network here, and not in ComfyUI.'
    expect(await said({ ...plain, upscaler: 'a/b', enlarge: 2 })).toContain(sentence)
    expect(await said(plain)).not.toContain(sentence)
  })

  it.each(Object.entries(addOnCases))('%s has such nodes too', async (_, recipe) => checkNodes(recipe))

  it('has an autoencoder, words and a network in their own ways', async () => {
    const recipe = withAddOns('someone/mse.safetensors', 'taesd.safetensors', 'tabby.safetensors', {
      id: 'dream.safetensors',
      strength: 0.4,
    })
    const nodes = await workflowOf(recipe)
    const [decode] = Object.values(nodes).filter(({ class_type }) => class_type === 'VAEDecode')
    const [vae] = decode!.inputs['vae'] as readonly [string, number]
    expect(nodes[vae]).toEqual({ class_type: 'VAELoader', inputs: { vae_name: 'mse.safetensors' } })
    const texts = Object.values(nodes).filter(({ class_type }) => class_type === 'CLIPTextEncode')
    expect(texts[0]!.inputs['text']).toBe('a photo of a embedding:tabby . \\(cat\\)')
    const [merged] = Object.values(nodes).filter(({ class_type }) => class_type === 'ModelMergeSimple')
    expect(merged!.inputs['ratio']).toBe(0.4)
    expect(nodes[(merged!.inputs['model1'] as readonly [string, number])[0]]!.class_type).toBe('UNETLoader')
    expect(Object.values(nodes).map(({ class_type }) => class_type)).not.toContain('LoraLoader')
    const { leftOut } = await comfyWorkflow(parseRecipe(recipe, guideMetas), { addOns: known })
    expect(leftOut.map(({ english }) => english).at(-1)).toBe(
      '"taesd.safetensors" makes the previews here, and is left out.',
    )
  })

  it('takes an add-on that is not open for a LoRA, and says so', async () => {
    const { text, leftOut } = await comfyWorkflow(parseRecipe(withAddOns('other'), guideMetas))
    expect(text).toContain('"lora_name": "other"')
    expect(leftOut.map(({ english }) => english).at(-1)).toBe(
      '"other" is not open here, and is exported as a LoRA.',
    )
  })

  it.each<[string, object, RegExp]>([
    ['Custom Diffusion', withAddOns('projections'), /of Custom Diffusion/],
    ['a file with a space in its name', withAddOns('my tabby'), /a space in its name/],
    ['several words of one file', withAddOns('many'), /one word/],
    [
      'more than the whole of a network',
      withAddOns({ id: 'dream.safetensors', strength: 1.5 }),
      /strengths of 0 to 1/,
    ],
    [
      'a guide that it does not have',
      { ...plain, guides: [{ id: 'sega', values: { concepts: [{ concept: 'a hat' }] } }] },
      /^ComfyUI has no "Concepts.*" of its own\.$/,
    ],
    [
      'a mode of ControlNet',
      { ...plain, guides: [{ id: 'controlnet', values: { ...control, mode: 'control-first' } }] },
      /another mode/,
    ],
    [
      'a mask of a guide',
      { ...plain, guides: [{ id: 'controlnet', values: control, mask: 'there' }] },
      /a mask of its own/,
    ],
    [
      'a strength over the steps',
      {
        ...plain,
        guides: [
          {
            id: 'classifier-free',
            values: {
              scale: [
                [0, 3],
                [1, 7],
              ],
            },
          },
        ],
      },
      /a strength that changes/,
    ],
    ['a sampler', { ...plain, scheduler: 'pndm', guides: [scale] }, /no sampler "pndm"/],
    ['fresh noise', { ...plain, scheduler: 'ddim', eta: 0.5, guides: [scale] }, /eta/],
    [
      'joined prompts',
      { ...plain, prompt: '("a cat", "a dog").blend(1, 1)', guides: [scale, { id: 'prompt-weighting' }] },
      /joined prompts/,
    ],
    ['a part of the steps', { ...plain, guides: [{ ...scale, range: [0, 0.5] }] }, /a part of the steps/],
  ])('is refused for %s', async (_, recipe, sentence) => {
    await expect(workflowOf(recipe)).rejects.toThrow(sentence)
  })
})
