// Captions and sentences as the page asks for them.
import { afterEach, expect, it } from 'vitest'
import type { EngineEvent } from '../../src/shared/protocol/event'
import { cancelEverything, started } from './fixtures/drivenEngine.node'

afterEach(cancelEverything)

const picture = () => ({ width: 40, height: 30, data: new Uint8ClampedArray(40 * 30 * 4).fill(120) })
const describe = (job: string, model: string) => ({ type: 'describe', job, model, picture: picture() })
const write = (job: string, model: string, concept = 'cat') => ({
  type: 'write-sentences',
  job,
  model,
  concept,
  count: 2,
  seed: 1,
})
const over = (job: string) => (event: EngineEvent) =>
  ['written', 'failed', 'cancelled'].includes(event.type) && 'job' in event && event.job === job

async function withModels() {
  const driven = await started()
  for (const id of ['vit-gpt2', 't5', 'segformer'])
    await driven.engine.handle({
      type: 'open-network',
      id,
      source: { kind: 'url', url: `../../../hub/fixtures/${id}` },
    })
  return driven
}

it('are told with the models’ tasks and sizes, and written word by word', async () => {
  const { engine, all, until } = await withModels()
  expect(all('network').map(({ network }) => [network.id, network.kind])).toEqual([
    ['vit-gpt2', 'image-to-text'],
    ['t5', 'text2text-generation'],
    ['segformer', 'image-segmentation'],
  ])
  for (const { network } of all('network')) expect(network.bytes).toBeGreaterThan(10_000)
  await engine.handle(describe('a', 'vit-gpt2'))
  expect(await until(over('a'))).toEqual({ type: 'written', job: 'a', texts: [expect.stringMatching(/\w/)] })
  await engine.handle(write('b', 't5'))
  const written = await until(over('b'))
  expect(written).toMatchObject({ type: 'written', job: 'b' })
  const steps = (job: string) =>
    all('progress').flatMap((one) => (one.job === job && one.stage === 'writing' ? [one.step] : []))
  expect(steps('a').slice(0, 3)).toEqual([1, 2, 3])
  expect(steps('b')[0]).toBe(1)
})

it('are refused where the model is for something else, and by another one that is not open', async () => {
  const { engine, until } = await withModels()
  await engine.handle(describe('a', 'segformer'))
  expect(await until(over('a'))).toMatchObject({
    type: 'failed',
    error: { message: expect.stringMatching(/one for "image-to-text" is needed/) },
  })
  await engine.handle(write('b', 'nobody'))
  expect(await until(over('b'))).toMatchObject({ type: 'failed', error: { code: 'checkpoint' } })
})

it('end when they are cancelled', async () => {
  const { engine, until } = await withModels()
  await engine.handle(write('a', 't5'))
  await engine.handle({ type: 'cancel', job: 'a' })
  expect(await until(over('a'))).toMatchObject({ type: 'cancelled' })
  await engine.handle(write('b', 't5'))
  expect(await until(over('b'))).toMatchObject({ type: 'written' })
})
