import { describe, expect, it } from 'vitest'
import type { AttentionLayer } from '../../src/shared/attentionLayer'
import { levelSize } from './levelSize'
import { wordLayers } from './wordLayers'

const layer = (level: number, rest: Partial<AttentionLayer> = {}) =>
  ({ path: `${level}`, kind: 'cross', place: 'down', level, ...rest }) as AttentionLayer

describe('a size that is halved', () => {
  it('keeps an odd pixel, each time', () => {
    expect(levelSize([64, 96], 0)).toEqual([64, 96])
    expect(levelSize([64, 96], 2)).toEqual([16, 24])
    expect(levelSize([13, 9], 1)).toEqual([7, 5])
    expect(levelSize([13, 9], 3)).toEqual([2, 2])
  })
})

describe('the layers that tell where words are', () => {
  it('are those nearest to 16 x 16 at the size that was trained', () => {
    const attention = [layer(0), layer(1), layer(2), layer(2, { place: 'up' }), layer(3)]
    expect(wordLayers({ attention, sampleSize: 64 }, 'x')).toEqual({
      layers: attention.slice(2, 4),
      level: 2,
    })
    // 96 / 8 = 12 is nearer than 24; of 8 x 8 latents there is no larger map than their own.
    expect(wordLayers({ attention, sampleSize: 96 }, 'x').level).toBe(3)
    expect(wordLayers({ attention, sampleSize: 8 }, 'x').level).toBe(0)
  })

  it('are neither of the middle block nor of self-attention', () => {
    const attention = [layer(2, { place: 'mid' }), layer(2, { kind: 'self' }), layer(1)]
    expect(wordLayers({ attention, sampleSize: 64 }, 'x').layers).toEqual([attention[2]])
    expect(() => wordLayers({ attention: attention.slice(0, 2), sampleSize: 64 }, 'Word maps')).toThrow(
      /^"Word maps" reads the UNet’s cross-attention, and this checkpoint has none/,
    )
  })
})
