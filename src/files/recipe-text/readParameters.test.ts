// AUTOMATIC1111's text in the forms that its kin write.
import { describe, expect, it } from 'vitest'
import { readParameters } from './readParameters'

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

  const settings = { steps: 20, scheduler: 'euler-ancestral', guidanceScale: 7, seed: 12345 }
  const all = { prompt: 'a cat', negativePrompt: 'ugly', ...settings }
  const said = (text: string) => readParameters(text)
  it.each([
    [
      'goes on behind its line',
      'a cat\nNegative prompt: ugly\nSteps: 20, Sampler: Euler a, CFG scale: 7,\nSeed: 12345, Lora hashes: "x: 1, y: 2"\nTemplate: a __pet__',
      ['Lora hashes', 'Template'],
    ],
    [
      'has a line for each',
      'a cat\nNegative prompt: ugly\nSteps: 20\nSampler: Euler a\nCFG scale: 7\nSeed: 12345\n모형: b',
      ['모형'],
    ],
    [
      'lost the ends of its lines',
      'a cat Negative prompt: ugly Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 12345, Face restoration: GFPGAN',
      ['Face restoration'],
    ],
    [
      'is written in small letters, with names of other programs',
      'a cat\nnegative prompt: ugly\nsteps: 20, sampler: euler_a, cfg scale: 7, seed: 12345, ensd: 31337',
      ['ensd'],
    ],
    [
      'ends in zeros, as EXIF pads it',
      'a cat\nNegative prompt: ugly\nSteps: 20, Sampler: Euler A, CFG Scale: 7, Seed: 12345\0\0',
      [],
    ],
    [
      'has JSON in it, names in parentheses and of other scripts',
      'a cat\nNegative prompt: ugly\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 12345, Civitai resources: [{"modelName":"XL: turbo, v2 [a]"}], Hashes: {"lora:x": "1"}, Model (refiner): b, Modèle: c, Odd: {a, b',
      ['Civitai resources', 'Hashes', 'Model (refiner)', 'Modèle', 'Odd'],
    ],
  ])('that %s is read', (_, text, ignored) => {
    expect(said(text)).toEqual({ recipe: all, ignored })
  })

  it('without settings is its prompts, and without either is none', () => {
    expect(said('a cat\nNegative prompt: ugly\nand bad')?.recipe).toEqual({
      prompt: 'a cat',
      negativePrompt: 'ugly\nand bad',
    })
    expect(said('a cat that takes steps: many')).toBeUndefined()
    expect(said('a list\nSteps: buy, walk')).toBeUndefined()
    expect(said('')).toBeUndefined()
  })

  it('has a size in any writing, and a seed that is none', () => {
    const read = said('a cat\nSteps: 4, Size: 512 × 768, Seed: -1, Sampler: dpm++ 2m karras')
    expect(read).toEqual({
      recipe: {
        prompt: 'a cat',
        negativePrompt: '',
        steps: 4,
        width: 512,
        height: 768,
        scheduler: 'dpm-solver++',
        sigmas: 'karras',
      },
      ignored: [],
    })
  })
})
