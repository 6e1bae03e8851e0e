// Pictures on disk, as the runner reads and writes them.
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { expectedPictures, rgbaOf } from '../../src/files/fixtures/pictures.node'
import { fixture, instruct, run, withInstruct } from './fixtures/commandLine.node'
import { readPicture } from './picture'

const withPixels = Object.entries(expectedPictures).filter(([, { rgba }]) => rgba !== undefined)

describe('a picture', () => {
  it.each(withPixels)('%s is read as Pillow and the page read it', async (name, expected) => {
    const { width, height, data } = await readPicture(join('src/files/fixtures', name))
    expect([width, height]).toEqual([expected.width, expected.height])
    expect(data).toEqual(rgbaOf(expected))
  })

  it('is turned upright as its EXIF data says', async () => {
    const upright = await readPicture(fixture('picture.png'))
    expect(await readPicture(fixture('rotated.png'))).toEqual(upright)
    const photo = await readPicture(fixture('rotated.jpg'))
    expect([photo.width, photo.height]).toEqual([90, 70])
    const differences = photo.data.map((value, at) => Math.abs(value - (upright.data[at] as number)))
    expect(differences.reduce((a, b) => a + b, 0) / differences.length).toBeLessThan(4)

    const out = await run(instruct, withInstruct('--image', fixture('rotated.jpg')))
    expect(await readPicture(out)).toMatchObject({ width: 90, height: 70 })
  })

  it('keeps its alpha', async () => {
    const out = await run(instruct, withInstruct('--image', fixture('alpha.png')))
    const alphaOf = async (path: string) => sharp(path).extractChannel(3).raw().toBuffer()
    expect(await alphaOf(out)).toEqual(await alphaOf(fixture('alpha.png')))
  })
})
