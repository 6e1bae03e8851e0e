// Weights, blends and long texts against compel and AUTOMATIC1111's definition, and whole runs against diffusers given their
// embeddings (tools/reference/text_guides.py).
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultValues } from '../../../src/shared/guideValues'
import { englishOf, type Note } from '../../../src/shared/message'
import { parseRecipe } from '../../../src/shared/recipe'
import type { Embedding } from '../../diffusion/conditioning'
import type { GuideEnvironment } from '../../diffusion/environment'
import type { TextEmbedding } from '../../diffusion/textEmbedding'
import { runEdit } from '../../jobs/editJob'
import { relativeError } from '../../jobs/fixtures/pipelineCases.node'
import { openTinyNetworks, type TinyNetworks } from '../../jobs/fixtures/tinyNetworks.node'
import { tensor, type Tensor } from '../../tensor/tensor'
import { guideMetas } from '../list'
import { meta } from './meta'
import { promptWeighting } from './promptWeighting'
import { weightedEmbedding } from './weightEmbedding'

interface Written {
  readonly embeddings: readonly {
    readonly checkpoint: string
    readonly text: string
    readonly normalisation: string
    readonly shape: readonly number[]
    readonly embedding: string
  }[]
  readonly weighted: readonly {
    readonly name: string
    readonly recipe: object
    readonly off: object
    readonly shape: readonly number[]
    readonly latents: string
  }[]
}
const { embeddings, weighted } = JSON.parse(
  readFileSync(new URL('../fixtures/textGuides.json', import.meta.url), 'utf8'),
) as Written

const decoded = (base64: string, shape: readonly number[]): Tensor =>
  tensor(new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer), shape)

let tiny: TinyNetworks
beforeAll(async () => {
  tiny = await openTinyNetworks()
})
afterAll(() => tiny.dispose())

interface Read {
  readonly embedding: Embedding
  readonly notes: readonly string[]
}

/** How the guide reads a text with a checkpoint's text encoder. */
async function read(checkpoint: string, text: string, values: object = {}): Promise<Read> {
  const { tokenizer, encodeText, widths } = await networksOf(checkpoint)
  const notes: string[] = []
  const encodeIds = (ids: Int32Array, attended?: Float32Array) =>
    encodeText(ids, { clipSkip: 0, ...(attended && { attended }) })
  const env = {
    text: { ...tokenizer, widths, encodeIds },
    schedule: { steps: 10 },
    note: (said: Note) => notes.push(englishOf(said)),
  } as unknown as GuideEnvironment
  const guide = await promptWeighting.create({ ...defaultValues(meta.fields), ...values }, env)
  const plain = async (words: string) => encodeIds(tokenizer.tokenize(words).ids)
  return { embedding: await guide.encode!(plain)(text), notes }
}

async function networksOf(checkpoint: string) {
  const networks = await tiny.open(checkpoint)
  const { tokenizer, traits } = networks
  return { tokenizer, widths: traits.textWidths, encodeText: networks.encodeText.bind(networks) }
}

const tensorOf = async (...args: Parameters<typeof read>) =>
  ((await read(...args)).embedding as TextEmbedding).tokens

describe('the embedding of', () => {
  it.each(embeddings)(
    '$text, $normalisation, $checkpoint',
    async ({ checkpoint, text, normalisation, shape, embedding }) => {
      const expected = decoded(embedding, shape)
      const actual = await tensorOf(checkpoint, text, { normalisation })
      expect(relativeError(actual, expected)).toBeLessThan(1e-4)
      // Without its weights it is another.
      const off = await tensorOf(checkpoint, text, { syntax: 'none' })
      if (off.shape.join() === shape.join()) expect(relativeError(off, expected)).toBeGreaterThan(5e-3)
    },
  )
})

const tolerance = 1e-3

describe.each(weighted)('a run with $name', ({ recipe: json, off, shape, latents }) => {
  const latentsOf = async (written: object) => {
    const recipe = parseRecipe(written, guideMetas)
    return (await runEdit({ recipe, images: {} }, await tiny.open(recipe.checkpoint))).latents
  }

  it('gives the latents of diffusers with those embeddings', async () => {
    expect(relativeError(await latentsOf(json), decoded(latents, shape))).toBeLessThan(tolerance)
  })

  it('is visibly not the run without', async () => {
    expect(relativeError(await latentsOf(off), decoded(latents, shape))).toBeGreaterThan(50 * tolerance)
  })
})

describe('a text', () => {
  it('without weights is read exactly as it is without the guide', async () => {
    const { encodeText, tokenizer } = await networksOf('sd1')
    const plain = await encodeText(tokenizer.tokenize('a cat, in the snow :)').ids, { clipSkip: 0 })
    expect(await tensorOf('sd1', 'a cat, in the snow :)')).toEqual(plain.tokens)
  })

  it('of weights that are all 1 is read as the words alone', async () => {
    const words = await tensorOf('sd1', 'a red cat')
    for (const normalisation of ['a1111', 'compel', 'none'])
      expect(await tensorOf('sd1', 'a (red:1) cat', { normalisation })).toEqual(words)
  })

  it('that is long is read in chunks, or what does not fit is told', async () => {
    const text = Array.from({ length: 20 }, (_, at) => (at % 2 ? 'cat' : 'a')).join(' ')
    const whole = await read('tiny-vae', text)
    expect((whole.embedding as TextEmbedding).tokens.shape).toEqual([1, 32, 24])
    expect(whole.notes).toEqual([])
    const cut = await read('tiny-vae', `(a:1.2) ${text}`, { chunks: false })
    expect((cut.embedding as TextEmbedding).tokens.shape).toEqual([1, 16, 24])
    expect(cut.notes).toEqual([
      'The text is longer than the checkpoint reads (14 tokens); left out: "cat a cat a cat a cat".',
    ])
  })

  it('of ten thousand brackets is read, and told in one sentence', async () => {
    const { notes } = await read('sd1', '('.repeat(5000) + 'a cat' + ')'.repeat(4999))
    expect(notes).toEqual(['A "(" of the prompt is never closed.'])
  })

  const chunk = {
    ids: Int32Array.of(0, 1),
    weights: Float32Array.of(1, 2),
    fragments: Int32Array.of(-1, 0),
  }

  it('keeps the mean of each text encoder', async () => {
    // Two numbers of each encoder. The first one's mean is 1 and becomes 1.5, the second one's 4 and becomes 8.
    const tokens = tensor(Float32Array.of(1, 1, 0, 0, 1, 1, 8, 8), [1, 2, 4])
    const { tokens: weighted } = await weightedEmbedding([chunk], {
      normalisation: 'a1111',
      tools: { encodeIds: async () => ({ tokens }), widths: [2, 2] },
      empty: { tokens },
    })
    const [third, fourThirds] = [2 / 3, 4 / 3]
    const wanted = [third, third, 0, 0, fourThirds, fourThirds, 8, 8]
    weighted.data.forEach((value, at) => expect(value).toBeCloseTo(wanted[at]!, 5))
  })

  it('whose mean nearly vanishes is scaled and not blown up', async () => {
    const tokens = tensor(Float32Array.of(1, 0.25, -0.5, -0.0625), [1, 2, 2])
    const encodeIds = async () => ({ tokens })
    const z = await weightedEmbedding([chunk], {
      normalisation: 'a1111',
      tools: { encodeIds, widths: [2] },
      empty: { tokens },
    })
    // The mean falls to a sixth: restored, the first word would weigh 5.5.
    expect([...z.tokens.data]).toEqual([1, 0.25, -1, -0.125])
  })
})

describe('a recipe', () => {
  const implied = async (change: object) => {
    const json = {
      version: 2,
      checkpoint: 'sd1',
      prompt: 'a cat',
      scheduler: 'ddim',
      steps: 1,
      width: 64,
      height: 64,
    }
    const recipe = parseRecipe({ ...json, ...change }, guideMetas)
    const ran = await runEdit({ recipe, images: {} }, await tiny.open('sd1'))
    return ran.recipe.guides.some(({ id }) => id === meta.id)
  }

  it('implies the guide by a weight in any of its texts, and else not', async () => {
    expect(await implied({})).toBe(false)
    expect(await implied({ prompt: 'a cat (' })).toBe(false)
    expect(await implied({ prompt: 'a (cat)' })).toBe(true)
    expect(await implied({ negativePrompt: 'night++' })).toBe(true)
  })
})
