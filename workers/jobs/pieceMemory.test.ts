import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AttentionLayer } from '../../src/shared/attentionLayer'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'
import { runEdit } from './editJob'
import { openTinyNetworks, type TinyNetworks } from './fixtures/tinyNetworks.node'
import { checkPieces, samplesAtOnce, samplesWorthOneRun } from './pieceMemory'

const layer = (level: number, heads: number, kind: 'self' | 'cross' = 'self'): AttentionLayer => ({
  path: '',
  place: 'down',
  kind,
  level,
  heads,
})
/** Stable Diffusion 1: 8 heads everywhere, attention at the latents' own size. */
const sd1 = { attention: [layer(0, 8), layer(0, 8, 'cross'), layer(1, 8), layer(2, 8)] }
const whole = (width: number, height: number) => ({ top: 0, left: 0, width, height })

describe('the memory of a piece', () => {
  const canvas = whole(128, 128)

  it('is that of its largest attention map: 512x512 fit, 1024x1024 do not', () => {
    expect(() => checkPieces([whole(64, 64)], canvas, sd1, 8)).not.toThrow()
    // 4 bytes x 8 heads x (128 x 128)^2
    expect(() => checkPieces([whole(128, 128)], canvas, sd1, 8)).toThrow(
      '1024x1024 pixels at a time need 8.6 GB for one attention map of this checkpoint, more than the 2.1 GB that fit.',
    )
    // Who has windows already is not told to take some.
    expect(() => checkPieces([whole(64, 64), whole(128, 128)], whole(256, 128), sd1, 8)).toThrow(
      'Windows of 1024x1024 pixels need 8.6 GB for one attention map of this checkpoint, more than the 2.1 GB that fit.',
    )
  })

  it('counts the levels at which there is attention, and odd sizes up', () => {
    const deep = { attention: [layer(2, 8)] }
    expect(() => checkPieces([whole(128, 128)], canvas, deep, 8)).not.toThrow()
    expect(samplesAtOnce({ attention: [layer(1, 1)] }, 3, 3)).toBe((2 * 2 ** 30) / (4 * 4 ** 2))
  })

  it('limits how many samples run together', () => {
    expect(samplesAtOnce(sd1, 64, 64)).toBe(4)
    expect(samplesAtOnce(sd1, 128, 128)).toBe(1)
    // Maps of the text are small, however many heads they have.
    expect(samplesAtOnce({ attention: [layer(0, 8), layer(0, 64, 'cross')] }, 64, 64)).toBe(4)
    expect(samplesAtOnce({ attention: [] }, 64, 64)).toBe(Infinity)
  })

  it('limits the windows of a canvas that run together further: more of them only take memory', () => {
    expect(samplesWorthOneRun(16, 16)).toBe(8)
    expect(samplesWorthOneRun(16, 32)).toBe(4)
    expect(samplesWorthOneRun(64, 64)).toBe(0)
  })
})

describe('a canvas that is too large for memory', () => {
  let tiny: TinyNetworks
  beforeAll(async () => {
    tiny = await openTinyNetworks()
  })
  afterAll(() => tiny.dispose())

  const recipe = (guides: readonly object[]) =>
    parseRecipe(
      { version: 2, checkpoint: 'sd1', prompt: 'a cat', steps: 1, width: 4096, height: 4096, guides },
      guideMetas,
    )

  it('is refused before the run, in one sentence with the numbers', async () => {
    const networks = await tiny.open('sd1')
    const stages: string[] = []
    const run = runEdit({ recipe: recipe([]), images: {} }, networks, { onStage: (one) => stages.push(one) })
    await expect(run).rejects.toThrow(/^4096x4096 pixels at a time need \d+\.\d GB/)
    expect(stages).not.toContain('denoising')
  })

  it('is refused as a panorama whose windows are too large', async () => {
    const wide = { id: 'multidiffusion', values: { window: 2048 } }
    const run = runEdit({ recipe: recipe([wide]), images: {} }, await tiny.open('sd1'))
    await expect(run).rejects.toThrow(/^Windows of 2048x2048 pixels need/)
  })
})
