// 200 pictures of every format, depth, profile, orientation and alpha (tools/reference/picture_forms.py), as the runner reads them.
// e2e/pictureForms.test.ts reads the same ones in the page, and holds its pixels against the runner's.
import { describe, expect, it } from 'vitest'
import { largestDifference, pictureForms } from '../../src/files/fixtures/forms.node'
import { decodePicture } from './picture'

describe('a picture of any form', () => {
  it('has the pixels that Pillow and LittleCMS give it', async () => {
    expect(pictureForms.length).toBeGreaterThanOrEqual(200)
    const differing: string[] = []
    for (const form of pictureForms) {
      const { width, height, data } = await decodePicture(form.file, form.name)
      expect([form.name, width, height]).toEqual([form.name, form.width, form.height])
      const most = largestDifference(data, form.rgba)
      if (most > form.tolerance) differing.push(`${form.name}: ${most}`)
    }
    expect(differing).toEqual([])
  })
})
