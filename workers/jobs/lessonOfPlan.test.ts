// What a plan teaches: which numbers train, where they begin, and what is refused. Nothing runs.
import { beforeAll, describe, expect, it } from 'vitest'
import { randomStreams } from '../diffusion/random/streams'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import { tokenizerWithWords } from '../text/learnedWords'
import { pathTree } from '../weights/pathTree.node'
import { bytesSource } from '../weights/bytesSource'
import { readSafetensors, readTensor } from '../weights/safetensors'
import { checkpointFolder } from './fixtures/tinyNetworks.node'
import { planOf } from './fixtures/tinyTrainings.node'
import { lessonOfPlan } from './lessonOfPlan'

let checkpoint: Checkpoint
beforeAll(async () => {
  checkpoint = await openCheckpoint(pathTree(checkpointFolder('tiny-vae')))
})

const lessonOf = (plan: ReturnType<typeof planOf>, over = checkpoint) =>
  lessonOfPlan(plan, over, { random: randomStreams(0).stream('lora'), scaleFactor: 8 })
const trainedIn = async (...plan: Parameters<typeof planOf>) =>
  (await lessonOf(planOf(...plan))).trainables.map(({ name }) => name)

/** The UNet, of as many parameters more. */
const withParameters = (more: number): Checkpoint => {
  const { unet } = checkpoint
  const one = [...unet.weights.values()][0]!
  const weights = new Map([...unet.weights, ['more', { ...one, shape: [more] }]])
  return { ...checkpoint, unet: { ...unet, weights } }
}
const parameters = () =>
  [...checkpoint.unet.weights.values()].reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)

describe('a LoRA', () => {
  it('is of the plan’s rank, on the attention alone or on all that it may lie on', async () => {
    const { trainables } = await lessonOf(planOf('lora', { rank: 3 }))
    expect(trainables.length).toBeGreaterThan(0)
    for (const { shape } of trainables) expect(shape).toContain(3)
    const [few, all] = [await trainedIn('lora'), await trainedIn('lora', { convolutions: true })]
    expect(few.every((name) => name.includes('.attn'))).toBe(true)
    expect(all.length).toBeGreaterThan(few.length)
  })

  it('lies on the text encoder only where that is asked for', async () => {
    expect((await lessonOf(planOf('lora'))).text).toBeUndefined()
    const { text } = await lessonOf(planOf('lora', { textEncoder: true }))
    expect(text?.trainables.length).toBeGreaterThan(0)
  })

  it('has a word of its own only where that is asked for', async () => {
    expect((await lessonOf(planOf('lora'))).words).toBeUndefined()
    const { words } = await lessonOf(planOf('lora', { newWord: true, word: '<flag>' }))
    expect(words?.words).toEqual([{ word: '<flag>', count: 1, like: expect.any(Number) }])
  })

  it('says in its file by what its concepts are called', async () => {
    const others = [{ word: 'tks', className: 'box', pictures: ['two'] }]
    const [file] = (await lessonOf(planOf('lora', { others }))).files()
    const { metadata } = await readSafetensors(bytesSource(file!.name, file!.bytes))
    expect(JSON.stringify(metadata)).toMatch(/sks ball.*tks box/)
  })
})

describe('a whole UNet', () => {
  it('trains with every weight, and with a new word where that is asked for', async () => {
    const { trainables, options, words } = await lessonOf(planOf('whole'))
    expect(trainables).toHaveLength(checkpoint.unet.weights.size)
    expect(options.weightInputs).toHaveLength(trainables.length)
    expect(words).toBeUndefined()
    expect((await lessonOf(planOf('whole', { newWord: true, word: '<flag>' }))).words).toBeDefined()
  })

  it('is refused above 200 million parameters, and by no other kind', async () => {
    const most = withParameters(200e6 - parameters())
    expect((await lessonOf(planOf('whole'), most)).trainables).not.toEqual([])
    const large = withParameters(200e6 - parameters() + 1)
    await expect(lessonOf(planOf('whole'), large)).rejects.toMatchObject({
      report: { id: 'jobs.tooLargeWhole', values: { millions: 200, most: 200 } },
    })
    await expect(lessonOf(planOf('whole'), withParameters(300e6))).rejects.toMatchObject({
      report: { values: { millions: 300 } },
    })
    expect((await lessonOf(planOf('lora'), large)).trainables).not.toEqual([])
  })
})

describe('a ControlNet, Custom Diffusion and a word', () => {
  it('train what they are known for', async () => {
    const sd1 = await openCheckpoint(pathTree(checkpointFolder('sd1')))
    expect((await lessonOf(planOf('controlnet', { hints: ['one'] }), sd1)).control).toMatchObject({
      scaleFactor: 8,
    })
    const custom = await lessonOf(planOf('custom-diffusion'))
    expect(custom.trainables.length).toBeGreaterThan(0)
    expect(custom.trainables.every(({ name }) => /attn2\.to_[kv]/.test(name))).toBe(true)
    expect(custom.words).toBeDefined()
    const word = await lessonOf(planOf('word'))
    expect(word.trainables).toEqual([])
    expect(word.words).toBeDefined()
  })
})

describe('a new word', () => {
  const rowOf = async (token: number) => {
    const { weights, config } = checkpoint.textEncoder
    const [, entry] = [...weights].find(([key]) => key.endsWith('token_embedding.weight'))!
    const table = await readTensor(entry)
    return [...table.subarray(token * config.hiddenSize, (token + 1) * config.hiddenSize)]
  }
  const firstToken = (text: string) => tokenizerWithWords(checkpoint.tokenizer, []).tokenize(text).ids[1]!

  it('begins as the word of its class, each of its vectors; without a class as it is spelled', async () => {
    const others = [{ word: '<other>', className: '', pictures: ['two'] }]
    const { words } = await lessonOf(planOf('word', { vectors: 2, others }))
    const { values, shape } = words!.vectors
    const width = checkpoint.textEncoder.config.hiddenSize
    expect(shape).toEqual([4, width])
    const rows = [0, 1, 2, 3].map((at) => [...values.subarray(at * width, (at + 1) * width)])
    const [ball, spelled] = [await rowOf(firstToken('ball')), await rowOf(firstToken('<other>'))]
    expect(ball).not.toEqual(spelled)
    expect(rows).toEqual([ball, ball, spelled, spelled])
  })

  it('is refused where the tokenizer knows it, or two things have it, in large letters or small', async () => {
    await expect(lessonOf(planOf('word', { word: 'cat' }))).rejects.toMatchObject({
      report: { id: 'jobs.wordKnown', values: { word: 'cat', label: 'tiny-vae' } },
    })
    const twice = (word: string) =>
      planOf('word', { others: [{ word, className: 'box', pictures: ['two'] }] })
    await expect(lessonOf(twice('<Flag>'))).rejects.toMatchObject({
      report: { id: 'jobs.wordTwice', values: { word: '<Flag>' } },
    })
    expect((await lessonOf(twice('<FLAGS>'))).words?.words).toHaveLength(2)
  })
})

it('Stable Diffusion XL is not taught', async () => {
  const xl = await openCheckpoint(pathTree(checkpointFolder('sdxl')))
  await expect(lessonOf(planOf('lora'), xl)).rejects.toMatchObject({ report: { id: 'jobs.xlNotTaught' } })
})
