// PyTorch's random numbers (tools/reference/random_numbers.py): sequences of calls on one generator.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Generator } from './generator'
import { randomStreams } from './streams'

interface Call {
  readonly call: 'randn' | 'rand' | 'randint'
  readonly shape: readonly number[]
  readonly low?: number
  readonly high?: number
  readonly first: readonly number[]
  readonly last?: readonly number[]
  readonly sum: number
  readonly squares: number
}

interface Case {
  readonly seed: string
  readonly name: string
  readonly calls: readonly Call[]
}

const cases = JSON.parse(
  readFileSync(new URL('fixtures/random.json', import.meta.url), 'utf8'),
) as readonly Case[]

function make(
  generator: Generator,
  { call, shape, low = 0, high = 0 }: Call,
): ArrayLike<number> & Iterable<number> {
  switch (call) {
    case 'randn':
      return generator.randn(shape).data
    case 'rand':
      return generator.rand(shape).data
    case 'randint':
      return generator.randint(low, high, shape)
  }
}

/** Largest difference, relative to the largest number that is expected. */
function relativeError(actual: readonly number[], expected: readonly number[]): number {
  const largest = Math.max(...expected.map(Math.abs))
  // The file has the shortest decimals that round to the float32 numbers (int32 ones are whole).
  const exact = expected.map((value) => (Number.isInteger(value) ? value : Math.fround(value)))
  return Math.max(...exact.map((value, at) => Math.abs((actual[at] ?? NaN) - value))) / largest
}

describe.each(cases)('seed $seed, $name', ({ seed, calls }) => {
  it('gives the numbers of torch.manual_seed', () => {
    const generator = new Generator(BigInt(seed))
    for (const call of calls) {
      const numbers = [...make(generator, call)]
      const { first, last, sum, squares } = call
      // Whole and uniform numbers are exact; normal ones differ by the last bit of PyTorch's vectorised sine and logarithm.
      const tolerance = call.call === 'randn' ? 1e-6 : 0
      expect(relativeError(numbers.slice(0, first.length), first)).toBeLessThanOrEqual(tolerance)
      if (last) expect(relativeError(numbers.slice(-last.length), last)).toBeLessThanOrEqual(tolerance)
      const ownSum = numbers.reduce((a, b) => a + b, 0)
      const ownSquares = numbers.reduce((a, b) => a + b * b, 0)
      expect(Math.abs(ownSum - sum)).toBeLessThan(1e-6 * squares)
      expect(Math.abs(ownSquares - squares)).toBeLessThan(1e-6 * squares)
    }
  })
})

describe('a generator', () => {
  it('goes on independently of its clone', () => {
    const one = new Generator(3)
    one.randn([3])
    const other = one.clone()
    const expected = one.randn([21]).data
    one.randn([5])
    expect(other.randn([21]).data).toEqual(expected)
  })

  it('goes on another day where it stood, half a pair of numbers drawn too', () => {
    for (const drawn of [0, 3, 4, 40]) {
      const one = new Generator(5)
      one.randn([drawn])
      const state = JSON.parse(JSON.stringify(one.state())) as ReturnType<Generator['state']>
      const other = new Generator(0)
      // What it had drawn itself is forgotten.
      other.randn([1])
      other.restore(state)
      expect(other.randn([5])).toEqual(one.randn([5]))
      expect(other.rand([700])).toEqual(one.rand([700]))
    }
  })

  it('takes every seed of 64 bits, of which the low 32 count', () => {
    const first = (seed: number | bigint) => new Generator(seed).rand([1]).data[0]
    expect(first(2n ** 64n - 1n)).toBe(first(2n ** 32n - 1n))
    expect(first(-(2n ** 63n))).toBe(first(0))
    expect(first(-1)).toBe(first(2n ** 32n - 1n))
    expect(first(1)).not.toBe(first(2))
  })

  it.each([[0.5], [NaN], [2 ** 53], [2n ** 64n], [-(2n ** 63n) - 1n]])('refuses the seed %s', (seed) => {
    expect(() => new Generator(seed)).toThrow(RangeError)
  })

  it('refuses an empty range', () => {
    expect(() => new Generator(0).randint(5, 5, [1])).toThrow(RangeError)
    expect(() => new Generator(0).randint(0, 2 ** 32 + 1, [1])).toThrow(RangeError)
    expect(new Generator(0).randint(-(2 ** 31), 2 ** 31, [2]).every(Number.isInteger)).toBe(true)
    expect(new Generator(0).randint(7, 8, [3])).toEqual([7, 7, 7])
  })
})

describe('streams', () => {
  it('have in "main" the numbers of the seed itself', () => {
    expect(randomStreams(9).stream('main').randn([4])).toEqual(new Generator(9).randn([4]))
  })

  it('do not shift one another', () => {
    const alone = randomStreams(9)
    const beside = randomStreams(9)
    beside.stream('grain').randn([100])
    beside.stream('other').randn([3])
    expect(beside.stream('main').randn([20])).toEqual(alone.stream('main').randn([20]))
    expect(beside.stream('other').randn([3])).not.toEqual(alone.stream('other').randn([3]))
  })

  it('go on where those of an earlier run stood, each by its name', () => {
    const before = randomStreams(9)
    before.stream('main').randn([7])
    before.stream('grain').randn([3])
    const after = randomStreams(9, before.states())
    expect(Object.keys(before.states())).toEqual(['main', 'grain'])
    for (const name of ['grain', 'main', 'other'])
      expect(after.stream(name).randn([20]), name).toEqual(before.stream(name).randn([20]))
  })

  it('are seeded by FNV-1a of seed and name', () => {
    // FNV-1a of "7:grain", worked out apart: 32-bit, offset basis 2166136261, prime 16777619.
    let hash = 2166136261n
    for (const letter of '7:grain') hash = ((hash ^ BigInt(letter.charCodeAt(0))) * 16777619n) % 2n ** 32n
    expect(randomStreams(7).stream('grain').rand([3])).toEqual(new Generator(hash).rand([3]))
  })
})
