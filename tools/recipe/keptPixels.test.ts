// The promise of a mask: outside of it the picture's own bytes stay, whatever makes the edit.
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { checkpoint, fixture, instruct, run } from './fixtures/commandLine.node'
import { readPicture } from './picture'

describe('a hole in the picture', () => {
  it('becomes opaque where it is edited, and stays one elsewhere', async () => {
    const args = ['--checkpoint', checkpoint('instruct'), '--mask', fixture('hole-mask.png')]
    const before = await readPicture(fixture('hole-clear.png'))
    const after = await readPicture(await run(instruct, [...args, '--image', fixture('hole-clear.png')]))
    const mask = await sharp(fixture('hole-mask.png')).toColourspace('b-w').raw().toBuffer()
    let filled = 0
    mask.forEach((inside, at) => {
      const [was, is] = [before.data[at * 4 + 3], after.data[at * 4 + 3]]
      if (inside >= 128 && was === 0) filled++
      expect(is, `pixel ${at}`).toBe(inside >= 128 && was === 0 ? 255 : was)
    })
    expect(filled).toBeGreaterThan(0)
  })
})

describe('outside of the feathered mask', () => {
  const cases = [
    { name: 'InstructPix2Pix', recipe: instruct, model: 'instruct', picture: 'picture.png' },
    {
      name: 'InstructPix2Pix on a picture with alpha',
      recipe: instruct,
      model: 'instruct',
      picture: 'alpha.png',
    },
    {
      name: 'an edit laid over only where it changed something',
      recipe: { ...instruct, keepUnchanged: true },
      model: 'instruct',
      picture: 'picture.png',
    },
    {
      name: 'inpainting with 9 channels',
      recipe: { ...instruct, guides: [] },
      model: 'inpaint',
      picture: 'picture.png',
    },
    {
      name: 'inpainting by blending, the whole picture scaled down',
      recipe: { ...instruct, guides: [], steps: 2, feather: 0 },
      model: 'tiny-vae',
      picture: 'alpha.png',
    },
    {
      name: 'image-to-image',
      recipe: { ...instruct, guides: [], strength: 0.7, feather: 9.5 },
      model: 'tiny-vae',
      picture: 'picture.png',
    },
  ]
  it.each(cases)('$name keeps every bit of the picture', async ({ recipe, model, picture }) => {
    const args = [
      '--checkpoint',
      checkpoint(model),
      '--image',
      fixture(picture),
      '--mask',
      fixture('mask.png'),
    ]
    const out = await run(recipe, args)
    const before = await readPicture(fixture(picture))
    const after = await readPicture(out)
    const mask = await sharp(fixture('mask.png')).toColourspace('b-w').raw().toBuffer()
    expect([after.width, after.height]).toEqual([before.width, before.height])
    const feather = 'feather' in recipe ? recipe.feather : 4

    const { width, height } = before
    const covered = [...mask.keys()].filter((at) => mask[at] === 255)
    let [kept, changed, alphaChanged] = [0, 0, 0]
    for (let at = 0; at < width * height; at++) {
      const [x, y] = [at % width, Math.floor(at / width)]
      const distance = Math.min(...covered.map((c) => Math.hypot((c % width) - x, Math.floor(c / width) - y)))
      const same = [0, 1, 2].every((c) => before.data[at * 4 + c] === after.data[at * 4 + c])
      if (before.data[at * 4 + 3] !== after.data[at * 4 + 3]) alphaChanged++
      if (distance > feather) {
        expect(same, `pixel ${x}, ${y}`).toBe(true)
        kept++
      } else if (distance === 0 && !same) changed++
    }
    expect(kept).toBeGreaterThan(3000)
    expect(changed).toBeGreaterThan(0.9 * covered.length)
    expect(alphaChanged).toBe(0)
  })
})
