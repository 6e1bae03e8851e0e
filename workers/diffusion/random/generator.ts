// PyTorch's CPU random numbers: the same seed gives the numbers of `torch.Generator('cpu').manual_seed(seed)`.
//
// `torch.randn` in float32 has two ways, and mixes them up in nothing but the engine's position:
// - 16 elements and more: one 24-bit uniform per element, then Box-Muller in blocks of 16, the first eight giving the
//   radius and the last eight the angle. Where the length is no multiple of 16, the last 16 elements are drawn again.
// - fewer: Box-Muller in float64, two 53-bit uniforms for two numbers, of which the second is kept for the next call.
// PyTorch's vector unit rounds its logarithm, sine and cosine a little otherwise, so numbers agree to about 1e-7 of the largest.
import { sizeOf, tensor, type Tensor } from '../../tensor/tensor'
import { MersenneTwister } from './mersenneTwister'

const { fround } = Math
const twoPi = fround(2 * Math.PI)

export type GeneratorState = ReturnType<MersenneTwister['state']> & { readonly spare?: number }

export class Generator {
  private readonly engine: MersenneTwister
  /** The second number of a pair that was drawn in float64. */
  private spare: number | undefined

  /**
   * @param seed a whole number from -2^63 to 2^64 - 1. As in PyTorch only its low 32 bits reach the engine.
   * @throws RangeError for anything else.
   */
  constructor(seed: number | bigint | Generator) {
    if (seed instanceof Generator) {
      this.engine = new MersenneTwister(seed.engine)
      this.spare = seed.spare
    } else this.engine = new MersenneTwister(lowBits(seed))
  }

  /** A generator in the same state, that goes on independently. */
  clone(): Generator {
    return new Generator(this)
  }

  /** Where it stands, as plain data, for going on another day. */
  state(): GeneratorState {
    return { ...this.engine.state(), ...(this.spare !== undefined && { spare: this.spare }) }
  }

  restore({ spare, ...engine }: GeneratorState): void {
    this.engine.restore(engine)
    this.spare = spare
  }

  /** `torch.rand`: uniform float32 numbers in [0, 1). */
  rand(shape: readonly number[]): Tensor {
    const data = new Float32Array(sizeOf(shape))
    for (let i = 0; i < data.length; i++) data[i] = this.uniform24()
    return tensor(data, shape)
  }

  /** `torch.randn`: standard normal float32 numbers. */
  randn(shape: readonly number[]): Tensor {
    const data = new Float32Array(sizeOf(shape))
    if (data.length < 16) for (let i = 0; i < data.length; i++) data[i] = this.normal53()
    else this.fillNormal(data)
    return tensor(data, shape)
  }

  /**
   * `torch.randint(low, high, shape)`: whole numbers from low to high - 1, for ranges up to 2^32. Ranges from 2^28 take 64 bits
   * a number, as in PyTorch 2.13.
   */
  randint(low: number, high: number, shape: readonly number[]): number[] {
    const range = high - low
    if (!(range > 0 && range <= 2 ** 32))
      throw new RangeError(`There is no range of at most 2^32 whole numbers from ${low} to below ${high}.`)
    return Array.from({ length: sizeOf(shape) }, () => {
      if (range < 2 ** 28) return low + (this.engine.uint32() % range)
      const high32 = this.engine.uint32()
      return low + Number(((BigInt(high32) << 32n) | BigInt(this.engine.uint32())) % BigInt(range))
    })
  }

  private uniform24(): number {
    return (this.engine.uint32() & 0xffffff) / 2 ** 24
  }

  /** The low 53 bits of a 64-bit number, whose high half is drawn first. */
  private uniform53(): number {
    const high = this.engine.uint32() & 0x1fffff
    return (high * 2 ** 32 + this.engine.uint32()) / 2 ** 53
  }

  private normal53(): number {
    if (this.spare !== undefined) {
      const { spare } = this
      this.spare = undefined
      return spare
    }
    const angle = 2 * Math.PI * this.uniform53()
    const radius = Math.sqrt(-2 * Math.log1p(-this.uniform53()))
    this.spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  private fillNormal(data: Float32Array): void {
    for (let i = 0; i < data.length; i++) data[i] = this.uniform24()
    for (let i = 0; i + 16 <= data.length; i += 16) boxMuller(data.subarray(i, i + 16))
    if (data.length % 16 === 0) return
    const tail = data.subarray(data.length - 16)
    for (let i = 0; i < 16; i++) tail[i] = this.uniform24()
    boxMuller(tail)
  }
}

/** Sixteen uniform numbers to sixteen normal ones, in place and in float32. */
function boxMuller(block: Float32Array): void {
  for (let j = 0; j < 8; j++) {
    const radius = fround(Math.sqrt(fround(-2 * fround(Math.log(1 - (block[j] as number))))))
    const angle = fround(twoPi * (block[j + 8] as number))
    block[j] = radius * fround(Math.cos(angle))
    block[j + 8] = radius * fround(Math.sin(angle))
  }
}

function lowBits(seed: number | bigint): number {
  if (typeof seed === 'number' && !Number.isSafeInteger(seed))
    throw new RangeError(`The seed ${seed} is not a whole number below 2^53; give larger ones as a bigint.`)
  const whole = BigInt(seed)
  if (whole < -(2n ** 63n) || whole >= 2n ** 64n)
    throw new RangeError(`The seed ${whole} does not fit into 64 bits.`)
  return Number(BigInt.asUintN(32, whole))
}
