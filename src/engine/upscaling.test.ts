import { describe, expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { parseRecipe } from '../shared/recipe'
import { draftFromRecipe, recipeFromDraft } from './draftRecipe'
import { checkpointOf, plainDraft } from './fixtures/panel'
import { noUpscaler, toylandUpscaler } from './upscaling'

const toyland = checkpointOf('instruction')
const other = { ...toyland, id: 'somebody/made' }
const picture = { width: 512, height: 512 }
const recipeOf = (draft = plainDraft, checkpoint = toyland) =>
  recipeFromDraft({ draft, checkpoint, seed: 1, picture, masked: false })

describe('the upscaler of an edit', () => {
  it('is the bundled one for a bundled checkpoint, and none for another', () => {
    expect(recipeOf().upscaler).toBe(toylandUpscaler)
    expect(recipeOf(plainDraft, { ...toyland, id: 'toyland/depth' }).upscaler).toBe(toylandUpscaler)
    expect(recipeOf(plainDraft, other)).not.toHaveProperty('upscaler')
  })

  it('is none, or another one, where the person says so', () => {
    for (const checkpoint of [toyland, other]) {
      expect(recipeOf({ ...plainDraft, upscaler: noUpscaler }, checkpoint)).not.toHaveProperty('upscaler')
      expect(recipeOf({ ...plainDraft, upscaler: 'somebody/larger' }, checkpoint).upscaler).toBe(
        'somebody/larger',
      )
    }
  })

  it('is put back from a recipe as it was used, none where the recipe names none', () => {
    for (const checkpoint of [toyland, other])
      for (const upscaler of ['', noUpscaler, 'somebody/larger', toylandUpscaler]) {
        const recipe = recipeOf({ ...plainDraft, upscaler }, checkpoint)
        for (const before of ['', noUpscaler, 'another/one']) {
          const restored = draftFromRecipe({ ...plainDraft, upscaler: before }, recipe)
          expect(recipeOf(restored, checkpoint)).toEqual(recipe)
        }
      }
    const older = parseRecipe({ version: 1, checkpoint: toyland.id, prompt: 'a', image: 'image' }, guideMetas)
    expect(recipeOf(draftFromRecipe(plainDraft, older)).upscaler).toBeUndefined()
  })

  it('follows the checkpoint after a recipe that used what suits', () => {
    const restored = draftFromRecipe(plainDraft, recipeOf())
    expect(recipeOf(restored, other)).not.toHaveProperty('upscaler')
  })

  it('makes a new picture larger where the panel says so', () => {
    const made = (change: object, checkpoint = toyland) =>
      recipeFromDraft({
        draft: { ...plainDraft, mode: 'generate', ...change },
        checkpoint,
        seed: 1,
        masked: false,
      })
    expect(made({ enlarge: 1 })).not.toHaveProperty('upscaler')
    expect(made({ enlarge: 1 })).not.toHaveProperty('enlarge')
    const larger = made({ enlarge: 4 })
    expect(larger).toMatchObject({ enlarge: 4, upscaler: toylandUpscaler })
    expect(parseRecipe(larger, guideMetas)).toEqual(larger)
    const restored = draftFromRecipe({ ...plainDraft, upscaler: 'another/one' }, larger)
    expect(made(restored)).toEqual(larger)
    expect(draftFromRecipe({ ...plainDraft, enlarge: 4 }, made({ enlarge: 1 })).enlarge).toBe(1)
    expect(made({ enlarge: 2, upscaler: 'a/b' }, other)).toMatchObject({ enlarge: 2, upscaler: 'a/b' })
  })

  it('makes what the bundled checkpoints draw four times as large by itself, as far as that is of use', () => {
    const factorAt = (width: number, height: number, change: object = {}) => {
      const draft = { ...plainDraft, mode: 'generate' as const, size: { width, height }, ...change }
      const recipe = recipeFromDraft({ draft, checkpoint: toyland, seed: 1, masked: false })
      // What was run is put back as what suits, and runs the same.
      const restored = draftFromRecipe(plainDraft, recipe)
      expect(recipeFromDraft({ draft: restored, checkpoint: toyland, seed: 1, masked: false })).toEqual(
        recipe,
      )
      return recipe.enlarge
    }
    expect(factorAt(0, 0)).toBe(4)
    expect(factorAt(512, 128)).toBe(4)
    expect(factorAt(1024, 128)).toBe(2)
    expect(factorAt(128, 1032)).toBeUndefined()
    expect(factorAt(0, 0, { upscaler: noUpscaler })).toBeUndefined()
    expect(factorAt(0, 0, { enlarge: 1 })).toBeUndefined()
    const elsewhere = recipeFromDraft({
      draft: { ...plainDraft, mode: 'generate' },
      checkpoint: other,
      seed: 1,
      masked: false,
    })
    expect(elsewhere).not.toHaveProperty('enlarge')
  })

  it('is refused by recipes in which it has nothing to do, or is lacking', () => {
    const plain = { version: 2, checkpoint: 'toyland/base', prompt: 'a' }
    const refused = (more: object) => () => parseRecipe({ ...plain, ...more }, guideMetas)
    expect(refused({ upscaler: 'a/b' })).toThrow(/"upscaler" but no "image"/)
    expect(refused({ enlarge: 2 })).toThrow(/no "upscaler"/)
    expect(refused({ enlarge: 2, upscaler: 'a/b', image: 'image' })).toThrow(/only new pictures/)
    expect(refused({ enlarge: 3, upscaler: 'a/b' })).toThrow(/"enlarge"/)
    expect(refused({ enlarge: 4, upscaler: 'a/b', width: 4096, height: 4096 })).toThrow(
      /^The enlarged picture is 16384x16384 pixels/,
    )
  })
})
