// Networks beside the checkpoint as the page opens and uses them.
import { afterEach, expect, it } from 'vitest'
import type { EngineEvent } from '../../src/shared/protocol/event'
import { cancelEverything, drive, edit, ends, instruct, started } from './fixtures/drivenEngine.node'
import { pipelineImages as images } from './fixtures/pipelineCases.node'

afterEach(cancelEverything)

const over = (job: string) => (event: EngineEvent) =>
  ['prepared', 'failed', 'cancelled'].includes(event.type) && 'job' in event && event.job === job

const network = (id: string, folder: string) => ({
  type: 'open-network',
  id,
  source: { kind: 'url', url: `../controlNetworks/${folder}` },
})
const control = { id: 'controlnet', values: { network: 'mine', hint: 'mask', preprocessor: 'none' } }

it('reports what a network is, with its family', async () => {
  const { engine, all } = await started()
  await engine.handle(network('mine', 'controlnet'))
  await engine.handle(network('light', 'adapter-light'))
  expect(all('network').map(({ network }) => network)).toEqual([
    {
      id: 'mine',
      label: expect.stringMatching(/controlnet$/),
      kind: 'controlnet',
      parameters: 33696,
      bytes: expect.any(Number),
      family: 'other',
      levels: [8, 8, 16],
      textWidth: 24,
    },
    {
      id: 'light',
      label: expect.stringMatching(/adapter-light$/),
      kind: 't2i-adapter',
      parameters: expect.any(Number),
      bytes: expect.any(Number),
      family: 'other',
      levels: [8, 16, 16],
    },
  ])
})

it('says what is wrong with a network, and takes it once it is right', async () => {
  const { engine, all, until } = await started()
  await engine.handle(network('mine', 'nothing'))
  expect(all('network-failed')).toMatchObject([{ id: 'mine', error: { code: 'checkpoint' } }])
  await engine.handle(edit('early', { ...instruct, guides: [control] }))
  expect(await until(ends('early'))).toMatchObject({
    type: 'failed',
    error: { message: 'The recipe uses the network "mine", which is not open.' },
  })
  await engine.handle(network('mine', 'controlnet'))
  await engine.handle(edit('late', { ...instruct, guides: [control] }))
  expect(await until(ends('late'))).toMatchObject({ type: 'done' })
})

it('opens nothing before it is started', async () => {
  const { engine, all } = drive()
  await engine.handle(network('mine', 'controlnet'))
  expect(all('network-failed')).toMatchObject([{ id: 'mine', error: { code: 'internal' } }])
})

it('shows what a guide will see, before anything runs', async () => {
  const { engine, all, until, counted } = await started()
  await engine.handle(network('mine', 'controlnet'))
  const guides = [{ ...control, key: 'lines', values: { ...control.values, preprocessor: 'canny' } }]
  await engine.handle({ type: 'prepare', job: 'hint', key: 'lines', recipe: { ...instruct, guides }, images })
  expect(await until(over('hint'))).toEqual({ type: 'prepared', job: 'hint', notes: [] })
  const [shown, ...others] = all('shown')
  expect(others).toEqual([])
  expect(shown).toMatchObject({
    job: 'hint',
    key: 'lines',
    name: 'Hint',
    channels: 3,
    region: { width: 64, height: 64 },
  })
  expect(new Set(shown?.pixels.data)).toEqual(new Set([0, 255]))
  expect(counted.runs).toBe(0)
})

it('shows the mask that a guide finds, and runs no step', async () => {
  const { engine, all, until } = await started()
  const guides = [{ id: 'diffedit', key: 'found', values: { source: 'a hill' } }]
  const recipe = { ...instruct, checkpoint: 'tiny-vae', prompt: 'a lake', guides }
  await engine.handle({ type: 'prepare', job: 'mask', key: 'found', recipe, images })
  expect(await until(over('mask'))).toMatchObject({ type: 'prepared' })
  expect(all('shown')).toMatchObject([{ key: 'found', name: 'Mask', pixels: { width: 64, height: 64 } }])
  expect(all('progress').some(({ step }) => step > 0)).toBe(false)
})

it('says when a guide has nothing to show', async () => {
  const { engine, until } = await started()
  const guides = [{ id: 'instruct-pix2pix', key: 'plain' }]
  await engine.handle({ type: 'prepare', job: 'none', key: 'plain', recipe: { ...instruct, guides }, images })
  expect(await until(over('none'))).toMatchObject({
    error: { message: expect.stringMatching(/nothing to show/) },
  })
})
