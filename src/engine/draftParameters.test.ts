// Settings of other programs, from their pictures into the panel.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readExif } from '../files/exif'
import { readPictureHeader } from '../files/headers/pictureHeader'
import { pictureTypeOf } from '../files/headers/pictureType'
import { readPngChunks } from '../files/png/pngChunks'
import { readPngText } from '../files/png/pngText'
import { readRecipeText } from '../files/recipe-text/recipeText'
import { plainDraft } from './fixtures/panel'
import { draftFromParameters } from './draftParameters'

async function parametersOf(name: string) {
  const bytes = new Uint8Array(readFileSync(`src/files/fixtures/cases/${name}`))
  const type = pictureTypeOf(bytes)
  const comment =
    !type || type === 'png' || type === 'bmp'
      ? undefined
      : readPictureHeader(type, bytes).exif.texts.get('UserComment')
  const texts = comment ? new Map([['exif:UserComment', comment]]) : await readPngText(readPngChunks(bytes))
  const text = readRecipeText(texts)
  if (text?.kind !== 'parameters') throw new Error(`${name} has none`)
  return text
}

const before = {
  ...plainDraft,
  negativePrompt: 'of before',
  eta: 0.25,
  clipSkip: 3,
  guides: [{ id: 'sega', key: 'sega', enabled: true, values: {}, range: [0, 1] as const }],
  addOns: [{ id: 'cat', enabled: true }],
}
const restored = async (name: string, mode: 'edit' | 'generate' = 'generate') => {
  const { recipe, ignored } = await parametersOf(name)
  const { draft, leftOut } = draftFromParameters({ ...before, mode }, recipe, () => false)
  const scale = draft.guides.find(({ id }) => id === 'classifier-free')?.values['scale']
  return { draft, leftOut: [...leftOut, ...ignored], scale }
}

describe('settings of other programs', () => {
  it.each(['params-template.png', 'params-exif.jpg'])('of %s are found', async (name) => {
    const { draft, leftOut, scale } = await restored(name)
    expect(draft).toMatchObject({
      text: { generate: 'a cat' },
      negativePrompt: 'ugly',
      steps: 20,
      scheduler: 'euler-ancestral',
      seed: 12345,
      seedLocked: true,
      size: { width: 512, height: 512 },
    })
    expect(scale).toBe(7)
    const behind = name === 'params-template.png' ? ['Template', 'Negative Template'] : []
    expect(leftOut).toEqual(['Model', ...behind])
  })

  it('leave nothing of before where they say nothing', async () => {
    const { draft } = await restored('params-no-negative.png')
    expect(draft).toMatchObject({ negativePrompt: '', eta: 0, clipSkip: 0, sigmas: 'checkpoint' })
    expect([...draft.guides, ...draft.addOns].filter(({ enabled }) => enabled).map(({ id }) => id)).toEqual([
      'classifier-free',
    ])
  })

  it('are all used, or named', async () => {
    const { draft, leftOut } = await restored('params-karras-clip.png')
    expect(draft).toMatchObject({
      scheduler: 'dpm-solver++',
      sigmas: 'karras',
      clipSkip: 1,
      eta: 0.5,
      size: { width: 768, height: 512 },
    })
    expect(leftOut).toEqual(['Model'])
    // An edit has the size of its picture.
    expect((await restored('params-karras-clip.png', 'edit')).leftOut).toEqual(['Model', 'Size'])
  })

  it('are read in raw UTF-8', async () => {
    const { draft } = await restored('params-utf8-in-text.png')
    expect(draft.text.generate).toBe('고양이, café')
    expect(draft.negativePrompt).toBe('못생긴')
  })

  it('draw a seed where theirs is -1, and choose a checkpoint that is known', async () => {
    const given = { prompt: 'x', model: 'toyland/base' }
    const { draft, leftOut } = draftFromParameters({ ...before, seedLocked: true }, given, () => true)
    expect(draft.seedLocked).toBe(false)
    expect(draft.checkpoint[draft.mode]).toBe('toyland/base')
    expect(leftOut).toEqual([])
  })

  it('in EXIF are read in any order of bytes', () => {
    const utf16 = (text: string, little: boolean) =>
      [...text].flatMap((character) => {
        const code = character.charCodeAt(0)
        return little ? [code & 255, code >> 8] : [code >> 8, code & 255]
      })
    for (const little of [true, false]) {
      const text = utf16('고양이, a cat', little)
      const number = (value: number, length: number) =>
        Array.from({ length }, (_, i) => (value >> (8 * (little ? i : length - 1 - i))) & 255)
      const entry = (tag: number, type: number, count: number, value: number) => [
        ...number(tag, 2),
        ...number(type, 2),
        ...number(count, 4),
        ...number(value, 4),
      ]
      const bytes = [
        ...(little ? [0x49, 0x49] : [0x4d, 0x4d]),
        ...number(42, 2),
        ...number(8, 4),
        ...number(1, 2),
        ...entry(0x8769, 4, 1, 26),
        ...number(0, 4),
        ...number(1, 2),
        ...entry(0x9286, 7, 8 + text.length, 44),
        ...number(0, 4),
        ...Array.from('UNICODE\0', (character) => character.charCodeAt(0)),
        ...text,
      ]
      expect(readExif(Uint8Array.from(bytes)).texts.get('UserComment')).toBe('고양이, a cat')
    }
  })
})
