// What it takes to hand the residuals of Stable Diffusion 1.5 at 512 x 512 from one network to the next, 53 MB for each branch of a
// step: left on the device, and by way of the CPU. Both networks compute next to nothing.
import { Graph } from '../../workers/graph/graph'
import { writeOnnx } from '../../workers/graph/lowering/writeOnnx'
import { expand } from '../../workers/graph/operators/broadcast'
import { add } from '../../workers/graph/operators/elementwise'
import { reduceMean } from '../../workers/graph/operators/reduce'
import { joinResiduals } from '../../workers/jobs/joinResiduals'
import type { Residuals } from '../../workers/diffusion/guide'
import type { Backend } from '../../workers/runtime/backend'
import { scale } from '../../workers/tensor/arithmetic'
import { splitBatch } from '../../workers/tensor/batch'
import { sampleOf } from '../../workers/tensor/deviceTensor'
import { tensor } from '../../workers/tensor/tensor'
import type { RunTime } from './timeRuns'

/** Channels and side of each residual, the middle block's last. */
const sizes = [
  ...Array.from({ length: 3 }, () => [320, 64] as const),
  [320, 32] as const,
  ...Array.from({ length: 2 }, () => [640, 32] as const),
  [640, 16] as const,
  ...Array.from({ length: 2 }, () => [1280, 16] as const),
  ...Array.from({ length: 3 }, () => [1280, 8] as const),
  [1280, 8] as const,
]
const shapes = sizes.map(
  ([channels, side], at) =>
    [at < sizes.length - 1 ? `down_residual_${at}` : 'mid_residual', [1, channels, side, side]] as const,
)

/** Of each way a time for each of `runs` pairs, in turn. @throws RangeError when both ways do not give the same number */
export async function timeHandover(
  backend: Backend,
  runs: number,
): Promise<{ readonly device: readonly RunTime[]; readonly cpu: readonly RunTime[] }> {
  const giving = new Graph()
  const value = giving.input('value', [1, 1, 1, 1])
  for (const [name, shape] of shapes) giving.output(name, expand(value, shape))
  const taking = new Graph()
  const means = shapes.map(([name, shape]) =>
    reduceMean(taking.input(name, shape), [1, 2, 3], { keepDims: true }),
  )
  taking.output('sum', means.reduce(add))
  const [giver, taker] = [
    await backend.createSession(writeOnnx(giving, backend.target)),
    await backend.createSession(writeOnnx(taking, backend.target)),
  ]
  const feeds = { value: tensor(Float32Array.of(0.5), [1, 1, 1, 1]) }
  const residualsOf = (all: readonly Residuals['mid'][]): Residuals => ({
    down: all.slice(0, -1),
    mid: all.at(-1)!,
  })
  const take = async (residuals: Residuals) => {
    const joined = await joinResiduals([residuals], shapes)
    return (await taker.run(joined.feeds)).get('sum')!.data[0]!
  }
  const ways = {
    device: async () => {
      const left = [...(await giver.runOnDevice!(feeds)).values()]
      const sum = await take(residualsOf(left.map((one) => sampleOf(one, 0))))
      for (const one of left) one.release()
      return sum
    },
    cpu: async () => {
      const results = [...(await giver.run(feeds)).values()]
      return take(residualsOf(results.map((one) => scale(splitBatch(one)[0]!, 1))))
    },
  }
  const times: Record<keyof typeof ways, RunTime[]> = { device: [], cpu: [] }
  // The first pair compiles the shaders.
  for (let run = 0; run <= runs; run++) {
    const sums: number[] = []
    for (const way of ['device', 'cpu'] as const) {
      const start = performance.now()
      sums.push(await ways[way]())
      if (run > 0) times[way].push({ wall: (performance.now() - start) / 1000 })
    }
    if (sums[0] !== sums[1] || Math.abs(sums[0]! - 0.5 * sizes.length) > 1e-3)
      throw new RangeError(`The residuals add up to ${sums.join(' and ')}.`)
  }
  return times
}
