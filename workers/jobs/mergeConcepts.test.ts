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
  const files = await mergeConcepts(concepts, kept, { checkpoint, backend })
  expect(files.map(({ name }) => name)).toEqual([
    names[0],
    'learned_embeds_flag.safetensors',
    'learned_embeds_drum.safetensors',
  ])
  const uses = await Promise.all(
    files.slice(1).map(async ({ name, bytes }) => ({
      id: name,
      addOn: await openAddOn(bytesSource(name, bytes)),
      strength: { unet: 1, textEncoder: 1 },
    })),
  )
  const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 1e9), {
    addOns: await fitAddOns(uses, checkpoint),
  })
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

it('refuses what is not of Custom Diffusion', async () => {
  const lora = [{ name: 'lora', bytes: learnedFile('lora', 'pytorch_lora_weights.safetensors') }]
  const concepts = [{ files: lora, className: 'ball' }]
  await expect(mergeConcepts(concepts, ['a cat'], { checkpoint, backend })).rejects.toThrow(
    'What was learned of "ball" is not of Custom Diffusion',
  )
})
