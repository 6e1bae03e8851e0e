import { afterAll, beforeAll, expect, it } from 'vitest'
import { fitAddOns } from '../models/addOns/fitAddOns'
import { openAddOn } from '../models/addOns/openAddOn'
import type { Replacements } from '../models/addOns/addOn'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { bytesSource } from '../weights/bytesSource'
import { pathTree } from '../weights/pathTree.node'
import { readHeader, readTensor } from '../weights/safetensors'
import { writeSafetensors } from '../weights/writeSafetensors'
import type { LearnedFile } from '../training/lesson'
import { CheckpointNetworks } from './checkpointNetworks'
import { learnedFile } from './fixtures/learnedCases.node'
import { checkpointFolder } from './fixtures/tinyNetworks.node'
import type { MergerKind } from './conceptMergers'
import { mergeConcepts } from './mergeConcepts'

let checkpoint: Checkpoint
let backend: Backend
beforeAll(async () => {
  checkpoint = await openCheckpoint(pathTree(checkpointFolder('sd1')))
  backend = await openNodeBackend({ threads: 1 })
})
afterAll(() => backend.dispose())

const names = ['pytorch_custom_diffusion_weights.safetensors', 'learned_embeds.safetensors'] as const
const flag: readonly LearnedFile[] = names.map((name) => ({
  name,
  bytes: learnedFile('custom-diffusion', name),
}))

/** The same files with other numbers and another word. */
async function other(): Promise<readonly LearnedFile[]> {
  return Promise.all(
    flag.map(async ({ name, bytes }) => {
      const tensors = await readHeader(bytesSource(name, bytes))
      const changed = await Promise.all(
        [...tensors].map(async ([key, entry], at) => ({
          key: key === '<flag>' ? '<drum>' : key,
          shape: entry.shape,
          values: (await readTensor(entry)).map((value, n) => value + 0.05 * Math.sin(n + at)),
        })),
      )
      return { name, bytes: writeSafetensors(changed) }
    }),
  )
}

const means = () => ({ checkpoint, backend })

/** The networks of the checkpoint, with words that were learned. */
async function networksWith(words: readonly LearnedFile[]): Promise<CheckpointNetworks> {
  const uses = await Promise.all(
    words.map(async ({ name, bytes }) => ({
      id: name,
      addOn: await openAddOn(bytesSource(name, bytes)),
      strength: { unet: 1, textEncoder: 1 },
    })),
  )
  return new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 1e9), {
    addOns: await fitAddOns(uses, checkpoint),
  })
}

const weightsOf = async (files: readonly LearnedFile[]) => {
  const { name, bytes } = files[0]!
  return (await openAddOn(bytesSource(name, bytes))) as Replacements
}

const product = (weight: Float32Array, token: Float32Array) =>
  Float32Array.from({ length: weight.length / token.length }, (_, channel) =>
    token.reduce((sum, value, at) => sum + value * weight[channel * token.length + at]!, 0),
  )

const apart = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, value, at) => sum + (value - b[at]!) ** 2, 0))

it('merges concepts into weights that give each one’s words what its own give', async () => {
  const drum = await other()
  const concepts = [
    { files: flag, className: 'ball' },
    { files: drum, className: 'car' },
  ]
  const kept = ['a cat in the snow', 'a red house', 'a photo of a tree at night', 'two dogs']
  const files = await mergeConcepts(concepts, kept, { kind: 'exact' }, means())
  expect(files.map(({ name }) => name)).toEqual([
    names[0],
    'learned_embeds_flag.safetensors',
    'learned_embeds_drum.safetensors',
  ])
  const networks = await networksWith(files.slice(1))
  const [merged, ...own] = await Promise.all([files, flag, drum].map(weightsOf))
  for (const [at, text] of ['<flag> ball', 'a photo of <drum> car'].entries()) {
    const { ids, words } = networks.tokenizer.tokenize(text)
    const { tokens } = await networks.encodeText(ids, { clipSkip: 0 })
    const width = tokens.shape[2]!
    // The word, its class and the end of the text.
    const rows = [words.length - 1, words.length, words.length + 1]
    for (const [key, entry] of merged!.replacements) {
      const given = await Promise.all([entry, own[at]!.replacements.get(key)!].map(readTensor))
      for (const row of rows) {
        const token = tokens.data.subarray(row * width, (row + 1) * width)
        const [now, wanted] = given.map((weight) => product(weight, token)) as [Float32Array, Float32Array]
        expect(apart(now, wanted) / apart(wanted, new Float32Array(wanted.length))).toBeLessThan(1e-3)
      }
    }
  }
}, 60_000)

it('by weight reads every place of what asks for a concept nearly as it does, more nearly the more that counts', async () => {
  const concepts = [
    { files: flag, className: 'ball' },
    { files: await other(), className: 'car' },
  ]
  const asked = ['a {} in the snow', 'a {}']
  const errorOf = async (merger: MergerKind) => {
    const files = await mergeConcepts(concepts, ['a cat in the snow', 'a red house'], merger, means())
    const [merged, ...own] = await Promise.all([files, ...concepts.map((one) => one.files)].map(weightsOf))
    const networks = await networksWith(files.slice(1))
    let sum = 0
    for (const [at, name] of ['<flag> ball', '<drum> car'].entries())
      for (const text of asked) {
        const { ids } = networks.tokenizer.tokenize(text.replace('{}', name))
        const { tokens } = await networks.encodeText(ids, { clipSkip: 0 })
        const width = tokens.shape[2]!
        for (const [key, entry] of merged!.replacements) {
          const given = await Promise.all([entry, own[at]!.replacements.get(key)!].map(readTensor))
          for (let row = 1; row < ids.length; row++) {
            const token = tokens.data.subarray(row * width, (row + 1) * width)
            const [now, wanted] = given.map((weight) => product(weight, token)) as [
              Float32Array,
              Float32Array,
            ]
            sum += apart(now, wanted) ** 2
          }
        }
      }
    return Math.sqrt(sum)
  }
  const [exact, little, much] = await Promise.all([
    errorOf({ kind: 'exact' }),
    errorOf({ kind: 'weighed', asked, weight: 0.1 }),
    errorOf({ kind: 'weighed', asked, weight: 100 }),
  ])
  if (process.env['SHOW_ERRORS']) console.log({ exact, little, much })
  expect(much).toBeLessThan(0.7 * exact!)
  expect(much).toBeLessThan(0.9 * little!)
}, 60_000)

it('refuses what is not of Custom Diffusion', async () => {
  const lora = [{ name: 'lora', bytes: learnedFile('lora', 'pytorch_lora_weights.safetensors') }]
  const concepts = [{ files: lora, className: 'ball' }]
  await expect(mergeConcepts(concepts, ['a cat'], { kind: 'exact' }, means())).rejects.toThrow(
    'What was learned of "ball" is not of Custom Diffusion',
  )
})
