import { expect, it } from 'vitest'
import { tensor, type Tensor } from '../tensor/tensor'
import { perView } from './perView'

/** 16 x 24 pixels that say where they are: 100 y + x. */
const picture = tensor(
  Float32Array.from({ length: 16 * 24 }, (_, at) => 100 * Math.floor(at / 24) + (at % 24)),
  [1, 1, 16, 24],
)

it('networks are given the part of the picture below each view, once', async () => {
  const seen: Tensor[] = []
  const made = perView(picture, [1, 4, 4, 6], async (part) => seen.push(part))
  const view = { top: 1, left: 2, height: 2, width: 3 }
  expect(await made(view)).toBe(1)
  expect(seen[0]!.shape).toEqual([1, 1, 8, 12])
  // Four pixels for each latent one.
  expect(seen[0]!.data[0]).toBe(100 * 4 + 8)
  expect(seen[0]!.data.at(-1)).toBe(100 * 11 + 19)
  // Another object, at the same place.
  expect(await made({ ...view })).toBe(1)
  for (const moved of [{ top: 0 }, { left: 3 }, { height: 3 }, { width: 2 }])
    await made({ ...view, ...moved })
  expect(seen.map(({ shape, data }) => [data[0], shape[2], shape[3]])).toEqual([
    [408, 8, 12],
    [8, 8, 12],
    [412, 8, 12],
    [408, 12, 12],
    [408, 8, 8],
  ])
})

it('of the whole canvas they are given the picture itself', async () => {
  const made = perView(picture, [1, 4, 4, 6], async (part) => part)
  expect(await made({ top: 0, left: 0, height: 4, width: 6 })).toBe(picture)
})
