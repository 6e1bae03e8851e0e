// Whole edits with what others trained, from file to latents: recipe, overlays, networks in Node, against diffusers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { tensor, type Tensor } from '../tensor/tensor'
import { pathTree } from '../weights/pathTree.node'
import { AddOns } from './addOns'
import { addOnCases, addOnSource } from './fixtures/addOnCases.node'
import { relativeError } from './fixtures/pipelineCases.node'
import { checkpointFolder } from './fixtures/tinyNetworks.node'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit } from './editJob'

const tolerance = 1e-3

const opened = new AddOns(async (source) => pathTree(source.kind === 'url' ? source.url : ''))
const known = new Set<string>()
async function open(id: string): Promise<void> {
  if (!known.has(id)) await opened.open(id, addOnSource(id))
  known.add(id)
}

let backend: Backend
let sessions: SessionCache
const checkpoints = new Map<string, Promise<Checkpoint>>()
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
  sessions = new SessionCache(backend, 1e9)
})
afterAll(() => backend.dispose())

async function latentsOf(json: object): Promise<Tensor> {
  const recipe = parseRecipe(json, guideMetas)
  const opening =
    checkpoints.get(recipe.checkpoint) ?? openCheckpoint(pathTree(checkpointFolder(recipe.checkpoint)))
  checkpoints.set(recipe.checkpoint, opening)
  const checkpoint = await opening
  for (const { id } of recipe.addOns ?? []) await open(id)
  const addOns = await opened.fitted(recipe, checkpoint)
  expect(addOns.notes).toEqual([])
  return (
    await runEdit({ recipe, images: {} }, new CheckpointNetworks(checkpoint, backend, sessions, { addOns }))
  ).latents
}

describe.each(addOnCases)('$name', ({ recipe, off, latents, shape }) => {
  const expected = tensor(new Float32Array(new Uint8Array(Buffer.from(latents, 'base64')).buffer), shape)

  it('gives the latents of diffusers', async () => {
    const error = relativeError(await latentsOf(recipe), expected)
    if (process.env['SHOW_ERRORS']) console.log(error.toExponential(1))
    expect(error).toBeLessThan(tolerance)
  })

  it('is visibly not the run without it', async () => {
    expect(relativeError(await latentsOf(off), expected)).toBeGreaterThan(50 * tolerance)
  })
})
