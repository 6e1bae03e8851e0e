import { describe, expect, it } from 'vitest'
import { refuseTooLarge } from './fitsMemory'

const plan = { batch: 4, size: 512, kind: 'lora' } as const

describe('a training that does not fit', () => {
  it('is refused with the pictures a step that fit', () => {
    expect(() => refuseTooLarge({ standing: 1e9, passing: 8e9 }, 5e9, plan)).toThrow(
      expect.objectContaining({
        message: 'Teaching this takes about 9.0 GB of memory, and there are 5.0.',
        hint: 'Take at most 2 pictures a step, which fits.',
      }),
    )
  })

  it('is refused with the size that fits', () => {
    expect(() => refuseTooLarge({ standing: 1e9, passing: 8e9 }, 2e9, plan)).toThrow(
      expect.objectContaining({ hint: 'Take one picture a step, of 360 pixels, which fits.' }),
    )
  })

  it('is refused where nothing fits', () => {
    expect(() => refuseTooLarge({ standing: 4e9, passing: 8e9 }, 2e9, plan)).toThrow(
      expect.objectContaining({
        hint: 'Take a smaller checkpoint. The command line has all of the machine’s memory.',
      }),
    )
  })

  it('passes where it fits', () => {
    expect(() => refuseTooLarge({ standing: 1e9, passing: 1e9 }, 2e9, plan)).not.toThrow()
  })
})
