import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meta as classifierFree } from '../../../workers/guidance/classifier-free/meta'
import { meta as instructPix2Pix } from '../../../workers/guidance/instruct-pix2pix/meta'
import type { GuideMeta } from '../../shared/guideMeta'
import { parseRecipe, schedulerIds, sigmaSpacings, type Recipe } from '../../shared/recipe'
import { fixture } from '../fixtures/pictures.node'
import { encodePng } from '../png/encodePng'
import { readPngChunks } from '../png/pngChunks'
import { readPngText } from '../png/pngText'
import { writeParameters } from './parameters'
import { readParameters } from './readParameters'
import { readRecipeText, readSettings, recipeChunks } from './recipeText'
import { maySet } from './maySet'

const metas = new Map<string, GuideMeta>([
  [classifierFree.id, classifierFree],
  [instructPix2Pix.id, instructPix2Pix],
])
const recipeOf = (given: object): Recipe =>
  parseRecipe({ version: 1, checkpoint: 'toyland/base', prompt: 'a cat', ...given }, metas)

describe('a text of its own', () => {
  const own = { version: 2, checkpoint: 'toyland/base', prompt: 'a cat' }
  it.each([
    ['a recipe', JSON.stringify(own)],
    ['a recipe, indented', JSON.stringify(own, undefined, 2)],
    ['a line of a batch', JSON.stringify({ id: 'cat', recipe: own, pictures: {} })],
  ])('is %s of ours', (_, text) => {
    expect(maySet(text)).toBe(true)
    expect(readSettings(text)).toEqual({ kind: 'recipe', saved: own })
  })

  it('is what another program wrote', () => {
    const parameters =
      'a fox\nNegative prompt: blurry\nSteps: 30, Sampler: Euler, CFG scale: 7, Seed: 5, Size: 512x512'
    expect(maySet(parameters)).toBe(true)
    expect(readSettings(parameters)).toMatchObject({
      kind: 'parameters',
      recipe: { prompt: 'a fox', steps: 30, seed: 5 },
    })
    const workflow = {
      1: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'fox.safetensors' } },
      2: { class_type: 'CLIPTextEncode', inputs: { text: 'a fox', clip: ['1', 1] } },
      3: { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['1', 1] } },
      4: { class_type: 'EmptyLatentImage', inputs: { width: 512, height: 512, batch_size: 1 } },
      5: {
        class_type: 'KSampler',
        inputs: {
          seed: 5,
          steps: 30,
          cfg: 7,
          sampler_name: 'euler',
          scheduler: 'normal',
          denoise: 1,
          model: ['1', 0],
          positive: ['2', 0],
          negative: ['3', 0],
          latent_image: ['4', 0],
        },
      },
    }
    expect(readSettings(JSON.stringify(workflow))).toMatchObject({
      kind: 'parameters',
      recipe: { prompt: 'a fox', steps: 30, seed: 5 },
    })
  })

  it('may be none', () => {
    for (const text of ['', 'buy milk', 'a cat', '[1, 2]'])
      expect([text, maySet(text)]).toEqual([text, false])
    for (const text of [
      '{"name":"palimpsest","version":"1.0.0"}',
      '{',
      '[]',
      'null',
      '{"recipe":3}',
      '{"version":2,"checkpoint":',
    ])
      expect([text, readSettings(text)]).toEqual([text, undefined])
  })
})

describe('the parameters text', () => {
  it('is what the web UI writes', () => {
    const recipe = recipeOf({
      prompt: 'a blue cat\non a wall',
      negativePrompt: 'blurry',
      scheduler: 'dpm-solver++',
      sigmas: 'karras',
      seed: 7,
      clipSkip: 1,
      guides: [{ id: 'classifier-free', values: { scale: 6.5 } }],
    })
    expect(writeParameters(recipe)).toBe(
      'a blue cat\non a wall\nNegative prompt: blurry\n' +
        'Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 7, Size: 128x128, ' +
        'Model: toyland/base, Clip skip: 2, Version: Palimpsest',
    )
  })

  it('of another program is read as far as it goes, and what is left out is named', async () => {
    const texts = await readPngText(readPngChunks(fixture('texts.png')))
    expect(readRecipeText(texts)).toEqual({
      kind: 'parameters',
      recipe: {
        prompt: 'a watercolour of a fox, (masterpiece:1.2), a: b\nsecond line',
        negativePrompt: 'blurry, low quality',
        steps: 30,
        scheduler: 'dpm-solver++',
        sigmas: 'karras',
        guidanceScale: 6.5,
        seed: 965400086,
        width: 512,
        height: 768,
        model: 'fox, v1:2',
        strength: 0.45,
        clipSkip: 1,
      },
      ignored: ['Model hash', 'Hires upscale'],
    })
  })

  it('leaves out settings that a recipe cannot have, and names them', () => {
    const read = readParameters('x\nSteps: 5000, Sampler: LMS, CFG scale: 99, Seed: -1, Size: 513x512')
    expect(read).toEqual({
      recipe: { prompt: 'x', negativePrompt: '' },
      ignored: ['Steps', 'Sampler', 'CFG scale', 'Size'],
    })
    const large = readParameters('x\nSteps: 5, Seed: 9007199254740993, Size: 512x512')
    expect(large?.ignored).toEqual(['Seed'])
  })

  it('is not found where there is none', () => {
    for (const text of ['', 'a prompt alone', 'a: b, c: d, e: f'])
      expect(readParameters(text)).toBeUndefined()
  })

  it('comes back as it was written', () => {
    const line = fc.stringMatching(/^[a-z ,.()!"'가-힣]{0,30}$/).map((text) => text.trim())
    const anyRecipe = fc.record({
      prompt: line,
      negativePrompt: line,
      seed: fc.maxSafeNat(),
      steps: fc.integer({ min: 1, max: 1000 }),
      scheduler: fc.constantFrom(...schedulerIds),
      sigmas: fc.constantFrom(undefined, ...sigmaSpacings),
      clipSkip: fc.integer({ min: 0, max: 11 }),
      width: fc.constantFrom(64, 512, 2048),
      checkpoint: fc.constantFrom('toyland/base', 'owner/name, "odd": one'),
      guides: fc.constantFrom([], [{ id: 'instruct-pix2pix', values: { textScale: 5, imageScale: 1.2 } }]),
    })
    fc.assert(
      fc.property(anyRecipe, (given) => {
        const recipe = recipeOf(given)
        const read = readParameters(writeParameters(recipe))
        expect(read?.ignored).toEqual([])
        expect(read?.recipe).toEqual({
          prompt: recipe.prompt,
          negativePrompt: recipe.negativePrompt,
          seed: recipe.seed,
          steps: recipe.steps,
          scheduler: recipe.scheduler,
          ...(recipe.sigmas && { sigmas: recipe.sigmas }),
          ...(recipe.clipSkip === 0 ? {} : { clipSkip: recipe.clipSkip }),
          width: recipe.width,
          height: recipe.height,
          model: recipe.checkpoint,
          ...(recipe.guides.length === 0 ? {} : { guidanceScale: 5, imageGuidanceScale: 1.2 }),
        })
      }),
    )
  })
})

describe('the recipe in an exported PNG', () => {
  const pixels = { width: 16, height: 16, data: new Uint8ClampedArray(1024).fill(90) }

  it('comes back whole', async () => {
    const recipe = recipeOf({
      prompt: '파란 고양이 🐈',
      guides: [{ id: 'classifier-free', range: [0, 0.5] }],
    })
    const texts = await readPngText(readPngChunks(await encodePng(pixels, recipeChunks(recipe, recipe))))
    expect(readRecipeText(texts)).toEqual({ kind: 'recipe', saved: recipe })
    expect([...texts.keys()]).toEqual(['palimpsest', 'parameters'])
  })

  it('stays as it was saved where it cannot be used here', async () => {
    const saved = { version: 3, later: [{ a: 1 }], prompt: '새로운 것' }
    const chunks = recipeChunks(saved, undefined)
    const texts = await readPngText(readPngChunks(await encodePng(pixels, chunks)))
    expect(readRecipeText(texts)).toEqual({ kind: 'recipe', saved })
    expect([...texts.keys()]).toEqual(['palimpsest'])
  })

  it('is refused in a sentence where it was tampered with', () => {
    expect(() => readRecipeText(new Map([['palimpsest', '{']]))).toThrow('is not JSON')
    expect(readRecipeText(new Map([['Title', 'x']]))).toBeUndefined()
    // A form of another program, which is not read, is named.
    expect(readRecipeText(new Map([['workflow', '{"nodes": []}']]))).toEqual({
      kind: 'foreign',
      keywords: ['workflow'],
    })
  })
})
