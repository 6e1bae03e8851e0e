import { describe, expect, it } from 'vitest'
import { addressParameter } from './addressParameters'

const image = (search: string) => addressParameter(search, 'image')

describe('an address in the page’s own', () => {
  it('is what was meant, however it was written', () => {
    expect(image('?image=https%3A%2F%2Fx.org%2Fa%20cat.png&backend=wasm')).toBe('https://x.org/a cat.png')
    expect(image('?backend=wasm&image=pictures/a%20cat.png')).toBe('pictures/a cat.png')
    // Written as it is: its percent signs are its own.
    expect(image('?image=https://x.org/100%.png')).toBe('https://x.org/100%.png')
    expect(image('?image=https://x.org/caf%E9.png')).toBe('https://x.org/caf%E9.png')
    expect(image('?image=https%3A%2F%2Fx.org%2Fcaf%25E9.png')).toBe('https://x.org/caf%E9.png')
    expect(image('?image=100%.png')).toBe('100%.png')
  })

  it('is none where there is none', () => {
    expect(image('')).toBeUndefined()
    expect(image('?image=')).toBeUndefined()
    expect(image('?myimage=x')).toBeUndefined()
  })
})
