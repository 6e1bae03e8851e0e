// Which word made what, against attention that a hand-written loop over diffusers' UNet summed (tools/reference/word_maps.py).
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { tensor } from '../tensor/tensor'
import { pipelineImages, relativeError } from './fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'
import { mapWords } from './wordMaps'

/** Of the largest share of attention. */
const tolerance = 1e-3

interface Written {
  readonly name: string
  readonly shape: readonly number[]
  readonly maps: string
}
const written = JSON.parse(
  readFileSync(new URL('fixtures/wordMaps.json', import.meta.url), 'utf8'),
) as readonly Written[]

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

const recipeOf = (change: object = {}) =>
  parseRecipe(
    {
      version: 2,
      checkpoint: 'tiny-vae',
      prompt: 'a red ball and a tree',
      seed: 11,
      steps: 4,
      width: 64,
      height: 64,
      scheduler: 'ddim',
      guides: [{ id: 'classifier-free', values: { scale: 6, rescale: 0 } }],
      ...change,
    },
    guideMetas,
  )

const mapped = async (change: object = {}, images: Readonly<Record<string, Pixels>> = pipelineImages) =>
  mapWords({ recipe: recipeOf(change), images }, await tiny.open('tiny-vae'), 'edit')

const referenceOf = (called: string) => {
  const { shape, maps } = written.find(({ name }) => name === called)!
  const both = new Float32Array(new Uint8Array(Buffer.from(maps, 'base64')).buffer)
  const [, ...one] = shape
  const half = both.length / 2
  return { maps: tensor(both.subarray(0, half), one), carried: tensor(both.subarray(half), one) }
}

describe('the words of an edit', () => {
  it.each([
    ['ddim', {}],
    ['ddim, wide', { width: 96 }],
    ['euler', { scheduler: 'euler' }],
  ])('have the attention of the reference "%s"', async (name, change) => {
    const expected = referenceOf(name)
    const found = await mapped(change)
    expect(found.words.map(({ text }) => text)).toEqual(['a', 'red', 'ball', 'and', 'a', 'tree'])
    const error = relativeError(found.maps, expected.maps)
    const carried = relativeError(found.carried, expected.carried)
    console.log(`${name}: ${error.toExponential(1)}, carried ${carried.toExponential(1)}`)
    expect(error).toBeLessThan(tolerance)
    expect(carried).toBeLessThan(tolerance)
    expect(relativeError(found.carried, found.maps)).toBeGreaterThan(50 * tolerance)
    // Another seed's picture has other maps.
    const other = await mapped({ ...change, seed: 12 })
    expect(relativeError(other.maps, found.maps)).toBeGreaterThan(50 * tolerance)
  })

  it('are those of its regions too, each where its prompt is read', async () => {
    /** Columns from `left` to before `right` of 12, rows from `top` to before `bottom` of 8. */
    const box = (left: number, top: number, right: number, bottom: number) => ({
      left: (100 * left) / 12,
      top: (100 * top) / 8,
      width: (100 * (right - left)) / 12,
      height: (100 * (bottom - top)) / 8,
    })
    const values = {
      bootstrapping: 0,
      centred: false,
      regions: [
        { prompt: 'a red ball', strength: 0.6, ...box(0, 1, 5, 7) },
        { prompt: 'a blue car on the beach', ...box(3, 0, 9, 5) },
      ],
    }
    const guidance = { id: 'classifier-free', values: { scale: 6, rescale: 0 } }
    const found = await mapped({ width: 96, guides: [guidance, { id: 'regions', values }] }, {})
    expect(found.prompts).toEqual(['a red ball and a tree', 'a red ball', 'a blue car on the beach'])
    const said = found.words.map(({ text, of }) => `${text} ${of}`)
    expect(said.slice(4)).toEqual([
      'a 0',
      'tree 0',
      'a 1',
      'red 1',
      'ball 1',
      'a 2',
      'blue 2',
      'car 2',
      'on 2',
      'the 2',
      'beach 2',
    ])
    expect(found.words[8]).toMatchObject({ start: 6, end: 10 })
    const expected = referenceOf('regions')
    const error = relativeError(found.maps, expected.maps)
    const carried = relativeError(found.carried, expected.carried)
    console.log(`regions: ${error.toExponential(1)}, carried ${carried.toExponential(1)}`)
    expect(error).toBeLessThan(tolerance)
    expect(carried).toBeLessThan(tolerance)
  })

  it('are those of its prompt at each step', async () => {
    const networks = await tiny.open('tiny-vae')
    const request = { recipe: recipeOf({ prompt: 'a [ball:tree:0.5] and a (car:1.3)' }), images: {} }
    const steps: string[] = []
    const found = await mapWords(request, networks, 'edit', {
      onStep: (step, of) => void steps.push(`${step} of ${of}`),
    })
    expect(steps).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4'])
    expect(found.words.map(({ text }) => text)).toEqual(['a', 'ball', 'tree', 'and', 'a', 'car'])
    for (let word = 0; word < 6; word++) {
      const map = found.maps.data.subarray(word * 64, (word + 1) * 64)
      // Said at half of the steps, a word has about half of the attention.
      expect(Math.max(...map)).toBeGreaterThan(0.01)
    }
  })

  it('reach into the chunks of a long prompt, and are nothing where the rest is left out', async () => {
    const prompt = `${'a red ball and '.repeat(25)}a tree`
    const read = { id: 'prompt-weighting', values: { chunks: true } }
    const lastOf = async (change: object) => {
      const { words, maps } = await mapped({ prompt, ...change })
      expect(words.at(-1)?.text).toBe('tree')
      return Math.max(...maps.data.subarray((words.length - 1) * 64))
    }
    const guidance = { id: 'classifier-free', values: { scale: 6 } }
    expect(await lastOf({ guides: [guidance, read] })).toBeGreaterThan(0.001)
    expect(await lastOf({})).toBe(0)
  })

  it('lie where windows saw them', async () => {
    const panorama = { id: 'multidiffusion', values: { window: 64, stride: 32 } }
    const { maps } = await mapped({
      width: 96,
      guides: [{ id: 'classifier-free', values: { scale: 6 } }, panorama],
    })
    expect(maps.shape).toEqual([6, 8, 12])
    // The attention of all tokens is 1 everywhere, so no pixel is counted twice.
    for (let at = 0; at < 96; at++) {
      const sum = Array.from({ length: 6 }, (_, word) => maps.data[word * 96 + at]!).reduce((a, b) => a + b)
      expect(sum).toBeGreaterThan(0.2)
      expect(sum).toBeLessThan(0.7)
    }
  })

  it('say over which part of a large picture they lie', async () => {
    const { width, height } = pipelineImages['picture']!
    const { region } = await mapped({ image: 'picture', strength: 0.5 })
    expect(region).toEqual({ left: 0, top: 0, width, height })
  })

  it('are none where there are none, in words', async () => {
    await expect(mapped({ prompt: '...' })).rejects.toThrow(/^The prompt has no words/)
    await expect(mapped({ image: 'picture', strength: 0.1 })).rejects.toThrow(
      /^The edit runs no step in which/,
    )
  })
})
