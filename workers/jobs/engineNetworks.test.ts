// Networks beside the checkpoint as the page opens and uses them.
import { afterEach, expect, it } from 'vitest'
import { cancelEverything, drive, edit, ends, instruct, started } from './fixtures/drivenEngine.node'

afterEach(cancelEverything)

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
