// The sums of small maps, by hand; workers/jobs/wordMaps.test.ts has those of real networks against DAAM's.
import { describe, expect, it } from 'vitest'
import type { AttentionLayer } from '../../src/shared/attentionLayer'
import type { View } from '../diffusion/views'
import { tensor, type Tensor } from '../tensor/tensor'
import { AttentionSums } from './attentionSums'

const layer = (path: string, kind: 'cross' | 'self', place: 'down' | 'mid' | 'up', level: number) =>
  ({ path, kind, place, level, heads: 2 }) as AttentionLayer
const cross = layer('cross', 'cross', 'down', 0)
const self = layer('self', 'self', 'up', 0)
const whole: View = { top: 0, left: 0, height: 1, width: 2 }

/** [1, heads, queries, keys] */
const maps = (...heads: readonly (readonly (readonly number[])[])[]): Tensor =>
  tensor(Float32Array.from(heads.flat(2)), [1, heads.length, heads[0]!.length, heads[0]![0]!.length])
const even = [
  [0.5, 0.5],
  [0.5, 0.5],
]
const rounded = ({ data }: Tensor) => [...data].map((value) => Number(value.toFixed(5)))

const sumsOf = (attention: readonly AttentionLayer[] = [cross, self]) =>
  new AttentionSums({ attention, sampleSize: 16 })

describe('what words are given', () => {
  // Two heads over two pixels and three tokens.
  const taps = new Map([
    [
      'cross',
      maps(
        [
          [0.1, 0.2, 0.7],
          [0.3, 0.3, 0.4],
        ],
        [
          [0.3, 0.4, 0.3],
          [0.5, 0.1, 0.4],
        ],
      ),
    ],
    [
      'self',
      maps(
        [
          [0.9, 0.1],
          [0.2, 0.8],
        ],
        [
          [0.7, 0.3],
          [0.4, 0.6],
        ],
      ),
    ],
  ])

  it('is the mean over heads, tokens and runs, and is carried along the self-attention', () => {
    const sums = sumsOf()
    expect([sums.isEmpty, sums.taps]).toEqual([true, ['cross', 'self']])
    // The first word has two tokens, the second one.
    sums.add({ view: whole, taps, of: 0, positions: [[0, 1], [2]] })
    expect(sums.isEmpty).toBe(false)
    const { maps: found, carried } = sums.mean([1, 2], [2])
    expect(found.shape).toEqual([2, 1, 2])
    expect(rounded(found)).toEqual([0.25, 0.3, 0.5, 0.4])
    // By rows of [0.8, 0.2] and [0.3, 0.7].
    expect(rounded(carried)).toEqual([0.26, 0.285, 0.48, 0.43])
    sums.add({ view: whole, taps, of: 0, positions: [[0, 1], [2]] })
    expect(rounded(sums.mean([1, 2], [2]).maps)).toEqual([0.25, 0.3, 0.5, 0.4])
    expect(rounded(sums.mean([1, 2], [2]).carried)).toEqual([0.26, 0.285, 0.48, 0.43])
  })

  it('is read on the way down where nothing on the way up attends', () => {
    const down = layer('self', 'self', 'down', 0)
    const sums = sumsOf([cross, down, layer('middle', 'self', 'mid', 1)])
    expect(sums.taps).toEqual(['cross', 'self'])
    sums.add({ view: whole, taps, of: 0, positions: [[0, 1], [2]] })
    expect(rounded(sums.mean([1, 2], [2]).carried)).toEqual([0.26, 0.285, 0.48, 0.43])
    expect(sumsOf([cross, down, self]).taps).toEqual(['cross', 'self'])
    expect(() => sumsOf([layer('middle', 'cross', 'mid', 1)])).toThrow(/has none beside its middle block/)
  })

  it('is less for a word that only some of the runs say, and nothing for tokens that were dropped', () => {
    const sums = sumsOf()
    // The text has three tokens.
    sums.add({ view: whole, taps, of: 0, positions: [[0], [2, 3, 7]] })
    sums.add({ view: whole, taps, of: 0, positions: [[], [9]] })
    expect(rounded(sums.mean([1, 2], [2]).maps)).toEqual([0.1, 0.2, 0.25, 0.2])
  })

  it('lies where each view lies, and is averaged where views meet', () => {
    const sums = sumsOf()
    const given = (value: number) =>
      new Map([
        [
          'cross',
          maps([
            [value, 0],
            [value, 0],
          ]),
        ],
        ['self', maps(even)],
      ])
    sums.add({ view: whole, taps: given(0.2), of: 0, positions: [[0]] })
    sums.add({ view: { ...whole, left: 1 }, taps: given(0.6), of: 0, positions: [[0]] })
    const { maps: found, carried } = sums.mean([1, 4], [1])
    // No view reads the prompt at the last pixel.
    expect(rounded(found)).toEqual([0.2, 0.4, 0.6, 0])
    expect(rounded(carried)).toEqual([0.2, 0.4, 0.6, 0.2])
    // On a circular canvas a view goes on at the left.
    const around = sumsOf()
    around.add({ view: { ...whole, left: 2 }, taps: given(0.6), of: 0, positions: [[0]] })
    expect(rounded(around.mean([1, 3], [1]).maps)).toEqual([0.6, 0, 0.6])
  })
})

describe('words of several prompts', () => {
  const attended = (values: readonly number[]) =>
    new Map([
      ['cross', maps(values.map((value) => [value, 1 - value]))],
      ['self', maps(values.map(() => values.map(() => 1 / values.length)))],
    ])
  const four: View = { top: 0, left: 0, height: 1, width: 4 }
  /** Two prompts of one word and of two, the first read for the rest of the canvas, the other for its right half. */
  function both(weight: readonly number[]) {
    const sums = sumsOf()
    const rest = { ...four, weight: Float32Array.from(weight, (share) => 1 - share) }
    for (let run = 0; run < 2; run++) {
      sums.add({ view: rest, taps: attended([0.2, 0.4, 0.9, 0.9]), of: 0, positions: [[0]] })
      const own = { ...four, weight: Float32Array.from(weight) }
      sums.add({ view: own, taps: attended([0.9, 0.9, 0.3, 0.5]), of: 1, positions: [[0], [1]] })
    }
    return sums.mean([1, 4], [1, 2])
  }

  it('have a part where their prompt was read, by its weight there', () => {
    const { maps: found } = both([0, 0, 1, 1])
    expect(found.shape).toEqual([3, 1, 4])
    expect(rounded(found)).toEqual([0.2, 0.4, 0, 0, 0, 0, 0.3, 0.5, 0, 0, 0.7, 0.5])
    const halves = rounded(both([0, 0, 0.5, 0.5]).maps)
    expect(halves).toEqual([0.2, 0.4, 0.45, 0.45, 0, 0, 0.15, 0.25, 0, 0, 0.35, 0.25])
  })

  it('have the mean of what their prompt was read for', () => {
    expect(both([0, 0, 1, 1]).means.map((mean) => Number(mean.toFixed(5)))).toEqual([0.3, 0.4, 0.6])
    // 1.5 over three pixels' worth, and 0.4 over one's.
    const means = both([0, 0, 0.5, 0.5]).means.map((mean) => Number(mean.toFixed(5)))
    expect(means).toEqual([0.5, 0.4, 0.6])
  })

  it('are carried on as if nothing stood out where their prompt was not read', () => {
    const self = [
      [0.5, 0, 0.5, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]
    const sums = sumsOf()
    const weight = Float32Array.of(0, 0, 1, 1)
    const taps = new Map([...attended([0.9, 0.1, 0.3, 0.5]), ['self', maps(self)]])
    sums.add({ view: { ...four, weight }, taps, of: 0, positions: [[0]] })
    // What it attends to beside its part counts, but does not show.
    expect(rounded(sums.mean([1, 4], [1]).carried)).toEqual([0.3, 0.3, 0.3, 0.5])
  })
})

describe('several layers', () => {
  it('are averaged at their places on the canvas, and those of self-attention’s own size are carried along it', () => {
    const sums = new AttentionSums({
      attention: [
        layer('one', 'cross', 'down', 0),
        layer('other', 'cross', 'up', 0),
        layer('small', 'cross', 'up', 1),
        self,
      ],
      sampleSize: 16,
    })
    const taps = new Map([
      ['one', maps([[0.2], [0.4]])],
      ['other', maps([[0.6], [0.8]])],
      ['small', maps([[0.5]])],
      [
        'self',
        maps([
          [0, 1],
          [1, 0],
        ]),
      ],
    ])
    sums.add({ view: { top: 1, left: 0, height: 2, width: 1 }, taps, of: 0, positions: [[0]] })
    const { maps: found, carried } = sums.mean([3, 2], [1])
    expect(rounded(found)).toEqual([0, 0, 0.43333, 0, 0.56667, 0])
    expect(rounded(carried)).toEqual([0.4, 0.4, 0.6, 0.4, 0.4, 0.4])
  })
})

describe('the layers that are read', () => {
  it('are all of cross-attention but the middle block’s, and self-attention beside the best of them, the later ones first', () => {
    const early = layer('early', 'self', 'down', 0)
    const others = [
      layer('mid', 'cross', 'mid', 0),
      layer('mid self', 'self', 'mid', 0),
      layer('small', 'self', 'up', 1),
    ]
    const deep = layer('deep', 'cross', 'up', 1)
    expect(sumsOf([early, cross, ...others, deep, self]).taps).toEqual(['cross', 'deep', 'self'])
    expect(sumsOf([early, cross, ...others, deep]).taps).toEqual(['cross', 'deep', 'early'])
  })
})
