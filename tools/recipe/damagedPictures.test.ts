// Pictures that are cut, damaged or oddly written: what is there is read and what is missing is told, or the file is refused in a
// sentence (tools/reference/damaged_pictures.py). e2e/files.test.ts holds the page's pixels against these.
import { expect, it } from 'vitest'
import { damagedPictures, rowsThere } from '../../src/files/fixtures/damaged.node'
import { largestDifference } from '../../src/files/fixtures/forms.node'
import { PalimpsestError } from '../../src/shared/errors'
import { englishOf } from '../../src/shared/message'
import { decodePicture } from './picture'

it.each(damagedPictures.map((one) => [one.name, one] as const))('%s', async (name, one) => {
  const said: string[] = []
  const read = decodePicture(one.file, name, (note) => said.push(englishOf(note)))
  if (one.flaw === 'refused') {
    await expect(read).rejects.toBeInstanceOf(PalimpsestError)
    await expect(read).rejects.toThrow(/^[^\n]+\.$/)
    return
  }
  const { width, height, data } = await read
  expect([width, height]).toEqual([one.width, one.height])
  // Inks are mixed by our own rounding.
  const most = name.startsWith('inks') ? 1 : 0
  expect(largestDifference(rowsThere(one, data), rowsThere(one, one.rgba))).toBeLessThanOrEqual(most)
  const sentences = {
    cut: [`${name} ends too early: a part of the picture, mostly its lower one, may be missing.`],
    damaged: [`${name} is damaged: some of its pixels may be wrong or missing.`],
  }
  expect(said).toEqual(one.flaw === null ? [] : sentences[one.flaw])
})
