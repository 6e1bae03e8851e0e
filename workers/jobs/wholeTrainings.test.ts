// Trainings from plan to file on a tiny checkpoint: what was learned is opened as any other add-on, and changes what is made.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { randomStreams } from '../diffusion/random/streams'
import { guideMetas } from '../guidance/list'
import { fitAddOns } from '../models/addOns/fitAddOns'
import { openAddOn } from '../models/addOns/openAddOn'
import { unetShapes } from '../models/unetGraph'
import type { LearnedFile } from '../training/lesson'
import { bytesSource } from '../weights/bytesSource'
import { readHeader, readTensor } from '../weights/safetensors'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit } from './editJob'
import { relativeError } from './fixtures/pipelineCases.node'
import {
  kindsOfPictures,
  openTinyTrainings,
  picture,
  planOf,
  type TinyTrainings,
} from './fixtures/tinyTrainings.node'
import { sampleLearned } from './sampleLearned'
import { runTraining } from './trainJob'
import { encodedLesson } from './trainingPictures'
import type { TrainingProgress } from './trainingEvents'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

/** The latents of an edit with the add-ons of these files. */
async function latentsWith(files: readonly LearnedFile[], prompt: string) {
  const uses = await Promise.all(
    files.map(async ({ name, bytes }) => ({
      id: name,
      addOn: await openAddOn(bytesSource(name, bytes)),
      strength: { unet: 1, textEncoder: 1 },
    })),
  )
  const addOns = await fitAddOns(uses, tiny.checkpoint)
  const networks = new CheckpointNetworks(tiny.checkpoint, tiny.backend, tiny.sessions, { addOns })
  const text = { version: 2, checkpoint: 'tiny-vae', prompt, seed: 3, steps: 2, width: 64, height: 64 }
  return (await runEdit({ recipe: parseRecipe(text, guideMetas), images: {} }, networks)).latents
}

describe('a training', () => {
  it.each(kindsOfPictures)('of the kind "%s" gives an add-on', async (kind) => {
    const { files, seen } = await tiny.learn(kind)
    expect(seen.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6])
    expect(seen.every(({ loss }) => loss > 0 && Number.isFinite(loss))).toBe(true)
    const prompt = kind === 'lora' || kind === 'whole' ? 'a sks ball' : 'a <flag> ball'
    const without = await latentsWith([], prompt)
    expect(relativeError(await latentsWith(files, prompt), without)).toBeGreaterThan(0.005)
  })

  it('of the whole UNet gives its file, with every key', async () => {
    const { files } = await tiny.learn('whole', { classPictures: 1 })
    const [file] = files
    const tensors = await readHeader(bytesSource(file!.name, file!.bytes))
    expect([...tensors.keys()].toSorted()).toEqual(
      [...unetShapes(tiny.checkpoint.unet.config).keys()].toSorted(),
    )
  })

  it('learns steps that half precision, in which the checkpoint is kept, could not hold', async () => {
    const { weights } = tiny.checkpoint.unet
    expect([...weights.values()].every(({ dtype }) => dtype === 'F16')).toBe(true)
    // Between 1 and 2, halves are 1e-3 apart, and near 0.01 1e-5.
    const { files } = await tiny.learn('whole', { learningRate: 1e-7 })
    const learned = await readHeader(bytesSource(files[0]!.name, files[0]!.bytes))
    let [changed, all, farthest] = [0, 0, 0]
    for (const [key, entry] of weights) {
      const [before, after] = [await readTensor(entry), await readTensor(learned.get(key)!)]
      for (const [at, value] of before.entries()) {
        // Below that a half holds it.
        if (Math.abs(value) < 0.01) continue
        all++
        if (after[at] !== value) changed++
        farthest = Math.max(farthest, Math.abs(after[at]! - value))
      }
    }
    expect(changed / all).toBeGreaterThan(0.9)
    expect(farthest).toBeLessThan(2e-6)
  })

  it('makes pictures of the class by their captions in turn, and learns them by those', async () => {
    const plan = planOf('lora', { classPictures: 3, classCaptions: ['a {} in the snow', 'a cat'] })
    const [captions, made]: [string[], number[][]] = [[], []]
    const { networks } = tiny.means()
    const { kept } = await encodedLesson(
      plan,
      { one: picture() },
      {
        networks,
        random: randomStreams(0),
        idsOf: (caption) => (captions.push(caption), Int32Array.of(captions.length)),
        onClassPicture: (...at) => made.push(at),
      },
    )
    expect(captions).toEqual(['a sks ball', 'a ball in the snow', 'a cat', 'a ball in the snow'])
    expect(kept.map(({ captions: ids }) => ids.map(([id]) => id))).toEqual([[2], [3], [4]])
    expect(made).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
    const means = kept.map(({ mean }) => mean)
    expect(relativeError(means[0]!, means[2]!)).toBeGreaterThan(1e-4)
  })

  it.each([
    ['lora', 'pytorch_lora_weights.safetensors'],
    ['whole', 'diffusion_pytorch_model.safetensors'],
  ] as const)(
    'of the kind "%s" with a new word gives both, and each alone makes another picture',
    async (kind, name) => {
      const plan = { word: '<flag>', newWord: true, learningRate: 0.01, samplePrompts: ['a <flag> ball'] }
      const { files } = await tiny.learn(kind, plan)
      expect(files.map((file) => file.name)).toEqual([name, 'learned_embeds.safetensors'])
      const [network, word] = files as [LearnedFile, LearnedFile]
      const both = await latentsWith([network, word], 'a <flag> ball')
      expect(relativeError(await latentsWith([word], 'a <flag> ball'), both)).toBeGreaterThan(0.005)
      expect(relativeError(await latentsWith([network], 'a <flag> ball'), both)).toBeGreaterThan(0.005)
      // In any order, as a folder lists them.
      const means = tiny.means()
      const shown = (some: readonly LearnedFile[]) => sampleLearned(planOf(kind, plan), some, means)
      const [[one], [turned], [alone]] = [
        await shown([network, word]),
        await shown([word, network]),
        await shown([network]),
      ]
      expect(turned).toEqual(one)
      expect(alone).not.toEqual(one)
    },
  )

  it('learns things beside companions, and beside each other where their captions are of one place', async () => {
    const places = ['a {} in a meadow', 'a {} at night']
    const other = { word: 'tks', className: 'box', pictures: ['three'], captions: ['a {} at night'] }
    const plan = planOf('lora', {
      pictures: ['one', 'two'],
      captions: places,
      others: [other],
      companions: ['a red cat'],
    })
    const images = { one: picture(), two: picture(80), three: picture(96) }
    const [captions, made]: [string[], number[][]] = [[], []]
    const { networks } = tiny.means()
    const { subjects } = await encodedLesson(plan, images, {
      networks,
      random: randomStreams(0),
      idsOf: (caption) => Int32Array.of(captions.push(caption) - 1),
      onClassPicture: (at, count) => made.push([at, count]),
    })
    expect(made).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
    const together = subjects.filter(({ mask }) => mask)
    const alone = subjects.filter(({ mask }) => !mask)
    const said = together.map((one) => one.captions.map(([at]) => captions[at!]))
    // Each on either side, and as many alone as together, or nearly.
    expect(said[0]).toEqual(['a sks ball and a red cat in a meadow', 'a red cat and a sks ball in a meadow'])
    expect(said.filter(([first]) => first === 'a sks ball and a tks box at night')).toHaveLength(2)
    expect(together).toHaveLength(2 * 3 + 2)
    expect(alone).toHaveLength(9)
  })

  it('learns the same from the same plan, and something else from another seed', async () => {
    const [one, same, other] = [
      await tiny.learn('lora'),
      await tiny.learn('lora'),
      await tiny.learn('lora', { seed: 1 }),
    ].map(({ files }) => files[0]!.bytes)
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  })

  it('makes the loss of one picture fall', async () => {
    const { seen } = await tiny.learn('whole', { steps: 60, learningRate: 3e-3 })
    const mean = (some: readonly TrainingProgress[]) =>
      some.reduce((sum, { loss }) => sum + loss, 0) / some.length
    expect(mean(seen.slice(-20))).toBeLessThan(0.8 * mean(seen.slice(0, 20)))
  })

  it('stops when it is cancelled', async () => {
    const stop = new AbortController()
    const training = runTraining(
      { plan: planOf('lora'), images: { one: picture() } },
      tiny.means({ signal: stop.signal, onStep: ({ step }) => void (step === 2 && stop.abort()) }),
    )
    await expect(training).rejects.toMatchObject({ code: 'cancelled' })
  })
})
