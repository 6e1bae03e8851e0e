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
    expect(image('?image=100%%20%EA%B3%A0%E9.png')).toBe('100% 고%E9.png')
    // With parameters of its own, as signed addresses have them.
    expect(image('?image=https://x.org/a.png?w=9&token=a%2Fb&backend=wasm')).toBe(
      'https://x.org/a.png?w=9&token=a%2Fb',
    )
    expect(image('?image=https://x.org/a.png&token=9')).toBe('https://x.org/a.png')
    // Characters of any kind, as the address bar escapes them and as a script does.
    expect(image(`?image=${encodeURIComponent('https://x.org/고양이 🐈/50% #1.png')}`)).toBe(
      'https://x.org/고양이 🐈/50% #1.png',
    )
    expect(image('?image=https://x.org/%EA%B3%A0%20%F0%9F%90%88%231.png')).toBe(
      'https://x.org/%EA%B3%A0%20%F0%9F%90%88%231.png',
    )
  })

  it('is none where there is none', () => {
    expect(image('')).toBeUndefined()
    expect(image('?image=')).toBeUndefined()
    expect(image('?myimage=x')).toBeUndefined()
  })
})
