// From here to diffusers and back: what is trained here gives the same picture there.
// `WRITE_LEARNED=1` writes the files anew, and tools/reference/learned.py what diffusers makes of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { parseTrainingPlan } from '../../src/shared/trainingPlan'
import { guideMetas } from '../guidance/list'
import { fitAddOns } from '../models/addOns/fitAddOns'
import { openAddOn } from '../models/addOns/openAddOn'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { tensor } from '../tensor/tensor'
import type { LearnedFile } from '../training/lesson'
import { bytesSource } from '../weights/bytesSource'
import { pathTree } from '../weights/pathTree.node'
import { readHeader, readTensor } from '../weights/safetensors'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit } from './editJob'
import {
  learnedCases,
  learnedFile,
  learnedImages,
  learnedPlans,
  writeLearned,
  type LearnedName,
} from './fixtures/learnedCases.node'
import { relativeError } from './fixtures/pipelineCases.node'
import { checkpointFolder } from './fixtures/tinyNetworks.node'
import { runTraining } from './trainJob'

let checkpoint: Checkpoint
let backend: Backend
let sessions: SessionCache
beforeAll(async () => {
  checkpoint = await openCheckpoint(pathTree(checkpointFolder('sd1')))
  backend = await openNodeBackend({ threads: 1 })
  sessions = new SessionCache(backend, 1e9)
})
afterAll(() => backend.dispose())

async function learn(name: LearnedName): Promise<readonly LearnedFile[]> {
  const networks = new CheckpointNetworks(checkpoint, backend, sessions)
  const plan = parseTrainingPlan(learnedPlans[name].plan)
  const { files } = await runTraining({ plan, images: learnedImages }, { checkpoint, networks, backend })
  return files
}

/** Of the largest number, over all tensors of two files. */
async function fileError(ours: Uint8Array, theirs: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all(
    [ours, theirs].map((bytes) => readHeader(bytesSource('learned', bytes))) as [
      ReturnType<typeof readHeader>,
      ReturnType<typeof readHeader>,
    ],
  )
  expect([...a.keys()]).toEqual([...b.keys()])
  let worst = 0
  for (const [key, entry] of a) {
    const [own, other] = [await readTensor(entry), await readTensor(b.get(key)!)]
    worst = Math.max(worst, relativeError(tensor(own, entry.shape), tensor(other, entry.shape)))
  }
  return worst
}

async function latentsOf(recipe: object, files: readonly LearnedFile[]) {
  const uses = await Promise.all(
    files.map(async ({ name, bytes }) => ({
      id: name,
      addOn: await openAddOn(bytesSource(name, bytes)),
      strength: { unet: 1, textEncoder: 1 },
    })),
  )
  const addOns = await fitAddOns(uses, checkpoint)
  expect(addOns.notes).toEqual([])
  const networks = new CheckpointNetworks(checkpoint, backend, sessions, { addOns })
  return (await runEdit({ recipe: parseRecipe(recipe, guideMetas), images: {} }, networks)).latents
}

if (process.env['WRITE_LEARNED'])
  it.each(Object.keys(learnedPlans) as LearnedName[])('writes what "%s" learns', async (name) => {
    writeLearned(name, await learn(name))
  })

// Errors seen: latents 3e-6 to 2e-5.
describe.each(learnedCases)('"$name" as it was trained here', ({ name, recipe, off, shape, latents }) => {
  const expected = tensor(new Float32Array(new Uint8Array(Buffer.from(latents, 'base64')).buffer), shape)

  it('gives the latents that diffusers gives with its files', async () => {
    const files = await learn(name)
    for (const file of files)
      expect(await fileError(file.bytes, learnedFile(name, file.name))).toBeLessThan(0.05)
    const kept = files.map((file) => ({ name: file.name, bytes: learnedFile(name, file.name) }))
    const error = relativeError(await latentsOf(recipe, kept), expected)
    if (process.env['SHOW_ERRORS']) console.log(name, error.toExponential(1))
    expect(error).toBeLessThan(1e-3)
    expect(relativeError(await latentsOf(off, []), expected)).toBeGreaterThan(0.05)
  })
})
