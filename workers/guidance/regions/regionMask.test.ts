import { describe, expect, it } from 'vitest'
import type { GuideEnvironment } from '../../diffusion/environment'
import { tensor, type Tensor } from '../../tensor/tensor'
import { plainColours } from './plainColours'
import { regionMask } from './regionMask'

const none = { mask: '', left: 0, top: 0, width: 0, height: 0 }
const env = (pictureMask?: Tensor) =>
  ({ latentShape: [1, 4, 4, 10], pictureMask: () => pictureMask! }) as unknown as GuideEnvironment
const columnsOf = ({ data }: Tensor) =>
  [...data.subarray(0, 10)].flatMap((share, x) => (share > 0 ? [x] : []))
const rowsOf = ({ data }: Tensor) =>
  [0, 1, 2, 3].filter((y) => data.subarray(10 * y, 10 * y + 10).includes(1))

describe('a region that is a box', () => {
  it('has the latent pixels whose middle lies in it', () => {
    const box = regionMask({ ...none, left: 15, width: 30, height: 100 }, 1, env())
    // Middles lie at 5, 15, ... 95: the left edge belongs to the box, the right one does not.
    expect(columnsOf(box)).toEqual([1, 2, 3])
    expect(rowsOf(box)).toEqual([0, 1, 2, 3])
    const middle = regionMask({ ...none, top: 30, width: 100, height: 40 }, 1, env())
    expect(rowsOf(middle)).toEqual([1, 2])
    expect(new Set(middle.data)).toEqual(new Set([0, 1]))
  })

  it('is left and right of another without a gap or an overlap', () => {
    const left = regionMask({ ...none, width: 35, height: 100 }, 1, env())
    const right = regionMask({ ...none, left: 35, width: 65, height: 100 }, 2, env())
    expect([columnsOf(left), columnsOf(right)]).toEqual([
      [0, 1, 2],
      [3, 4, 5, 6, 7, 8, 9],
    ])
  })

  it.each([{ width: 50 }, { height: 50 }, {}])('of %j is refused', (size) => {
    expect(() => regionMask({ ...none, ...size }, 3, env())).toThrow('Region 3 has neither a mask nor a box.')
  })

  it('between the middles of pixels covers nothing', () => {
    const thin = { ...none, left: 46, width: 8, height: 100 }
    const beside = { ...none, left: 99, width: 5, height: 100 }
    for (const box of [thin, beside])
      expect(() => regionMask(box, 2, env())).toThrow('Region 2 has no pixel: its box is too thin')
  })
})

describe('a region that is a mask', () => {
  it('has a share of each latent pixel, and any share will do', () => {
    const data = Float32Array.from({ length: 8 * 20 }, (_, at) => (at === 3 ? 1 : 0))
    const own = regionMask({ ...none, mask: 'own' }, 1, env(tensor(data, [1, 1, 8, 20])))
    expect([own.shape, own.data[1], columnsOf(own)]).toEqual([[1, 1, 4, 10], 0.25, [1]])
  })
})

it('that is a mask and covers nothing is told as a mask', () => {
  const nothing = tensor(new Float32Array(8 * 20), [1, 1, 8, 20])
  expect(() => regionMask({ ...none, mask: 'own' }, 1, env(nothing))).toThrow('its mask covers nothing')
})

describe('plain colours', () => {
  const encoded: Tensor[] = []
  const colours = {
    latentShape: [1, 2, 1, 3],
    random: (stream: string, shape: readonly number[]) => {
      expect([stream, shape]).toEqual(['colours', [2, 3]])
      return tensor(Float32Array.of(0, 1, -1, 3, -3, 0), [2, 3])
    },
    // Twice as bright at one end as on average.
    encodeMean: async (picture: Tensor) => {
      encoded.push(picture)
      return tensor(Float32Array.of(0, 2 * picture.data[0]!, 10, 30), [1, 2, 1, 2])
    },
  } as unknown as GuideEnvironment

  it('are pictures of one colour, from -1 to 1, and their latents’ means over the canvas', async () => {
    const [first, second] = await plainColours(2, colours)
    expect(encoded.map(({ shape }) => shape)).toEqual([
      [1, 3, 64, 64],
      [1, 3, 64, 64],
    ])
    const of = ({ data }: Tensor) => [0, 4096, 8192].map((at) => data[at]!)
    expect(encoded[0]!.data.subarray(0, 4096).every((value) => value === 0)).toBe(true)
    // tanh(1.7 x / 2), which is the logistic curve from -1 to 1.
    const curve = (x: number) => Math.tanh(0.85 * x)
    of(encoded[0]!).forEach((value, at) => expect(value).toBeCloseTo(curve([0, 1, -1][at]!), 5))
    of(encoded[1]!).forEach((value, at) => expect(value).toBeCloseTo(curve([3, -3, 0][at]!), 5))
    expect([...first!.data]).toEqual([0, 0, 0, 20, 20, 20])
    expect(second!.data[2]).toBeCloseTo(curve(3), 5)
    expect(second!.shape).toEqual([1, 2, 1, 3])
  })

  it('are not drawn where none are wanted', async () => {
    const env = { random: expect.unreachable } as unknown as GuideEnvironment
    expect(await plainColours(0, env)).toEqual([])
  })
})
