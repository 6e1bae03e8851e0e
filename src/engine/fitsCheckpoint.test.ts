import { expect, it } from 'vitest'
import { misfitOf, misfitText, traitsOf } from './fitsCheckpoint'

const sd1 = { levels: [320, 640, 1280, 1280], textWidth: 768 }
const sdxl = { levels: [320, 640, 1280], textWidth: 2048 }

it.each([
  ['a ControlNet of 1', { kind: 'controlnet', ...sd1 }, [true, false]],
  ['a ControlNet of XL', { kind: 'controlnet', ...sdxl }, [false, true]],
  ['an adapter of 1', { kind: 't2i-adapter', levels: sd1.levels }, [true, false]],
  ['an adapter of XL', { kind: 't2i-adapter', levels: sdxl.levels }, [false, true]],
] as const)('%s goes with its own family of Stable Diffusion', (_, network, fits) => {
  expect([sd1, sdxl].map((checkpoint) => misfitOf(network, checkpoint) === undefined)).toEqual(fits)
})

it('one of another family is told with the two numbers that disagree', () => {
  const checkpoint = { id: 'mine', ...sd1 }
  const said = (network: Parameters<typeof misfitOf>[0]) => misfitText('en', network, checkpoint)
  expect(said(traitsOf('toyland/controlnet-canny', [])!)).toBe(
    'It was made for another kind of checkpoint: it reads 128 numbers for each token of the text, and mine gives 768.',
  )
  expect(said(traitsOf('toyland/t2i-adapter-colour', [])!)).toBe(
    'It was made for another kind of checkpoint: it has 3 levels, and mine has 4.',
  )
  expect(said({ kind: 't2i-adapter', levels: [320, 640, 960, 1280] })).toBe(
    'It was made for another kind of checkpoint: its level 3 has 960 channels, and that of mine has 1280.',
  )
  expect(said({ kind: 'controlnet', ...sd1 })).toBeUndefined()
  expect(traitsOf('toyland/upscaler', [])).toBeUndefined()
})
