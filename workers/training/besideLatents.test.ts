import { describe, expect, it } from 'vitest'
import { randomStreams } from '../diffusion/random/streams'
import { tensor } from '../tensor/tensor'
import { withoutSome } from './besideLatents'

const latents = tensor(new Float32Array(4), [1, 1, 2, 2])
const caption = Int32Array.of(1, 2)
const nothing = Int32Array.of(0, 0)

describe('the conditions of a pair', () => {
  it('are left out as often as diffusers leaves them out', () => {
    const random = randomStreams(3)
    const beside = tensor(new Float32Array(4).fill(1), [1, 1, 2, 2])
    const seen = Array.from({ length: 20_000 }, () =>
      withoutSome({ latents, caption, share: 1, beside }, nothing, random),
    )
    const share = (fits: (one: (typeof seen)[number]) => boolean) => seen.filter(fits).length / seen.length
    const [noText, noPicture] = [
      (one: (typeof seen)[number]) => one.caption === nothing,
      (one: (typeof seen)[number]) => one.beside!.data[0] === 0,
    ]
    expect(share((one) => noText(one) && !noPicture(one))).toBeCloseTo(0.05, 2)
    expect(share((one) => noText(one) && noPicture(one))).toBeCloseTo(0.05, 2)
    expect(share((one) => !noText(one) && noPicture(one))).toBeCloseTo(0.05, 2)
  })

  it('of a picture alone stay', () => {
    const random = randomStreams(3)
    const sample = { latents, caption, share: 1 }
    for (let at = 0; at < 100; at++) expect(withoutSome(sample, nothing, random)).toBe(sample)
  })
})
