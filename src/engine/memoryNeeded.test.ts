import { expect, it } from 'vitest'
import { memoryNeeded } from './memoryNeeded'

const [text, unet, decoder] = [
  { fixed: 1e9, perPixel: 0 },
  { fixed: 3.4e9, perPixel: 4000, spare: 1.7e9 },
  { fixed: 0.2e9, perPixel: 2000, upTo: 500_000 },
]
const size = (side: number) => ({ width: side, height: side })

it('adds up what the networks take at the chosen size', () => {
  expect(memoryNeeded([text, decoder], { width: 400, height: 1000 }, 'webgpu').bytes).toBe(2e9)
})

it('counts what was freed after loading before more is needed', () => {
  const bytes = (side: number) => memoryNeeded([unet], size(side), 'wasm').bytes
  expect(bytes(500)).toBe(3.4e9)
  expect(bytes(1000)).toBe(3.4e9 + 4e9 - 1.7e9)
})

it('counts no more than a part of what is worked on in parts', () => {
  const bytes = (side: number) => memoryNeeded([decoder], size(side), 'webgpu').bytes
  expect(bytes(2000)).toBe(bytes(1000))
})

it('refuses on wasm one network that is more than it can address, and all of them together only elsewhere', () => {
  expect(memoryNeeded([text, unet, decoder], size(500), 'wasm').fits).toBe(true)
  expect(memoryNeeded([text, unet, decoder], size(1000), 'wasm').fits).toBe(false)
  expect(memoryNeeded([text, unet, decoder], size(1000), 'webgpu').fits).toBe(true)
})
