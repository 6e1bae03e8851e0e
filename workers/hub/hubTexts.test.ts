// Tiny networks of transformers' own that write, in the Hub's layout, against what transformers writes (tools/reference/hub_texts.py).
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pathTree } from '../weights/pathTree.node'
import { hubFixtures, hubPicture, modelsInTests } from './fixtures/openModels.node'
import { openModel } from './openModel'
import { imageFor } from './pipe'
import { sentencesBy } from './sentencesBy'

const [captioner, writer] = [`${hubFixtures}/vit-gpt2`, `${hubFixtures}/t5`]
const facts = JSON.parse(readFileSync(`${hubFixtures}/hubTexts.json`, 'utf8')) as {
  readonly 'vit-gpt2': { readonly tokens: readonly number[] }
  readonly t5: { readonly texts: readonly string[]; readonly tokens: readonly (readonly number[])[] }
}

const useModel = modelsInTests()

/** The numbers of the words that are written, the one that they begin with included. */
function listening() {
  const numbers: number[] = []
  return { numbers, streamer: { put: (ids: bigint[][]) => numbers.push(Number(ids[0]?.[0])), end() {} } }
}
const greedy = { max_new_tokens: 12, do_sample: false, num_beams: 1 }

describe('a model that writes', () => {
  it('describes a picture in the words of transformers', async () => {
    const { numbers, streamer } = listening()
    await useModel(captioner, 'image-to-text', async ({ pipe, library }, model) => {
      expect(model).toMatchObject({ kind: 'image-to-text', precision: 'fp32' })
      await pipe(imageFor(pipe, hubPicture, library), { ...greedy, streamer })
    })
    expect(numbers).toEqual(facts['vit-gpt2'].tokens)
  })

  it('answers a text in the words of transformers', async () => {
    await useModel(writer, 'text2text-generation', async ({ pipe }, model) => {
      expect(model).toMatchObject({ kind: 'text2text-generation', precision: 'fp32' })
      for (const [at, text] of facts.t5.texts.entries()) {
        const { numbers, streamer } = listening()
        await pipe(text, { ...greedy, streamer })
        expect(numbers).toEqual(facts.t5.tokens[at])
      }
    })
  })

  it('is as large as both of its networks', async () => {
    const { bytes } = await openModel(pathTree(writer))
    const size = (name: string) => readFileSync(`${writer}/onnx/${name}.onnx`).length
    expect(bytes).toBe(size('encoder_model') + size('decoder_model_merged'))
  })

  it('writes different sentences that name the concept, others for another number, and the same for the same', async () => {
    const write = (seed: number, signal?: AbortSignal, heard: number[] = []) =>
      useModel(
        writer,
        'text2text-generation',
        (loaded) =>
          sentencesBy(
            loaded,
            'tiny',
            { concept: 'cat', count: 4, seed },
            { signal, onSentence: ({ length }) => heard.push(length) },
          ),
        signal,
      )
    const heard: number[] = []
    const first = await write(1, undefined, heard)
    expect(heard).toEqual(first.map((_, at) => at + 1))
    expect(new Set(first).size).toBe(first.length)
    for (const sentence of first) expect(sentence).toContain('cat')
    expect(await write(1)).toEqual(first)
    expect(await write(2)).not.toEqual(first)
    const cancelling = new AbortController()
    const running = write(3, cancelling.signal)
    cancelling.abort()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(await write(1)).toEqual(first)
  })

  it('says so where no sentence names the concept', async () => {
    const writing = useModel(writer, 'text2text-generation', (loaded, { label }) =>
      sentencesBy(loaded, label, { concept: 'zebra', count: 2, seed: 1 }),
    )
    await expect(writing).rejects.toThrow(/wrote no sentence about "zebra"/)
  })
})
