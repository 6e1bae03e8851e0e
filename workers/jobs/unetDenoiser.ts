// A checkpoint's UNet as the loop sees it: calls are batched or not, and optional inputs filled in.
import type { LossGradient } from '../diffusion/attentionLoss'
import type { Denoiser, GradientCall, UNetCall, UNetOutput } from '../diffusion/denoiser'
import { throwIfCancelled } from '../../src/shared/cancelling'
import type { Graph } from '../graph/graph'
import type { UNetConfig } from '../models/unetConfig'
import { attentionLossGraph } from '../models/attentionLossGraph'
import type { Overlays } from '../models/overlays/overlay'
import { adapterShapes, residualShapes, unetGraph, type UNetGraphOptions } from '../models/unetGraph'
import type { Feeds, Session } from '../runtime/backend'
import { scale } from '../tensor/arithmetic'
import { splitBatch, stackBatch } from '../tensor/batch'
import { tensor, zeros, type Tensor } from '../tensor/tensor'
import type { TensorIndex } from '../weights/safetensors'
import type { memoryOf } from '../runtime/memoryOf'
import { affordableGradient } from './affordableGradient'
import { attentionLossOf } from './attentionLossOf'
import { joinResiduals, type RunOnDevice } from './joinResiduals'
import { firstOfEach, seenSamples } from './seenSamples'
import { pooledOf, timeIds } from './timeIds'

interface UNetOfCheckpoint {
  readonly config: UNetConfig
  readonly weights: TensorIndex
  /** Pixels of the picture for a latent pixel. */
  readonly scaleFactor: number
  /** The most calls in one run, of samples [1, C, h, w]. */
  readonly maxBatch: (height: number, width: number) => number
  /** As `Denoiser.samplesTogether`. */
  readonly samplesTogether: (height: number, width: number) => number
  /** For gradients. */
  readonly memory: ReturnType<typeof memoryOf>
  /** Runs the network that `build` gives, or the one that is loaded under `key`, with what is laid over it. */
  readonly run: (
    key: string,
    build: (overlays: Overlays) => Graph,
    feeds: Feeds,
  ) => ReturnType<Session['run']>
  /** As `run`; of the feeds, the network is given those that it reads. */
  readonly runPart: UNetOfCheckpoint['run']
  /** Where results can stay on the device. */
  readonly runOnDevice?: RunOnDevice | undefined
}

export function unetDenoiser(unet: UNetOfCheckpoint): Denoiser {
  return {
    async run(calls, signal) {
      const outputs: UNetOutput[] = []
      for (let at = 0; at < calls.length;) {
        throwIfCancelled(signal)
        const [, , height, width] = calls[at]!.sample.shape as [number, number, number, number]
        const batch = calls.slice(at, at + unet.maxBatch(height, width))
        const length = batch.findIndex((call) => !sameShapes(call, batch[0]!))
        const together = length < 0 ? batch : batch.slice(0, length)
        outputs.push(...(await runTogether(unet, together)))
        at += together.length
      }
      return outputs
    },
    samplesTogether: unet.samplesTogether,
    async gradient(call, signal) {
      throwIfCancelled(signal)
      return runGradient(unet, call)
    },
  }
}

const sameShapes = (a: UNetCall, b: UNetCall): boolean =>
  a.deep?.depth === b.deep?.depth &&
  (a.deep?.given === undefined) === (b.deep?.given === undefined) &&
  a.sample.shape.join() === b.sample.shape.join() &&
  a.embedding.tokens.shape.join() === b.embedding.tokens.shape.join()

async function runGradient(unet: UNetOfCheckpoint, call: GradientCall): Promise<LossGradient> {
  const { config, weights } = unet
  const tokens = call.embedding.tokens.shape[1]!
  const { key, build, layers, feeds, lossScale } = attentionLossOf(call.loss, tokens)
  const options = { ...optionsOf([call], unet), taps: layers, lossScale }
  const results = await withResiduals(unet, [call], options, (residuals) =>
    unet.runPart(
      `${key} ${JSON.stringify(options)}`,
      (overlays) =>
        affordableGradient(
          (how) => attentionLossGraph(config, weights, { ...options, ...how, overlays }, build),
          unet.memory,
        ),
      { ...feedsOf([call], unet, options), ...residuals, ...feeds },
    ),
  )
  const wordMaps = results.get('word_maps')
  return {
    loss: results.get('loss')!.data[0]!,
    gradient: scale(results.get('sample.grad')!, 1 / lossScale),
    ...(wordMaps && { wordMaps }),
  }
}

function optionsOf(calls: readonly Omit<UNetCall, 'taps'>[], { config }: UNetOfCheckpoint): UNetGraphOptions {
  const { length: levels } = config.blockOutChannels
  const [, , height, width] = calls[0]!.sample.shape as [number, number, number, number]
  return {
    batch: calls.length,
    height,
    width,
    length: calls[0]!.embedding.tokens.shape[1]!,
    ...(calls.some(({ residuals }) => residuals) && { residuals: true }),
    ...(calls.some(({ adapter }) => adapter) && { adapter: true }),
    ...(calls.some(({ adapter }) => adapter && adapter.length > levels) && { adapterMiddle: true }),
  }
}

/** One run of the network with what any of its calls asks for: the others are given zeros. */
async function runTogether(unet: UNetOfCheckpoint, calls: readonly UNetCall[]): Promise<UNetOutput[]> {
  const { config, weights } = unet
  const taps = [...new Set(calls.flatMap((call) => call.taps ?? []))]
  const deep = calls[0]?.deep && { depth: calls[0].deep.depth, given: calls[0].deep.given !== undefined }
  const isPlain = !config.textTime && config.timeCondProjDim === undefined
  const samples = isPlain ? seenSamples(calls) : undefined
  const options: UNetGraphOptions = {
    ...optionsOf(calls, unet),
    ...(samples && { samples }),
    ...(taps.length > 0 && { taps }),
    ...(deep && { deep }),
  }
  const feeds = feedsOf(calls, unet, options)
  // Without its deep part, a UNet does not read all of the residuals.
  const run = deep?.given ? unet.runPart : unet.run
  const deepFeed = deep?.given && { deep: stackBatch(calls.map((call) => call.deep!.given!)) }
  const results = await withResiduals(unet, calls, options, (residuals) =>
    run(JSON.stringify(options), (overlays) => unetGraph(config, weights, { ...options, overlays }), {
      ...feeds,
      ...residuals,
      ...deepFeed,
    }),
  )
  const parts = new Map([...results].map(([name, result]) => [name, splitBatch(result)]))
  return calls.map((call, at) => ({
    output: parts.get('output')![at]!,
    taps: new Map((call.taps ?? []).map((tap) => [tap, parts.get(tap)![at]!])),
    ...(deep?.given === false && { deep: parts.get('deep')![at]! }),
  }))
}

/** Runs with the calls' residuals as feeds. */
async function withResiduals<Result>(
  { config, runOnDevice }: UNetOfCheckpoint,
  calls: readonly Pick<UNetCall, 'residuals'>[],
  { residuals, height, width }: UNetGraphOptions,
  run: (feeds: Feeds) => Promise<Result>,
): Promise<Result> {
  if (!residuals) return run({})
  const { down, mid } = residualShapes(config, { batch: 1, height, width })
  const { feeds, release } = await joinResiduals(
    calls.map((call) => call.residuals),
    [...down.map((shape, at) => [`down_residual_${at}`, shape] as const), ['mid_residual', mid] as const],
    runOnDevice,
  )
  return run(feeds).finally(release)
}

/** All but the residuals. */
function feedsOf(
  calls: readonly Omit<UNetCall, 'taps'>[],
  { config, scaleFactor }: UNetOfCheckpoint,
  options: UNetGraphOptions,
): Feeds {
  const distinct = firstOfEach(calls, options.samples)
  const timesteps = options.samples ? calls.slice(0, 1) : calls
  const feeds: Record<string, Tensor> = {
    sample: stackBatch(distinct.map(({ sample }) => sample)),
    timestep: tensor(
      Float32Array.from(timesteps, ({ timestep }) => timestep),
      [timesteps.length],
    ),
    encoder_hidden_states: stackBatch(calls.map(({ embedding }) => embedding.tokens)),
  }
  const one = { batch: 1, height: options.height, width: options.width }
  /** One input of all calls; zeros for a call that has none. */
  const feed = (
    name: string,
    shape: readonly number[],
    of: (call: (typeof calls)[number]) => Tensor | undefined,
  ) => {
    feeds[name] = stackBatch(calls.map((call) => of(call) ?? zeros(shape)))
  }
  if (options.adapter)
    adapterShapes(config, one).forEach((shape, at) =>
      feed(`adapter_${at}`, shape, (call) => call.adapter?.[at]),
    )
  if (options.adapterMiddle) {
    const { length: levels } = config.blockOutChannels
    feed(`adapter_${levels}`, residualShapes(config, one).mid, (call) => call.adapter?.[levels])
  }
  if (config.textTime) {
    feeds['text_embeds'] = stackBatch(calls.map(({ embedding }) => pooledOf(embedding)))
    feeds['time_ids'] = stackBatch(
      calls.map(({ sample, embedding }) => timeIds(sample.shape, scaleFactor, embedding)),
    )
  }
  if (config.timeCondProjDim !== undefined)
    feed('timestep_cond', [1, config.timeCondProjDim], (call) => call.timestepCond)
  else if (calls.some(({ timestepCond }) => timestepCond))
    throw new RangeError('A guide gives the UNet a guidance-scale embedding, which this UNet does not take.')
  return feeds
}
