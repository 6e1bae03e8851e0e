// What is told of a checkpoint of Stable Diffusion XL before anything of it runs, and which are refused.
import { describe, expect, it } from 'vitest'
import type { FileTree } from '../weights/byteSource'
import { pathTree } from '../weights/pathTree.node'
import { checkPairing } from './checkPairing'
import { openCheckpoint } from './checkpoint'
import { checkpointTree, editedJson, editedTree } from './fixtures/editedTree.node'
import { openControlNetwork } from './openControlNetwork'

const edited = async (path: string, changes: object) =>
  editedTree('sdxl', { [path]: await editedJson('sdxl', path, changes) })
const refused = (tree: FileTree, message: RegExp) => expect(openCheckpoint(tree)).rejects.toThrow(message)

describe('a checkpoint of Stable Diffusion XL', () => {
  it('is opened with both text encoders', async () => {
    const { kind, secondText, parameterCount, textEncoder } = await openCheckpoint(checkpointTree('sdxl'))
    expect(kind).toBe('text-to-image')
    expect(secondText!.zerosForNone).toBe(true)
    expect([textEncoder.config.hiddenSize, secondText!.encoder.config.projectionDim]).toEqual([16, 12])
    const without = [...secondText!.encoder.weights.values()].reduce(
      (sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1),
      0,
    )
    expect(without).toBeGreaterThan(10_000)
    expect(parameterCount).toBeGreaterThan(without)
  })

  it('takes an empty text for none only where its pipeline says so', async () => {
    const tree = await edited('model_index.json', { force_zeros_for_empty_prompt: false })
    expect((await openCheckpoint(tree)).secondText!.zerosForNone).toBe(false)
    const silent = editedTree('sdxl', { 'model_index.json': undefined })
    expect((await openCheckpoint(silent)).secondText!.zerosForNone).toBe(true)
  })

  it('names what it does not use of model_index.json, and refuses what would change its numbers', async () => {
    const notesOf = async (changes: object) =>
      (await openCheckpoint(await edited('model_index.json', changes))).notes!.map((note) =>
        typeof note === 'string' ? note : note.english,
      )
    expect(await notesOf({})).toEqual([])
    expect(
      await notesOf({ add_watermarker: true, image_encoder: ['transformers', 'X'], later: [null, null] }),
    ).toEqual(['Not used of its model_index.json: image_encoder, add_watermarker.'])
    expect(await notesOf({ _class_name: 'StableDiffusionXLKDiffusionPipeline' })).toEqual([
      'It was made for StableDiffusionXLKDiffusionPipeline of diffusers, and is run as Stable Diffusion.',
    ])
    for (const option of ['requires_aesthetics_score', 'is_cosxl_edit'])
      await refused(
        await edited('model_index.json', { [option]: true }),
        new RegExp(`sets "${option}" to true`),
      )
  })

  it('that has no first text encoder is refused as the refiner', async () => {
    const tree = editedTree('sdxl', { 'text_encoder/config.json': undefined })
    await refused(tree, /^"sdxl" is the refiner of Stable Diffusion XL/)
  })

  it('whose parts disagree is refused with the numbers', async () => {
    const second = 'text_encoder_2/config.json'
    await refused(
      await edited(second, { projection_dim: 13 }),
      /12 numbers a text, .* encoder gives 13|misshapen/,
    )
    const unet = await edited('unet/config.json', { projection_class_embeddings_input_dim: 61 })
    await refused(unet, /add_embedding\.linear_1\.weight" has \[32, 60\] in place of \[32, 61\]/)
    const words = await edited('tokenizer_2/vocab.json', { ball: 1, '"': 7 })
    await refused(words, /the two tokenizers read texts differently/)
    await refused(editedTree('sdxl', { 'tokenizer_2/vocab.json': undefined }), /tokenizer_2\/tokenizer\.json/)
    await refused(
      await edited('unet/config.json', { addition_time_embed_dim: 7 }),
      /it should be an even number/,
    )
  })
})

describe('networks beside it', () => {
  const beside = (name: string) =>
    openControlNetwork(pathTree(`workers/models/fixtures/controlNetworks/${name}`))

  it.each(['controlnet-xl', 'adapter-xl'])('"%s" goes with it', async (name) => {
    checkPairing(await beside(name), await openCheckpoint(checkpointTree('sdxl')))
  })

  it.each([
    ['controlnet', 'sdxl', /the network reads 24 numbers a token, the checkpoint gives 36/],
    ['controlnet-xl', 'sd1', /the network reads 36 numbers a token, the checkpoint gives 24/],
    ['adapter-full', 'sdxl', /of 64 latent pixels, level 0 of the network has 64, that of the checkpoint 32/],
    ['adapter-xl', 'sd1', /of 64 latent pixels, level 0 of the network has 32, that of the checkpoint 64/],
  ])('"%s" does not go with "%s"', async (name, checkpoint, message) => {
    const opened = await openCheckpoint(checkpointTree(checkpoint))
    const network = await beside(name)
    expect(() => checkPairing(network, opened)).toThrow(message)
  })
})
