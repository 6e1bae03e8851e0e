// Trainings from plan to file on a tiny checkpoint: what was learned is opened as any other add-on, and changes what is made.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import { lessonKinds, type LessonKind } from '../../src/shared/lessonKinds'
import { parseTrainingPlan } from '../../src/shared/trainingPlan'
import { randomStreams } from '../diffusion/random/streams'
import { guideMetas } from '../guidance/list'
import { fitAddOns } from '../models/addOns/fitAddOns'
import { openAddOn } from '../models/addOns/openAddOn'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import { unetShapes } from '../models/unetGraph'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import type { LearnedFile } from '../training/lesson'
import type { TrainingStore } from '../training/trainingStore'
import { bytesSource } from '../weights/bytesSource'
import { pathTree } from '../weights/pathTree.node'
import { readHeader, readTensor } from '../weights/safetensors'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit } from './editJob'
import { checkpointFolder } from './fixtures/tinyNetworks.node'
import { relativeError } from './fixtures/pipelineCases.node'
import { foreseeTraining } from './foreseeTraining'
import { runTraining } from './trainJob'
import { encodedLesson } from './trainingPictures'
import type { TrainingProgress } from './trainingEvents'

let checkpoint: Checkpoint
let backend: Backend
let sessions: SessionCache
beforeAll(async () => {
  checkpoint = await openCheckpoint(pathTree(checkpointFolder('tiny-vae')))
  backend = await openNodeBackend({ threads: 1 })
  sessions = new SessionCache(backend, 1e9)
})
afterAll(() => backend.dispose())

/** Red on the left, blue on the right. */
const picture = (side = 64): Pixels => ({
  width: side,
  height: side,
  data: Uint8ClampedArray.from({ length: 4 * side * side }, (_, at) => {
    const left = (at / 4) % side < side / 2
    return [left ? 220 : 20, 30, left ? 20 : 220, 255][at % 4]!
  }),
})

const planOf = (kind: LessonKind, rest: object = {}) =>
  parseTrainingPlan({
    version: 1,
    checkpoint: 'tiny-vae',
    kind,
    word: kind === 'lora' || kind === 'whole' ? 'sks' : '<flag>',
    className: 'ball',
    pictures: ['one'],
    steps: 6,
    size: 64,
    rank: 4,
    convolutions: false,
    schedule: 'constant',
    ...rest,
  })

/** A ControlNet is taught by hints besides. */
const ofPictures = lessonKinds.filter((kind) => kind !== 'controlnet')

async function learn(kind: LessonKind, rest: object = {}, images = { one: picture() }) {
  const seen: TrainingProgress[] = []
  const networks = new CheckpointNetworks(checkpoint, backend, sessions)
  const { files } = await runTraining(
    { plan: planOf(kind, rest), images },
    { checkpoint, networks, backend, onStep: (progress) => void seen.push(progress) },
  )
  return { files, seen }
}

/** The latents of an edit with the add-ons of these files. */
async function latentsWith(files: readonly LearnedFile[], prompt: string) {
  const uses = await Promise.all(
    files.map(async ({ name, bytes }) => ({
      id: name,
      addOn: await openAddOn(bytesSource(name, bytes)),
      strength: { unet: 1, textEncoder: 1 },
    })),
  )
  const addOns = await fitAddOns(uses, checkpoint)
  const networks = new CheckpointNetworks(checkpoint, backend, sessions, { addOns })
  const text = { version: 2, checkpoint: 'tiny-vae', prompt, seed: 3, steps: 2, width: 64, height: 64 }
  return (await runEdit({ recipe: parseRecipe(text, guideMetas), images: {} }, networks)).latents
}

it('refuses Stable Diffusion XL in a sentence', async () => {
  const xl = await openCheckpoint(pathTree(checkpointFolder('sdxl')))
  const networks = new CheckpointNetworks(xl, backend, sessions)
  const training = runTraining(
    { plan: planOf('lora'), images: { one: picture() } },
    { checkpoint: xl, networks, backend },
  )
  await expect(training).rejects.toThrow('Stable Diffusion XL is not taught here')
})

describe('a training', () => {
  it.each(ofPictures)('of the kind "%s" gives an add-on', async (kind) => {
    const { files, seen } = await learn(kind)
    expect(seen.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6])
    expect(seen.every(({ loss }) => loss > 0 && Number.isFinite(loss))).toBe(true)
    const prompt = kind === 'lora' || kind === 'whole' ? 'a sks ball' : 'a <flag> ball'
    const without = await latentsWith([], prompt)
    expect(relativeError(await latentsWith(files, prompt), without)).toBeGreaterThan(0.005)
  })

  it('of the whole UNet gives its file, with every key', async () => {
    const { files } = await learn('whole', { classPictures: 1 })
    const [file] = files
    const tensors = await readHeader(bytesSource(file!.name, file!.bytes))
    expect([...tensors.keys()].toSorted()).toEqual([...unetShapes(checkpoint.unet.config).keys()].toSorted())
  })

  it('makes pictures of the class by their captions in turn, and learns them by those', async () => {
    const plan = planOf('lora', { classPictures: 3, classCaptions: ['a {} in the snow', 'a cat'] })
    const [captions, made]: [string[], number[][]] = [[], []]
    const networks = new CheckpointNetworks(checkpoint, backend, sessions)
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

  it('of a LoRA with a new word gives both, and the word alone changes what is made', async () => {
    const { files } = await learn('lora', { word: '<flag>', newWord: true, learningRate: 0.01 })
    expect(files.map(({ name }) => name)).toEqual([
      'pytorch_lora_weights.safetensors',
      'learned_embeds.safetensors',
    ])
    const [lora, word] = files as [LearnedFile, LearnedFile]
    const both = await latentsWith([lora, word], 'a <flag> ball')
    expect(relativeError(await latentsWith([word], 'a <flag> ball'), both)).toBeGreaterThan(0.005)
    expect(relativeError(await latentsWith([lora], 'a <flag> ball'), both)).toBeGreaterThan(0.005)
  })

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
    const networks = new CheckpointNetworks(checkpoint, backend, sessions)
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
      await learn('lora'),
      await learn('lora'),
      await learn('lora', { seed: 1 }),
    ].map(({ files }) => files[0]!.bytes)
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  })

  it('makes the loss of one picture fall', async () => {
    const { seen } = await learn('whole', { steps: 60, learningRate: 3e-3 })
    const mean = (some: readonly TrainingProgress[]) =>
      some.reduce((sum, { loss }) => sum + loss, 0) / some.length
    expect(mean(seen.slice(-20))).toBeLessThan(0.8 * mean(seen.slice(0, 20)))
  })

  it('stops when it is cancelled', async () => {
    const stop = new AbortController()
    const networks = new CheckpointNetworks(checkpoint, backend, sessions)
    const training = runTraining(
      { plan: planOf('lora'), images: { one: picture() } },
      {
        checkpoint,
        networks,
        backend,
        signal: stop.signal,
        onStep: ({ step }) => void (step === 2 && stop.abort()),
      },
    )
    await expect(training).rejects.toMatchObject({ code: 'cancelled' })
  })
})

/** A store in memory that may refuse to write. */
function memoryStore(refuses = false): TrainingStore & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>()
  return {
    files,
    read: async (name) => files.get(name),
    async write(name, bytes) {
      if (refuses) throw new PalimpsestError('storage', 'There is no room.', 'Make some.')
      files.set(name, bytes)
    },
    clear: async () => files.clear(),
  }
}

describe('a training that is broken off', () => {
  const means = (rest: Partial<Parameters<typeof runTraining>[1]> = {}) => ({
    checkpoint,
    networks: new CheckpointNetworks(checkpoint, backend, sessions),
    backend,
    ...rest,
  })
  const images = { one: picture(), two: picture(80), three: picture(96) }
  const rest = { pictures: Object.keys(images), ema: 0.9, schedule: 'cosine', classPictures: 2, steps: 7 }

  it.each(ofPictures)('of the kind "%s" goes on from its last state as if nothing had been', async (kind) => {
    const plan = planOf(kind, { ...rest, saveEvery: 2 })
    const whole = await runTraining({ plan, images }, means())
    const store = memoryStore()
    const broken = runTraining(
      { plan, images },
      means({
        store,
        onStep: ({ step }) => {
          if (step === 5) throw new Error('the tab was closed')
        },
      }),
    )
    await expect(broken).rejects.toThrow('the tab was closed')
    const steps: number[] = []
    let before: readonly number[] = []
    const { files } = await runTraining(
      undefined,
      means({
        store,
        onGoingOn: (losses) => (before = losses),
        onStep: ({ step }) => void steps.push(step),
      }),
    )
    expect(before).toHaveLength(4)
    expect(steps).toEqual([5, 6, 7])
    expect(files).toEqual(whole.files)
    expect(store.files.size).toBe(0)
  })

  it('by being paused is kept, and gives what was learned and samples when it is asked', async () => {
    const plan = planOf('lora', { ...rest, samplePrompts: ['a sks ball'], classPictures: 0 })
    const store = memoryStore()
    const given: string[] = []
    const { paused } = await runTraining(
      { plan, images },
      means({
        store,
        between: async () => (given.length === 0 ? ['files', 'samples', 'pause'] : []),
        onFiles: (step, files) => given.push(`${step} ${files.map(({ name }) => name).join()}`),
        onSample: ({ step, prompt, pixels }) => given.push(`${step} ${prompt} ${pixels.width}`),
      }),
    )
    expect(paused).toBe(true)
    expect(given).toEqual(['1 pytorch_lora_weights.safetensors', '1 a sks ball 64'])
    const whole = await runTraining({ plan, images }, means())
    expect((await runTraining(undefined, means({ store }))).files).toEqual(whole.files)
  }, 180_000)

  it('has nothing to go on with where nothing is kept', async () => {
    await expect(runTraining(undefined, means({ store: memoryStore() }))).rejects.toThrow(
      'There is no training to go on with.',
    )
  })

  it('goes on without being kept where there is no room, and says so', async () => {
    const problems: unknown[] = []
    const plan = planOf('lora', { saveEvery: 3 })
    const { files } = await runTraining(
      { plan, images },
      means({ store: memoryStore(true), onProblem: (error) => problems.push(error) }),
    )
    expect(files).toHaveLength(1)
    // The first says that one picture is few.
    expect(problems.slice(1)).toMatchObject(
      Array.from({ length: 2 }, () => ({ code: 'storage', message: 'There is no room.' })),
    )
  })

  it('makes samples on its way without learning anything else for it', async () => {
    const steps: number[] = []
    const [plain, sampled] = [planOf('whole'), planOf('whole', { samplePrompts: ['a ball'], sampleEvery: 3 })]
    const whole = await runTraining({ plan: plain, images }, means())
    const { files } = await runTraining(
      { plan: sampled, images },
      means({ onSample: ({ step }) => steps.push(step) }),
    )
    expect(steps).toEqual([3, 6])
    expect(files).toEqual(whole.files)
  }, 180_000)
})

describe('an instruction', () => {
  const pairs = { after: picture(), before: picture(96), other: picture(80), otherBefore: picture(72) }
  const plan = (rest: object = {}) =>
    planOf('lora', {
      pictures: ['after', 'other'],
      before: ['before', 'otherBefore'],
      captions: ['make it red', 'make it red'],
      className: '',
      steps: 40,
      learningRate: 0.02,
      ...rest,
    })
  let editing: Checkpoint
  beforeAll(async () => {
    editing = await openCheckpoint(pathTree(checkpointFolder('instruct')))
  })
  const teach = (one: ReturnType<typeof planOf>, onStep: (progress: TrainingProgress) => void = () => {}) =>
    runTraining(
      { plan: one, images: pairs },
      {
        checkpoint: editing,
        networks: new CheckpointNetworks(editing, backend, sessions),
        backend,
        onStep,
      },
    )

  it('is learned from pairs of pictures before and after it', async () => {
    const losses: number[] = []
    const { files } = await teach(plan(), ({ loss }) => void losses.push(loss))
    const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length
    expect(mean(losses.slice(-10))).toBeLessThan(mean(losses.slice(0, 10)))
    expect(files).toHaveLength(1)
  }, 180_000)

  it('is not learned from pictures alone, nor pairs by a checkpoint that makes pictures from words', async () => {
    await expect(teach(plan({ before: [] }))).rejects.toThrow('is taught by pairs')
    await expect(learn('lora', { before: ['one'] })).rejects.toThrow('is not taught by pairs')
    await expect(teach(plan({ companions: ['a cat'] }))).rejects.toThrow('is taught by pairs')
  })
})

describe('a ControlNet', () => {
  async function learnControl(rest: object, onStep: (progress: TrainingProgress) => void = () => {}) {
    const usual = await openCheckpoint(pathTree(checkpointFolder('sd1')))
    const networks = new CheckpointNetworks(usual, backend, sessions)
    const request = { plan: planOf('controlnet', { steps: 3, ...rest }), images: { one: picture() } }
    return runTraining(request, { checkpoint: usual, networks, backend, onStep })
  }

  it('is learned from pictures with hints', async () => {
    const losses: number[] = []
    const { files } = await learnControl({ hints: ['one'] }, ({ loss }) => void losses.push(loss))
    expect(files.map(({ name }) => name)).toEqual(['diffusion_pytorch_model.safetensors', 'config.json'])
    expect(losses.every(Number.isFinite)).toBe(true)
    const [{ bytes }] = files as [LearnedFile]
    const middle = (await readHeader(bytesSource('learned', bytes))).get('controlnet_mid_block.weight')!
    expect((await readTensor(middle)).some((value) => value !== 0)).toBe(true)
  })

  it('is not learned without hints, nor of any UNet, and nothing else by hints', async () => {
    await expect(learnControl({})).rejects.toThrow('A ControlNet is taught by pictures with a hint each')
    await expect(learn('controlnet', { hints: ['one'] })).rejects.toThrow(
      'cannot begin as a copy of this UNet',
    )
    await expect(learn('lora', { hints: ['one'] })).rejects.toThrow('Only a ControlNet is taught by hints.')
  })
})

describe('a training is refused in words', () => {
  it('for a picture of 20 pixels', async () => {
    await expect(learn('lora', {}, { one: picture(20) })).rejects.toThrow(
      'The picture "one" is 20x20 pixels, too small to learn from.',
    )
  })

  it('for two pictures that are the same', async () => {
    const images = { one: picture(), two: picture(80), three: picture(80) }
    await expect(learn('lora', { pictures: Object.keys(images) }, images)).rejects.toThrow(
      'The pictures "two" and "three" are the same.',
    )
  })

  it('for a word that the tokenizer knows already', async () => {
    await expect(learn('word', { word: 'cat' })).rejects.toThrow(
      /^The word "cat" is one that the tokenizer of ".*tiny-vae" knows already\.$/,
    )
  })

  it('for pictures of a class without a name', async () => {
    await expect(learn('lora', { classPictures: 3, className: '' })).rejects.toThrow(
      'Pictures of the class are made from its word, and the plan gives none.',
    )
  })

  it('for more memory than there is, before anything is loaded', async () => {
    const networks = new CheckpointNetworks(checkpoint, backend, sessions)
    const training = runTraining(
      { plan: planOf('lora', { batch: 4 }), images: { one: picture() } },
      { checkpoint, networks, backend, memory: 1000 },
    )
    await expect(training).rejects.toThrow(
      /^Teaching this takes about \d+\.\d GB of memory, and there are 0\.0\.$/,
    )
  })

  it('for a rank above a layer’s width', async () => {
    await expect(learn('lora', { rank: 99 })).rejects.toThrow('A rank of 99 is above the width')
  })

  it('for a picture that was not given', async () => {
    await expect(learn('lora', { pictures: ['other'] })).rejects.toThrow('"other" that was not given')
  })

  it.each([
    ['a rank of 0', { rank: 0 }, '"rank" of the training plan has to be at least 1, and is 0.'],
    ['no picture', { pictures: [] }, '"pictures" of the training plan'],
    ['a kind that there is not', { kind: 'magic' }, '"kind" of the training plan'],
    ['a setting that there is not', { stepz: 1 }, '"stepz" of the training plan is not known here'],
  ])('for %s', (_, rest, sentence) => {
    expect(() => planOf('lora', rest)).toThrow(sentence)
  })
})

describe('what a training takes is told before it starts', () => {
  it.each(['lora', 'word'] as const)('as much memory for %s as the training itself says', async (kind) => {
    const plan = planOf(kind, { batch: 2 })
    const said: number[] = []
    const ended = runTraining(
      { plan, images: { one: picture() } },
      {
        checkpoint,
        networks: new CheckpointNetworks(checkpoint, backend, sessions),
        backend,
        onMemory(bytes) {
          said.push(bytes)
          throw new Error('enough')
        },
      },
    )
    await expect(ended).rejects.toThrow('enough')
    expect(await foreseeTraining(plan, { checkpoint, backend })).toBe(said[0])
    const withClass = await foreseeTraining({ ...plan, classPictures: 3 }, { checkpoint, backend })
    expect(withClass).toBeGreaterThan(said[0]!)
  })

  it('and why it would be refused', async () => {
    const refused = (plan: object, name: 'node' | 'wasm' = 'node') =>
      expect(foreseeTraining(plan, { checkpoint, backend: { name } })).rejects
    await refused(planOf('lora', { rank: 128 })).toThrow(/rank of 128/)
    await refused(planOf('word', { word: 'ball' })).toThrow(/knows already/)
    await refused({ ...planOf('lora'), size: 1024, batch: 16 }, 'wasm').toThrow(
      /GB of memory, and there are 3.2/,
    )
  })
})
