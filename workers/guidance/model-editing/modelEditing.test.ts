// Model Editing against the paper's formula on every matrix of the UNet, and against diffusers' pipeline once its list of layers is
// filled (tools/reference/text_guides.py).
import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { englishOf } from '../../../src/shared/message'
import { parseRecipe } from '../../../src/shared/recipe'
import type { GuideEnvironment } from '../../diffusion/environment'
import { runEdit } from '../../jobs/editJob'
import { relativeError } from '../../jobs/fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from '../../jobs/fixtures/tinyNetworks.node'
import { tensor, zeros, type Tensor } from '../../tensor/tensor'
import { createClipTokenizer } from '../../text/clipTokenizer'
import { pathTree } from '../../weights/pathTree.node'
import { openTokenizer } from '../../models/openTokenizer'
import { guideMetas } from '../list'
import { alignTokens } from './alignTokens'
import { editMatrix, mapRows } from './editMatrix'
import { modelEditing } from './modelEditing'

const tolerance = 1e-3

const { edited } = JSON.parse(
  readFileSync(new URL('../fixtures/textGuides.json', import.meta.url), 'utf8'),
) as {
  readonly edited: readonly {
    readonly name: string
    readonly recipe: object
    readonly off: object
    readonly shape: readonly number[]
    readonly latents: string
  }[]
}

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

async function run(json: object) {
  const recipe = parseRecipe(json, guideMetas)
  return runEdit({ recipe, images: {} }, await tiny.open(recipe.checkpoint))
}

describe.each(edited)('$name', ({ recipe, off, shape, latents }) => {
  const expected = tensor(new Float32Array(new Uint8Array(Buffer.from(latents, 'base64')).buffer), shape)

  it('gives the latents of a UNet whose matrices are edited', async () => {
    expect(relativeError((await run(recipe)).latents, expected)).toBeLessThan(tolerance)
  })

  it('is visibly not the run without it', async () => {
    expect(relativeError((await run(off)).latents, expected)).toBeGreaterThan(50 * tolerance)
  })
})

describe('the edit as a matrix', () => {
  const random = (length: number, seed: number) =>
    Float64Array.from({ length }, (_, at) => Math.sin(12.9898 * (at + 1) + 78.233 * seed) * 2)

  it.each([
    ['fewer rows than columns', 3, 8],
    ['more rows than columns', 20, 8],
  ])('with %s minimises the error that it is defined by', (_, count, width) => {
    const [sources, destinations] = [random(count * width, 1), random(count * width, 2)]
    const t = editMatrix({ sources, destinations, width }, 0.5)
    // At the minimum sum (T c - c*) cᵀ + lambda (T - I) vanishes.
    for (let row = 0; row < width; row++)
      for (let column = 0; column < width; column++) {
        let gradient = 0.5 * (t[row * width + column]! - (row === column ? 1 : 0))
        for (let n = 0; n < count; n++) {
          let mapped = -destinations[n * width + row]!
          for (let k = 0; k < width; k++) mapped += t[row * width + k]! * sources[n * width + k]!
          gradient += mapped * sources[n * width + column]!
        }
        expect(Math.abs(gradient)).toBeLessThan(1e-10)
      }
  })

  it('of an edit that changes nothing is the identity', () => {
    const rows = random(40, 3)
    const t = editMatrix({ sources: rows, destinations: rows, width: 8 }, 0.1)
    const embedding: Tensor = tensor(Float32Array.from(random(24, 4)), [1, 3, 8])
    expect(mapRows(t, embedding)).toEqual(embedding)
  })
})

describe('edits', () => {
  const recipe = {
    version: 2,
    checkpoint: 'tiny-vae',
    prompt: 'a ball in a meadow',
    scheduler: 'ddim',
    steps: 2,
    seed: 3,
    width: 64,
    height: 64,
  }
  const edits = [
    { from: 'a ball', to: 'a green ball' },
    { from: 'a cat', to: 'a cat with a hat' },
  ]
  const edited = (values?: object, prompt = recipe.prompt) =>
    run({ ...recipe, prompt, guides: values ? [{ id: 'model-editing', values: { edits, ...values } }] : [] })

  it('reach every prompt, as in the paper, or those that say them', async () => {
    const house = 'a house'
    const [plain, everywhere] = [await edited(undefined, house), await edited({}, house)]
    expect(relativeError(everywhere.latents, plain.latents)).toBeGreaterThan(0.01)
    const scoped = await edited({ scoped: true }, house)
    expect(scoped.latents).toEqual(plain.latents)
    expect(scoped.notes.map(englishOf)).toEqual([
      'The prompt has the words of none of the edits, which leave it as it is.',
    ])
  })

  it('are those alone that a prompt says', async () => {
    const [one, scoped] = [
      await edited({ edits: edits.slice(0, 1), scoped: true }),
      await edited({ scoped: true }),
    ]
    expect(scoped.notes).toEqual([])
    expect(scoped.latents).toEqual(one.latents)
  })

  it('are made in sentences of one’s own', async () => {
    // Here those of the paper.
    const sentences = 'a photo of a …; an image of a …; a picture of a …'
    const [own, framed] = [await edited({ frames: false, sentences }), await edited({})]
    expect(relativeError(own.latents, framed.latents)).toBeLessThan(1e-3)
    const without = await edited({ frames: false })
    expect(relativeError(own.latents, without.latents)).toBeGreaterThan(0.01)
  })

  it('are not made in a sentence that says the same words beside', async () => {
    const alone = edits.slice(0, 1)
    const [one, also] = [
      await edited({ edits: alone, sentences: 'a … at night' }),
      await edited({ edits: alone, sentences: 'a … at night; a ball left of …' }),
    ]
    expect(also.latents).toEqual(one.latents)
  })

  it('leave padding in place where they are asked to', async () => {
    const [moved, held] = [await edited({}), await edited({ paddingInPlace: true })]
    expect(relativeError(held.latents, moved.latents)).toBeGreaterThan(0.01)
  })

  it('in a sentence without a place for them are refused', async () => {
    await expect(edited({ sentences: 'at night' })).rejects.toThrow('The sentence "at night" has no "…"')
  })
})

describe('two sentences', () => {
  it('are aligned word by word, the rest behind the end', () => {
    expect(alignTokens([0, 5, 6, 9], [0, 5, 7, 6, 9], 8, false)).toEqual([0, 1, 3, 4, 5, 6, 7, 7])
    expect(alignTokens([0, 5, 9], [0, 6, 9], 8, false)).toBeUndefined()
    expect(alignTokens([0, 5, 6, 9], [0, 6, 5, 9], 8, true)).toBeUndefined()
  })

  it('leave padding in place where both have it, and the end where only one has', () => {
    expect(alignTokens([0, 5, 6, 9], [0, 5, 7, 7, 6, 9], 8, true)).toEqual([0, 1, 4, 5, 5, 5, 6, 7])
  })

  it('are aligned in rising order whatever is put between the words', () => {
    const words = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 })
    const sentences = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), words), { maxLength: 6 })
    fc.assert(
      fc.property(sentences, fc.boolean(), (parts, paddingInPlace) => {
        const source = [0, ...parts.map(([word]) => word), 99]
        const destination = [0, ...parts.flatMap(([word, more]) => [...more, word]), 99]
        const places = alignTokens(source, destination, 80, paddingInPlace)!
        expect(places).toHaveLength(80)
        source.forEach((token, at) => expect(destination[places[at]!]).toBe(token))
        places.forEach((place, at) => expect(place).toBeGreaterThanOrEqual(places[at - 1] ?? 0))
      }),
    )
  })

  const recipe = {
    version: 2,
    checkpoint: 'sd1',
    prompt: 'a cat',
    scheduler: 'ddim',
    steps: 1,
    width: 64,
    height: 64,
  }
  const withEdits = (...edits: readonly (readonly [from: string, to: string])[]) =>
    run({
      ...recipe,
      guides: [{ id: 'model-editing', values: { edits: edits.map(([from, to]) => ({ from, to })) } }],
    })

  it.each([
    ['a dog', 'a robot at night', 'The edit from "a dog" to "a robot at night" leaves out the word "dog".'],
    ['red', 'blue', 'The edit from "red" to "blue" leaves out the word "red".'],
    ['red cat', 'cat red', 'The edit from "red cat" to "cat red" has the same words in another order.'],
    ['a dog', ' ', 'The guide "model-editing" needs its setting "edits.0.to", which is empty.'],
    ['a ', 'a '.repeat(100), /^The sentence "a a a .* of an edit is longer than the checkpoint reads\.$/],
  ])('"%s" and "%s" that do not align are explained', async (from, to, message) => {
    await expect(withEdits([from, to])).rejects.toThrow(message)
  })

  it('that say the same are told to change nothing', async () => {
    expect((await withEdits(['a dog', 'a dog'])).notes.map(englishOf)).toEqual([
      'The edit from "a dog" to "a dog" changes nothing.',
    ])
  })

  it('with "an" in place of "a" align', async () => {
    const toyland = await openTokenizer(pathTree('public/models/toyland/base'), { vocabSize: 790 })
    const text = { ...createClipTokenizer(toyland), encodeIds: async () => ({ tokens: zeros([1, 32, 4]) }) }
    const kept = (_purpose: string, _on: unknown, make: () => unknown) => make()
    const env = { text, kept, note: expect.unreachable } as unknown as GuideEnvironment
    const edits = [{ from: 'a cat', to: 'an orange cat' }]
    const values = { edits, keep: 0.1, frames: true, sentences: '', scoped: false, paddingInPlace: false }
    await modelEditing.create(values, env)
  })
})
