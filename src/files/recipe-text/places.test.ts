// Settings of other programs in every place where they lie in a picture, as Pillow writes them (tools/reference/picture_texts.py).
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Samples } from '../colour/toSrgb'
import { messages } from '../messages'
import { readPicture } from '../readPicture'
import { readRecipeText } from './recipeText'

const { settings, foreign, camera } = JSON.parse(
  readFileSync('src/files/fixtures/texts.json', 'utf8'),
) as Readonly<{
  settings: Readonly<Record<string, string>>
  foreign: Readonly<Record<string, string>>
  camera: string
}>

/** Texts stand in headers: no pixel is looked at. */
const blank = async (_: unknown, { width, height }: Pick<Samples, 'width' | 'height'>): Promise<Samples> => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4),
  model: 'rgb',
})
const textOf = async (base64: string) =>
  readRecipeText(
    (await readPicture(new Uint8Array(Buffer.from(base64, 'base64')), blank, messages.thePicture())).texts,
  )

describe('settings of another program', () => {
  it.each(Object.entries(settings))('are read from %s', async (_, file) => {
    expect(await textOf(file)).toMatchObject({
      kind: 'parameters',
      recipe: { prompt: 'a cat, 고양이', negativePrompt: 'ugly', steps: 20, seed: 12345, width: 512 },
      ignored: [],
    })
  })

  it.each(Object.entries(foreign))('in a form that is not read are named: %s', async (keyword, file) => {
    expect(await textOf(file)).toEqual({ kind: 'foreign', keywords: [keyword] })
  })

  it('are not looked for in the name of a camera or any remark', async () => {
    expect(await textOf(camera)).toBeUndefined()
  })
})
