// Training steps against PyTorch's, in Node.
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { openCheckpoint } from '../models/checkpoint'
import { openNodeBackend } from '../runtime/node.node'
import { openPath, pathTree } from '../weights/pathTree.node'
import { readHeader } from '../weights/safetensors'
import { trainingCases, trainingErrors } from './fixtures/trainingCases'

const reference = await readHeader(
  (await openPath(fileURLToPath(new URL('fixtures/training.safetensors', import.meta.url))))!,
)
const checkpoint = await openCheckpoint(
  pathTree(fileURLToPath(new URL('../models/fixtures/checkpoints/tiny-vae', import.meta.url))),
)
const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())

// Adam's first steps move a number by the learning rate whichever way its gradient points, however small that is: so parameters are
// compared by the norm of what differs. The reference is in float64. Errors seen, and in brackets those of PyTorch's own float32:
//   LoRA    losses 2.0e-5 (2.3e-6), gradients 1.5e-4 (4.4e-5), parameters 6.6e-4 (2.6e-4)
//   others  losses 4.1e-7 (2.4e-7), gradients 2.9e-5 (4.6e-5), parameters 1.3e-5 (1.3e-5)
// A LoRA's first loss is the same to the last bit: the rest comes of its factors, of which some have gradients near 0.
describe('three steps of training give what PyTorch gives', () => {
  it.each(trainingCases)('for $name', async (one) => {
    const errors = await trainingErrors(one, { backend, checkpoint, reference })
    expect(errors.trained).toBeGreaterThan(0)
    expect(errors.loss).toBeLessThan(1e-4)
    expect(errors.gradients).toBeLessThan(5e-4)
    expect(errors.parameters).toBeLessThan(1e-3)
    expect(errors.moved).toBeGreaterThan(1e-3)
  })
})
