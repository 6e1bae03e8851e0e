import type { Value } from '../graph'
import { defineOperator } from '../operator'

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
      const parts = [onnx.node('Sin', [angles]), onnx.node('Cos', [angles])]
      return onnx.node('Concat', attributes.flipSinToCos ? parts.reverse() : parts, { axis: 1 })
    }),
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
