import { expect, it } from 'vitest'
import { createJobsStore, type CheckpointEntry } from '../state/jobs'
import { checkpointOf } from './fixtures/panel'
import { onceOpen } from './onceOpen'

const opening: CheckpointEntry = {
  id: 'mine',
  source: { kind: 'file', file: new File([], 'mine.safetensors') },
  status: 'opening',
}
const summary = checkpointOf('text-to-image')

it.each([
  ['its summary when it opens', { ...opening, status: 'open', summary }, summary],
  ['nothing when it fails', { ...opening, status: 'failed' }, undefined],
] as const)('gives %s, and not before', async (_, later, wanted) => {
  const jobs = createJobsStore()
  jobs.setState({ checkpoints: [opening] })
  let answered = false
  const asked = onceOpen(jobs, 'mine').then((found) => {
    answered = true
    return found
  })
  jobs.setState({ weightBytes: 1 })
  await Promise.resolve()
  expect(answered).toBe(false)
  jobs.setState({ checkpoints: [later] })
  expect(await asked).toEqual(wanted)
})

it('gives nothing at once where it is not there', async () => {
  expect(await onceOpen(createJobsStore(), 'mine')).toBeUndefined()
})
