import type { Value } from '../graph'
import type { Emitter } from '../lowering/emitter'
import { defineOperator } from '../operator'
import { reduceSum } from './broadcast'
import { multiply, neg } from './elementwise'
import { concat, split } from './layout'

interface Attributes {
  readonly dimension: number
  readonly flipSinToCos: boolean
  readonly frequencyShift: number
}

/** The periods run up to this. */
const MAX_PERIOD = 10_000

/** In steps of float32, as diffusers computes them: at timestep 999 the last bit of a frequency shows in the sine. */
function frequencies({ dimension, frequencyShift }: Attributes): Float32Array {
  const half = dimension / 2
  return Float32Array.from({ length: half }, (_, index) => {
    const exponent = Math.fround(Math.fround(-Math.log(MAX_PERIOD)) * index)
    return Math.exp(Math.fround(exponent / (half - frequencyShift)))
  })
}

/**
 * Sine and cosine of any angle. WebGPU only promises those between -pi and pi, with an error of 2^-11 at that, which shows
 * in the picture; there, they are made of sums and products.
 */
function sineAndCosine(onnx: Emitter, angles: string): readonly [sine: string, cosine: string] {
  if (onnx.target.provider !== 'webgpu') return [onnx.node('Sin', [angles]), onnx.node('Cos', [angles])]
  const [add, subtract, multiply] = (['Add', 'Sub', 'Mul'] as const).map(
    (type) =>
      (a: string, b: string | number): string =>
        onnx.node(type, [a, typeof b === 'number' ? onnx.scalar(b) : b]),
  ) as [Arithmetic, Arithmetic, Arithmetic]

  // Turns are taken off in two parts, the first of which has so few bits that its multiples are exact (Cody & Waite 1980).
  const turns = onnx.node('Floor', [add(multiply(angles, 1 / (2 * Math.PI)), 0.5)])
  const coarse = 6.28125
  const rest = subtract(subtract(angles, multiply(turns, coarse)), multiply(turns, 2 * Math.PI - coarse))
  // Taylor's series of half the rest, in [-pi/2, pi/2]: the first term left out is below 6e-8.
  const half = multiply(rest, 0.5)
  const square = multiply(half, half)
  const series = (firstFactor: number): string => {
    let sum = onnx.scalar(1)
    for (let n = firstFactor + 10; n >= firstFactor; n -= 2)
      sum = add(multiply(multiply(sum, square), -1 / (n * (n + 1))), 1)
    return sum
  }
  const halfSine = multiply(half, series(2))
  const halfCosine = series(1)
  return [multiply(multiply(halfSine, halfCosine), 2), add(multiply(multiply(halfSine, halfSine), -2), 1)]
}

type Arithmetic = (a: string, b: string | number) => string

const embed = defineOperator<readonly [timesteps: Value], Attributes>({
  name: 'timestepEmbedding',
  shape([timesteps], { dimension }, refuse) {
    if (timesteps.shape.length !== 1) return refuse('the timesteps are not [B]')
    if (dimension < 4 || dimension % 2 !== 0)
      return refuse(`the dimension ${dimension} is not even and 4 or more`)
    return [timesteps.shape[0]!, dimension]
  },
  // In float32: in float16 the angle of timestep 999 would be known to half a radian.
  lower: (onnx, inputs, { attributes, output }) =>
    onnx.inFloat32(inputs, (onnx, [timesteps]) => {
      const column = onnx.reshape(timesteps, [output.shape[0]!, 1])
      const row = onnx.floats(frequencies(attributes), [1, attributes.dimension / 2])
      const angles = onnx.node('Mul', [column, row])
      const parts = [...sineAndCosine(onnx, angles)]
      return onnx.node('Concat', attributes.flipSinToCos ? parts.reverse() : parts, { axis: 1 })
    }),
  gradient: (dy, { attributes, output }) => [
    () => {
      const half = attributes.dimension / 2
      const [first, second] = split(output, [half, half], 1) as [Value, Value]
      // The cosine is the sine's derivative; the sine, turned, is the cosine's.
      const turned = attributes.flipSinToCos ? [neg(second), first] : [second, neg(first)]
      const rates = frequencies(attributes)
      const slopes = multiply(concat(turned, 1), output.graph.constant([...rates, ...rates], [1, 2 * half]))
      return reduceSum(multiply(dy, slopes), [1])
    },
  ],
})

/**
 * Sinusoidal embedding of timesteps (Ho et al. 2020, arXiv:2006.11239), as diffusers' `get_timestep_embedding`.
 * timesteps [B] -> [B, dimension]; the sines first unless `flipSinToCos`.
 */
export const timestepEmbedding = (
  timesteps: Value,
  {
    dimension,
    flipSinToCos = false,
    frequencyShift = 1,
  }: { readonly dimension: number; readonly flipSinToCos?: boolean; readonly frequencyShift?: number },
): Value => embed([timesteps], { dimension, flipSinToCos, frequencyShift })
