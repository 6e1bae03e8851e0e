import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  openTinyTrainings,
  picture,
  planOf,
  type TinyTrainings,
} from '../../../workers/jobs/fixtures/tinyTrainings.node'
import { bytesSource } from '../../../workers/weights/bytesSource'
import { readHeader, readTensor } from '../../../workers/weights/safetensors'
import { drawnSteps } from './drawnSteps'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

it('a ControlNet’s hints stand in its draws, and the numbers that it begins with', async () => {
  const usual = await openTinyTrainings('sd1')
  const plan = planOf('controlnet', { hints: ['one'], steps: 2, batch: 2 })
  const drawn = await readHeader(
    bytesSource('drawn', await drawnSteps(plan, { one: picture() }, usual.means())),
  )
  expect(drawn.get('hint.0')!.shape).toEqual([2, 3, 64, 64])
  expect(await readTensor(drawn.get('hint.1')!)).toEqual(await readTensor(drawn.get('hint.0')!))
  const zero = await readTensor(drawn.get('first.controlnet.controlnet_mid_block.weight')!)
  expect(zero.every((value) => value === 0)).toBe(true)
  expect(drawn.has('first.sample')).toBe(false)
  await usual.dispose()
})

it('a word of several vectors stands in its captions with each of them, in order', async () => {
  const plan = planOf('word', { vectors: 3, steps: 2, batch: 2, captions: ['a {} on a {}'] })
  const bytes = await drawnSteps(plan, { one: picture() }, tiny.means())
  const drawn = await readHeader(bytesSource('drawn', bytes))
  const first = tiny.checkpoint.textEncoder.config.vocabSize
  for (const step of [0, 1]) {
    const ids = await readTensor(drawn.get(`ids.${step}`)!)
    const learned = [...ids].filter((id) => id >= first).map((id) => id - first)
    // Twice in each of two captions.
    expect(learned).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2])
  }
})
