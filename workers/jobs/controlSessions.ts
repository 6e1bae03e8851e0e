// ControlNets and T2I-Adapters on a backend: sessions of their own beside the UNet's, built at the size that is needed.
import type { ControlNet, ControlNetInput, T2IAdapter } from '../diffusion/controlNetworks'
import type { Residuals } from '../diffusion/guide'
import type { Graph } from '../graph/graph'
import type { ControlNetConfig } from '../models/controlNetConfig'
import { controlNetGraph, controlNetHintGraph } from '../models/controlNetGraph'
import type { T2IAdapterConfig } from '../models/t2iAdapterConfig'
import { t2iAdapterGraph } from '../models/t2iAdapterGraph'
import { residualShapes } from '../models/unetGraph'
import type { Feeds, Session } from '../runtime/backend'
import { splitBatch, stackBatch } from '../tensor/batch'
import { sampleOf } from '../tensor/deviceTensor'
import { tensor, type Tensor } from '../tensor/tensor'
import type { TensorIndex } from '../weights/safetensors'
import { gathered } from './gathered'
import type { RunOnDevice } from './joinResiduals'
import { firstOfEach, sameNumbers, seenSamples } from './seenSamples'
import { pooledOf, timeIds } from './timeIds'

/** Runs the network that `build` gives, or the one that is loaded under `key`. */
type Run = (key: string, build: () => Graph, feeds: Feeds) => ReturnType<Session['run']>

interface Opened<Config> {
  readonly config: Config
  readonly weights: TensorIndex
}

interface ControlNetRuns {
  readonly run: Run
  /** Where results can stay on the device: there the UNet reads them. */
  readonly runOnDevice?: RunOnDevice | undefined
  /** The most samples [1, C, h, w] in one run: the branches of a step are run together up to that. */
  readonly maxBatch: (height: number, width: number) => number
}

export function controlNetOn(opened: Opened<ControlNetConfig>, runs: ControlNetRuns): ControlNet {
  const { run, maxBatch } = runs
  const { config, weights } = opened
  const together = gathered<ControlNetInput, Residuals>(async (inputs) => {
    const residuals: Residuals[] = []
    for (let at = 0; at < inputs.length;) {
      const { height, width } = sizeOfPicture(inputs[at]!.sample)
      const most = inputs.slice(at, at + maxBatch(height, width))
      const length = most.findIndex((input) => !sameShapes(input, most[0]!))
      const batch = length < 0 ? most : most.slice(0, length)
      residuals.push(...(await runControlNet(opened, runs, batch)))
      at += batch.length
    }
    return residuals
  })
  return {
    hintChannels: config.conditioningChannels,
    sampleChannels: config.inChannels,
    isGlobal: config.globalPoolConditions,
    async encodeHint(hint) {
      const size = sizeOfPicture(hint)
      const build = () => controlNetHintGraph(config, weights, size)
      return (await run(`hint ${JSON.stringify(size)}`, build, { hint })).get('encoded_hint')!
    },
    run: together,
  }
}

const sameShapes = (a: ControlNetInput, b: ControlNetInput): boolean =>
  a.sample.shape.join() === b.sample.shape.join() &&
  a.embedding.tokens.shape.join() === b.embedding.tokens.shape.join()

/** One run for inputs of the same shapes. */
async function runControlNet(
  { config, weights }: Opened<ControlNetConfig>,
  { run, runOnDevice }: ControlNetRuns,
  inputs: readonly ControlNetInput[],
): Promise<Residuals[]> {
  const { sample, embedding } = inputs[0]!
  const sameHint = (a: ControlNetInput, b: ControlNetInput) => sameNumbers(a.encodedHint, b.encodedHint)
  const samples = config.textTime ? undefined : seenSamples(inputs, sameHint)
  const options = {
    batch: inputs.length,
    ...(samples && { samples }),
    ...sizeOfPicture(sample),
    length: embedding.tokens.shape[1]!,
  }
  const key = JSON.stringify(options)
  const build = () => controlNetGraph(config, weights, options)
  const distinct = firstOfEach(inputs, samples)
  const timesteps = samples ? inputs.slice(0, 1) : inputs
  const stacked = (of: (input: ControlNetInput) => Tensor) => stackBatch(inputs.map(of))
  const count = residualShapes(config, { ...options, batch: 1 }).down.length + 1
  const feeds = {
    sample: stackBatch(distinct.map(({ sample }) => sample)),
    timestep: tensor(
      Float32Array.from(timesteps, ({ timestep }) => timestep),
      [timesteps.length],
    ),
    encoder_hidden_states: stacked(({ embedding }) => embedding.tokens),
    encoded_hint: stackBatch(distinct.map(({ encodedHint }) => encodedHint)),
    residual_weights: weightsOf(inputs, count),
    ...(config.textTime && {
      text_embeds: stacked(({ embedding }) => pooledOf(embedding)),
      time_ids: stacked(({ sample, embedding }) => timeIds(sample.shape, config.scaleFactor, embedding)),
    }),
  }
  if (runOnDevice) {
    const results = await runOnDevice(key, build, feeds)
    const down = numbered(results, 'down_residual_')
    const mid = results.get('mid_residual')!
    const release = lastOf(inputs.length, () => [...down, mid].forEach((one) => one.release()))
    return inputs.map((_, row) => ({
      down: down.map((one) => sampleOf(one, row)),
      mid: sampleOf(mid, row),
      release: release(),
    }))
  }
  const results = await run(key, build, feeds)
  const down = numbered(results, 'down_residual_').map(splitBatch)
  const mid = splitBatch(results.get('mid_residual')!)
  return inputs.map((_, row) => ({ down: down.map((parts) => parts[row]!), mid: mid[row]! }))
}

/** [inputs, count] */
const weightsOf = (inputs: readonly ControlNetInput[], count: number): Tensor =>
  tensor(
    Float32Array.from({ length: inputs.length * count }, (_, at) =>
      inputs[Math.floor(at / count)]!.weigh(at % count, count),
    ),
    [inputs.length, count],
  )

/** Gives functions that each do something once; the last of `count` to be called does `act`. */
function lastOf(count: number, act: () => void): () => () => void {
  let left = count
  return () => {
    let isDone = false
    return () => {
      if (isDone) return
      isDone = true
      if (--left === 0) act()
    }
  }
}

/** @param levels of the UNet: what a light adapter gives beyond them is left over; Stable Diffusion XL's is for the middle block */
export function adapterOn(
  { config, weights }: Opened<T2IAdapterConfig>,
  levels: number,
  run: Run,
): T2IAdapter {
  return {
    hintChannels: config.inChannels,
    async features(hint) {
      const size = sizeOfPicture(hint)
      const build = () => t2iAdapterGraph(config, weights, size)
      return numbered(await run(JSON.stringify(size), build, { hint }), 'adapter_').slice(
        0,
        config.adapterType === 'full_adapter_xl' ? levels + 1 : levels,
      )
    },
  }
}

function sizeOfPicture({ shape }: Tensor): { readonly height: number; readonly width: number } {
  const [, , height, width] = shape as [number, number, number, number]
  return { height, width }
}

/** The results `name0`, `name1` ... in order. */
function numbered<One>(results: ReadonlyMap<string, One>, name: string): readonly One[] {
  const found: One[] = []
  for (let one = results.get(`${name}0`); one; one = results.get(`${name}${found.length}`)) found.push(one)
  return found
}
