import { expect, it } from 'vitest'
import { fitsCheckpoint } from './fitsCheckpoint'

const sd1 = { levels: [320, 640, 1280, 1280], textWidth: 768 }
const sdxl = { levels: [320, 640, 1280], textWidth: 2048 }

it.each([
  ['a ControlNet of 1', { kind: 'controlnet', ...sd1 }, [true, false]],
  ['a ControlNet of XL', { kind: 'controlnet', ...sdxl }, [false, true]],
  ['an adapter of 1', { kind: 't2i-adapter', levels: sd1.levels }, [true, false]],
  ['an adapter of XL', { kind: 't2i-adapter', levels: sdxl.levels }, [false, true]],
] as const)('%s goes with its own family of Stable Diffusion', (_, network, fits) => {
  expect([fitsCheckpoint(network, sd1), fitsCheckpoint(network, sdxl)]).toEqual(fits)
})
