// Add-ons in a mask, against a loop of DDIM that is written out here: the prediction with them inside, without them outside.
import { afterAll, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import { englishOf } from '../../src/shared/message'
import { alphaBars } from '../diffusion/schedulers/noiseSchedule'
import { SchedulerOptions, configObject } from '../diffusion/schedulers/schedulerConfig'
import { randomStreams } from '../diffusion/random/streams'
import { guideMetas } from '../guidance/list'
import { openCheckpoint } from '../models/checkpoint'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { tensor, type Tensor } from '../tensor/tensor'
import { pathTree } from '../weights/pathTree.node'
import { AddOns } from './addOns'
import { CheckpointNetworks } from './checkpointNetworks'
import { runEdit } from './editJob'
import { addOnSource } from './fixtures/addOnCases.node'
import { relativeError } from './fixtures/pipelineCases.node'
import { checkpointFolder } from './fixtures/tinyNetworks.node'

const backend = await openNodeBackend({ threads: 1 })
afterAll(() => backend.dispose())
const sessions = new SessionCache(backend, 1e9)
const checkpoint = await openCheckpoint(pathTree(checkpointFolder('sd1')))
const addOns = new AddOns(async (source) => pathTree(source.kind === 'url' ? source.url : ''))
for (const id of ['peft', 'custom', 'toy']) await addOns.open(id, addOnSource(id))

const side = 64
const latentSide = side / checkpoint.vae.config.scaleFactor
const STEPS = 4
const json = {
  version: 2,
  checkpoint: 'sd1',
  prompt: 'a tree in the snow',
  scheduler: 'ddim',
  steps: STEPS,
  width: side,
  height: side,
  // The prompt's own prediction.
  guides: [{ id: 'classifier-free', values: { scale: 1 } }],
}

/** White from a column to another one. */
const mask = (from: number, to: number): Pixels => ({
  width: side,
  height: side,
  data: new Uint8ClampedArray(4 * side * side).map((_, at) => {
    const column = (at >> 2) % side
    return at % 4 === 3 || (column >= from && column < to) ? 255 : 0
  }),
})
const images = {
  left: mask(0, 32),
  right: mask(32, 64),
  middle: mask(16, 48),
  none: mask(0, 0),
  all: mask(0, 64),
}

async function edited(uses: readonly object[], further: object = {}) {
  const recipe = parseRecipe({ ...json, addOns: uses, ...further }, guideMetas)
  const networks = new CheckpointNetworks(checkpoint, backend, sessions, {
    addOns: await addOns.fitted(recipe, checkpoint),
  })
  return { ...(await runEdit({ recipe, images }, networks)), networks }
}
const latentsOf = async (...uses: object[]) => (await edited(uses)).latents

/** A loop of DDIM over the prediction that `predict` puts together. */
async function byHand(predict: (sample: Tensor, timestep: number) => Promise<Float32Array>): Promise<Tensor> {
  const bars = alphaBars(new SchedulerOptions(configObject(checkpoint.schedulerConfig)))
  const apart = Math.floor(1000 / STEPS)
  const noise = randomStreams(0).stream('main').randn([1, 4, latentSide, latentSide])
  let sample = noise.data
  for (let step = STEPS - 1; step >= 0; step--) {
    const timestep = step * apart + 1
    const [bar, next] = [bars[timestep]!, step === 0 ? bars[0]! : bars[timestep - apart]!]
    const predicted = await predict(tensor(sample, noise.shape), timestep)
    sample = sample.map((value, at) => {
      const original = (value - Math.sqrt(1 - bar) * predicted[at]!) / Math.sqrt(bar)
      return Math.sqrt(next) * original + Math.sqrt(1 - next) * predicted[at]!
    })
  }
  return tensor(sample, noise.shape)
}

/** The UNet's prediction for the prompt with these add-ons everywhere. */
async function predictor(uses: readonly object[]) {
  const { networks } = await edited(uses, { steps: 1 })
  const embedding = await networks.encodeText(networks.tokenizer.tokenize(json.prompt).ids, { clipSkip: 0 })
  return async (sample: Tensor, timestep: number) =>
    (await networks.unet().run([{ sample, timestep, embedding }]))[0]!.output.data
}

it('is the prediction with it inside and without it outside', async () => {
  const [plain, inside] = [await predictor([]), await predictor([{ id: 'custom' }])]
  const expected = await byHand(async (sample, timestep) => {
    const [without, within] = [await plain(sample, timestep), await inside(sample, timestep)]
    return without.map((value, at) => (at % latentSide < latentSide / 2 ? within[at]! : value))
  })
  expect(relativeError(await latentsOf({ id: 'custom', mask: 'left' }), expected)).toBeLessThan(1e-5)
  expect(relativeError(await latentsOf({ id: 'custom' }), expected)).toBeGreaterThan(1e-3)
  expect(relativeError(await latentsOf(), expected)).toBeGreaterThan(1e-3)
})

it('adds up what several change where their masks overlap, beside one that acts everywhere', async () => {
  const everywhere = { id: 'peft', strength: { unet: 1, textEncoder: 0 } }
  const plain = await predictor([everywhere])
  const both = await predictor([everywhere, { id: 'custom' }])
  const expected = await byHand(async (sample, timestep) => {
    const [without, within] = [await plain(sample, timestep), await both(sample, timestep)]
    return without.map((value, at) =>
      Math.abs((at % latentSide) + 0.5 - latentSide / 2) < latentSide / 4 ? within[at]! : value,
    )
  })
  const ours = await latentsOf(everywhere, { id: 'custom', mask: 'middle' })
  expect(relativeError(ours, expected)).toBeLessThan(1e-5)
})

it('is the same as everywhere in a white mask, and nothing in a black one', async () => {
  expect(
    relativeError(await latentsOf({ id: 'custom', mask: 'all' }), await latentsOf({ id: 'custom' })),
  ).toBeLessThan(1e-5)
  expect(relativeError(await latentsOf({ id: 'custom', mask: 'none' }), await latentsOf())).toBeLessThan(1e-6)
})

it('names what it cannot keep to a mask', async () => {
  await expect(edited([{ id: 'toy', mask: 'left' }])).rejects.toThrow('"toy" changes nothing of the UNet')
  await expect(edited([{ id: 'custom', mask: 'gone' }])).rejects.toThrow('gone')
  const { notes } = await edited([{ id: 'peft', mask: 'left' }], { steps: 1 })
  expect(notes.map(englishOf)).toEqual([
    expect.stringContaining('acts everywhere, since a text has no place'),
  ])
})
