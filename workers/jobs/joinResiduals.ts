// Residuals of the samples of one run of the UNet as its inputs: put together here, or where they are, on the device.
import type { Residuals } from '../diffusion/guide'
import type { Graph } from '../graph/graph'
import {
  joinedResidualsGraph,
  maskName,
  sourceName,
  type JoinedResiduals,
} from '../models/joinedResidualsGraph'
import type { Feeds } from '../runtime/backend'
import { stackBatch } from '../tensor/batch'
import { isDeviceSum, type Addend, type DeviceSum, type DeviceTensor } from '../tensor/deviceTensor'
import { zeros, type Tensor } from '../tensor/tensor'

/** Runs the network that `build` gives, or the one that is loaded under `key`; the results stay on the device. */
export type RunOnDevice = (
  key: string,
  build: () => Graph,
  feeds: Feeds,
) => Promise<ReadonlyMap<string, DeviceTensor>>

interface JoinedFeeds {
  readonly feeds: Feeds
  /** Gives back what was made for them. */
  release(): void
}

/**
 * @param samples what each sample of the run is given; undefined: zeros
 * @param shapes of each residual of one sample, in the UNet's order, the middle block's last
 * @param runOnDevice absent where nothing stays on the device
 */
export async function joinResiduals(
  samples: readonly (Residuals | undefined)[],
  shapes: JoinedResiduals['shapes'],
  runOnDevice?: RunOnDevice,
): Promise<JoinedFeeds> {
  const lists = samples.map((one) => one && [...one.down, one.mid])
  const isThere = lists.some((list) => list?.some(isDeviceSum))
  if (isThere) return joinOnDevice(lists as (DeviceSum[] | undefined)[], shapes, runOnDevice!)
  const here = lists as (readonly Tensor[] | undefined)[]
  const stacked = shapes.map(
    ([name, shape], at) => [name, stackBatch(here.map((list) => list?.[at] ?? zeros(shape)))] as const,
  )
  return { feeds: Object.fromEntries(stacked), release: () => {} }
}

async function joinOnDevice(
  samples: readonly (readonly DeviceSum[] | undefined)[],
  shapes: JoinedResiduals['shapes'],
  runOnDevice: RunOnDevice,
): Promise<JoinedFeeds> {
  const whole = wholeBatches(samples, shapes)
  if (whole) return { feeds: whole, release: () => {} }
  // All residuals of a network have the same rows and masks, so one of them tells of all.
  const firsts = samples.map((list) => list?.[0]?.terms ?? [])
  const sources = [...new Set(firsts.flat().map(({ from }) => from))]
  const joined: JoinedResiduals = {
    shapes,
    batches: sources.map(({ shape }) => shape[0]!),
    samples: firsts.map((terms) =>
      terms.map(({ from, row, mask }) => ({
        source: sources.indexOf(from),
        row,
        masked: mask !== undefined,
      })),
    ),
  }
  const feeds: Record<string, Feeds[string]> = {}
  for (const [at, [name]] of shapes.entries())
    for (const [sample, list] of samples.entries())
      for (const [index, { from, mask }] of (list?.[at]?.terms ?? []).entries()) {
        feeds[sourceName(name, joined.samples[sample]![index]!.source)] = from
        if (mask) feeds[maskName(name, sample, index)] = mask
      }
  const made = await runOnDevice(
    `residuals ${JSON.stringify(joined)}`,
    () => joinedResidualsGraph(joined),
    feeds,
  )
  return {
    feeds: Object.fromEntries(made),
    release: () => [...made.values()].forEach((one) => one.release()),
  }
}

/** The batches as they are, where they are just the run's samples in its order: nothing is left to be done. */
function wholeBatches(
  samples: readonly (readonly Addend[] | undefined)[],
  shapes: JoinedResiduals['shapes'],
): Feeds | undefined {
  const feeds: Record<string, DeviceTensor> = {}
  for (const [at, [name]] of shapes.entries()) {
    const from = samples.map((list, row) => {
      const one = list?.[at]
      if (!one || !isDeviceSum(one) || one.terms.length > 1) return undefined
      const [term] = one.terms
      return term.mask === undefined && term.row === row ? term.from : undefined
    })
    const [first] = from
    if (!first || first.shape[0] !== samples.length || from.some((other) => other !== first)) return undefined
    feeds[name] = first
  }
  return feeds
}
