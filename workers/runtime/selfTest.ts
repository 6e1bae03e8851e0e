// A numeric test of a device: the kernels that networks consist of, against plain operators on the CPU. Some drivers compile
// fused kernels, or half precision, to something that gives garbage; who draws with them has to know before the first picture.
import type { Message } from '../../src/shared/message'
import { Graph, type Value } from '../graph/graph'
import type { LoweringTarget } from '../graph/lowering/target'
import { writeOnnx, type OnnxModel } from '../graph/lowering/writeOnnx'
import { gelu, quickGelu, silu } from '../graph/operators/activation'
import { attention } from '../graph/operators/attention'
import { conv2d } from '../graph/operators/conv2d'
import { add, multiply } from '../graph/operators/elementwise'
import { reshape, split, transpose } from '../graph/operators/layout'
import { linear } from '../graph/operators/linear'
import { groupNorm, layerNorm } from '../graph/operators/norm'
import { upsampleNearest } from '../graph/operators/spatial'
import { sizeOf, tensor, type Tensor } from '../tensor/tensor'
import type { Feeds, Session } from './backend'
import { messages } from './messages'

type CreateSession = (model: OnnxModel) => Promise<Session>

/** Largest error as a share of the largest value. Float16 has 11 bits, and a chain of operators adds up its errors. */
const TOLERANCE = { float32: 1e-3, float16: 3e-2 } as const

const PLAIN: LoweringTarget = { provider: 'wasm', compute: 'float32', fused: false }

/** Numbers in [-1, 1) that look random and are the same everywhere. */
function spread(shape: readonly number[], seed: number): Tensor {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
  return tensor(Float32Array.from({ length: sizeOf(shape) }, next), shape)
}

/**
 * A residual block, self- and cross-attention with 64 queries and more, and a feed-forward layer: small, but every kernel is
 * one that a UNet, a text encoder or an autoencoder uses, at sizes where the tiled variants of the kernels are chosen.
 */
function testGraph(): { readonly graph: Graph; readonly feeds: Feeds } {
  const graph = new Graph()
  const feeds: Record<string, Tensor> = {}
  const input = (name: string, shape: readonly number[]): Value => {
    feeds[name] = spread(shape, Object.keys(feeds).length + 1)
    return graph.input(name, shape)
  }
  const weight = (shape: readonly number[], seed: number, gain = 1): Value => {
    // Divided by the square root of the number of summands, so that results stay near 1.
    const factor = gain / Math.sqrt(sizeOf(shape.slice(1)))
    return graph.constant(
      spread(shape, seed).data.map((x) => factor * x),
      shape,
    )
  }
  const output = (name: string, value: Value): Value => {
    graph.output(name, value)
    return value
  }

  const [channels, size, tokens] = [64, 16, 77]
  const picture = input('picture', [2, channels, size, size])
  const text = input('text', [2, tokens, channels])
  const norm = { groups: 16, epsilon: 1e-5 }
  const normal = output('groupNorm', groupNorm(picture, weight([64], 11), weight([64], 12), norm))
  const residual = conv2d(silu(normal), weight([64, 64, 3, 3], 13), weight([64], 14), { padding: 1 })
  const block = output('resnet', add(picture, residual))
  const half = conv2d(block, weight([64, 64, 3, 3], 15), weight([64], 16), { stride: 2, padding: 1 })
  output('upsampled', upsampleNearest(half, { size: [size, size] }))

  const flat = reshape(transpose(block, [0, 2, 3, 1]), [2, size * size, channels])
  const layered = output('layerNorm', layerNorm(flat, weight([64], 17), weight([64], 18), { epsilon: 1e-5 }))
  const project = (x: Value, seed: number) => linear(x, weight([channels, channels], seed, 2))
  const [q, k, v] = [project(layered, 21), project(layered, 22), project(layered, 23)]
  output('selfAttention', attention(q, k, v, { heads: 2 }))
  const [textK, textV] = [project(text, 24), project(text, 25)]
  const crossed = output('crossAttention', attention(q, textK, textV, { heads: 4 }))
  const causal = graph.constant(
    Float32Array.from({ length: tokens ** 2 }, (_, at) => (at % tokens > Math.floor(at / tokens) ? -1e9 : 0)),
    [1, 1, tokens, tokens],
  )
  output('maskedAttention', attention(textK, textV, text, { heads: 2, mask: causal }))

  const wide = linear(crossed, weight([512, channels], 26, 4), weight([512], 27))
  const [hidden, gate] = split(wide, [256, 256], -1) as [Value, Value]
  output('feedForward', linear(multiply(hidden, gelu(gate)), weight([channels, 256], 28), weight([64], 29)))
  output('quickGelu', quickGelu(linear(text, weight([channels, channels], 30, 4))))
  return { graph, feeds }
}

export interface SelfTest {
  /** Why the device's results are not right, or undefined where they are. A failure to run is a reason too. */
  disagreement(target: LoweringTarget, createSession: CreateSession): Promise<Message | undefined>
}

async function run(
  { graph, feeds }: ReturnType<typeof testGraph>,
  target: LoweringTarget,
  createSession: CreateSession,
): Promise<ReadonlyMap<string, Tensor>> {
  const session = await createSession(writeOnnx(graph, target))
  try {
    return await session.run(feeds)
  } finally {
    await session.release()
  }
}

/** Runs the kernels once, for what a runtime does at their first use: it is loaded, and its code is compiled. */
export async function rehearseKernels(target: LoweringTarget, createSession: CreateSession): Promise<void> {
  await run(testGraph(), target, createSession)
}

/** Computes what is right, on the CPU. */
export async function prepareSelfTest(createOnCpu: CreateSession): Promise<SelfTest> {
  const test = testGraph()
  const expected = await run(test, PLAIN, createOnCpu)
  return {
    async disagreement(target, createSession) {
      try {
        const results = await run(test, target, createSession)
        for (const [name, right] of expected) {
          const error = relativeError(results.get(name)!, right)
          // Written so that NaN fails.
          if (!(error <= TOLERANCE[target.compute]))
            return messages.isOff({ name, error: error.toPrecision(2) })
        }
        return undefined
      } catch (error) {
        console.warn(error)
        return messages.doesNotRun()
      }
    },
  }
}

function relativeError({ data }: Tensor, right: Tensor): number {
  let [error, scale] = [0, 0]
  right.data.forEach((value, at) => {
    const difference = Math.abs(value - data[at]!)
    error = Number.isNaN(difference) ? NaN : Math.max(error, difference)
    scale = Math.max(scale, Math.abs(value))
  })
  return error / scale
}
