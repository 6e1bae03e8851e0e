import { describe, expect, it } from 'vitest'
import { aspectOf, aspects, sizeOfAspect } from './sizePresets'

describe('presets of a size', () => {
  it('keep the area that the checkpoint was trained at, in steps that its UNet halves', () => {
    const trained = { width: 512, height: 512 }
    expect(sizeOfAspect(aspects.square, trained)).toEqual(trained)
    expect(sizeOfAspect(aspects.landscape, trained)).toEqual({ width: 576, height: 448 })
    expect(sizeOfAspect(aspects.tall, trained)).toEqual({ width: 384, height: 704 })
    expect(sizeOfAspect(aspects.wide, { width: 128, height: 128 })).toEqual({ width: 168, height: 96 })
  })

  it('stay within what a recipe may say, whatever the picture', () => {
    expect(sizeOfAspect(1000, { width: 512, height: 512 })).toEqual({ width: 4096, height: 64 })
  })

  it('are told by their size', () => {
    const trained = { width: 768, height: 768 }
    for (const id of ['square', 'landscape', 'portrait', 'wide', 'tall'] as const)
      expect(aspectOf(sizeOfAspect(aspects[id], trained), trained)).toBe(id)
    expect(aspectOf({ width: 768, height: 704 }, trained)).toBeUndefined()
  })
})
