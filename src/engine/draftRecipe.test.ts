import { describe, expect, it } from 'vitest'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { GuideMeta } from '../shared/guideMeta'
import { parseRecipe } from '../shared/recipe'
import { draftFromRecipe, leavesNoStep, recipeFromDraft } from './draftRecipe'
import { addOnMisfit } from './addOnMisfit'
import { isAddable, newCard } from './guideCards'
import { leftOutOfRecipe } from './leftOutOfRecipe'
import { layersNamedBy } from './namedLayers'
import { checkpointOf, plainDraft } from './fixtures/panel'
import { guideMetas } from '../../workers/guidance/list'

const draft = plainDraft
const checkpoint = checkpointOf
const picture = { width: 640, height: 480 }

describe('recipes from the panel', () => {
  it('are recipes that the engine accepts', () => {
    for (const kind of ['text-to-image', 'instruction', 'inpainting'] as const)
      for (const masked of [true, false]) {
        const recipe = recipeFromDraft({ draft, checkpoint: checkpoint(kind), seed: 3, picture, masked })
        expect(parseRecipe(recipe, guideMetas)).toEqual(recipe)
      }
    const generated = recipeFromDraft({
      draft: { ...draft, mode: 'generate' },
      checkpoint: checkpoint('text-to-image'),
      seed: 3,
      masked: false,
    })
    expect(parseRecipe(generated, guideMetas)).toEqual(generated)
  })

  it('use the base guidance of the checkpoint', () => {
    const ids = (kind: CheckpointSummary['kind']) =>
      recipeFromDraft({ draft, checkpoint: checkpoint(kind), seed: 3, picture, masked: false }).guides.map(
        ({ id }) => id,
      )
    expect(ids('instruction')).toEqual(['instruct-pix2pix'])
    expect(ids('text-to-image')).toEqual(['classifier-free'])
  })

  it('leave out guides that are switched off, but say so of those that the edit would imply', () => {
    const given = { checkpoint: checkpoint('text-to-image'), seed: 3, picture, masked: false }
    const fits = ({ requires = {} }: GuideMeta) => !requires.unetChannels && !requires.xl
    const metas = [...guideMetas.values()].filter((meta) => isAddable(meta) && fits(meta))
    expect(metas.length).toBeGreaterThan(8)
    for (const meta of metas) {
      const uses = (enabled: boolean) => {
        const card = { ...newCard(draft, meta), enabled }
        const { guides } = recipeFromDraft({ draft: { ...draft, guides: [card] }, ...given })
        return guides.filter(({ id }) => id === meta.id).map(({ values }) => values)
      }
      expect(uses(true)).toHaveLength(1)
      expect(uses(false)).toEqual(meta.whenOff ? [expect.objectContaining(meta.whenOff)] : [])
    }
  })

  it('hold the add-ons that are switched on, and put them back', () => {
    const addOns = [
      { id: 'cat', enabled: true, strength: { unet: 0.5, textEncoder: 1 } },
      { id: 'dog', enabled: false, strength: 1 },
    ]
    const options = { checkpoint: checkpoint('instruction'), seed: 3, picture, masked: false }
    const recipe = recipeFromDraft({ draft: { ...draft, addOns }, ...options })
    expect(recipe.addOns).toEqual([{ id: 'cat', strength: { unet: 0.5, textEncoder: 1 } }])
    expect(parseRecipe(recipe, guideMetas)).toEqual(recipe)
    const others = { ...draft, addOns: [{ id: 'dog', enabled: true }] }
    expect(draftFromRecipe(others, recipe).addOns).toEqual([addOns[0], { id: 'dog', enabled: false }])
    expect(recipeFromDraft({ draft, ...options }).addOns).toBeUndefined()
  })

  it('leave out add-ons that do not go with the checkpoint, which are back with one that they fit', () => {
    const needs = { textWidth: 128, inChannels: 4 }
    const addOns = [
      { id: 'taught', enabled: true, needs, mask: 'left' },
      { id: 'other', enabled: true },
    ]
    const idsOn = (kind: CheckpointSummary['kind']) =>
      recipeFromDraft({ draft: { ...draft, addOns }, checkpoint: checkpoint(kind), seed: 3, masked: false })
    expect(idsOn('instruction').addOns).toEqual([{ id: 'other' }])
    const recipe = idsOn('text-to-image')
    expect(recipe.addOns).toEqual([{ id: 'taught', mask: 'left' }, { id: 'other' }])
    expect(layersNamedBy(recipe)).toEqual(['left'])
    expect(draftFromRecipe({ ...draft, addOns }, recipe).addOns).toEqual(addOns)
    expect(addOnMisfit(needs, checkpoint('instruction'))).toEqual({
      of: 'inChannels',
      addOn: 4,
      checkpoint: 8,
    })
    expect(addOnMisfit({ textWidth: 768 }, checkpoint('instruction'))?.of).toBe('textWidth')
    expect(addOnMisfit(undefined, checkpoint('instruction'))).toBeUndefined()
  })

  it('start with what suits a bundled checkpoint, until something else is set', () => {
    const valuesOf = (change: Partial<typeof draft>) =>
      recipeFromDraft({
        draft: { ...draft, ...change },
        checkpoint: checkpoint('instruction'),
        seed: 3,
        picture,
        masked: false,
      }).guides[0]?.values
    expect(valuesOf({})).toEqual({ textScale: 3, imageScale: 2 })
    expect(valuesOf({ checkpoint: { edit: 'someone/else', generate: '' } })).toEqual({
      textScale: 7.5,
      imageScale: 1.5,
    })
    const set = {
      id: 'instruct-pix2pix',
      key: 'instruct-pix2pix',
      enabled: true,
      range: [0, 1] as const,
      values: { textScale: 9 },
    }
    expect(valuesOf({ guides: [set] })).toEqual({ textScale: 9, imageScale: 2 })
  })

  it('that would run no step are known beforehand', () => {
    const leaves = (change: object, kind: CheckpointSummary['kind'], masked = false) =>
      leavesNoStep({ ...draft, mode: 'edit', steps: 1, strength: 0.8, ...change }, checkpoint(kind), masked)
    expect(leaves({}, 'text-to-image')).toBe(true)
    expect(leaves({}, 'text-to-image', true)).toBe(true)
    expect(leaves({ steps: 2 }, 'text-to-image')).toBe(false)
    expect(leaves({ strength: 1 }, 'text-to-image')).toBe(false)
    expect(leaves({ mode: 'generate' }, 'text-to-image')).toBe(false)
    expect(leaves({}, 'instruction')).toBe(false)
  })

  it('put back into the panel give the same recipe again', () => {
    const changed = {
      ...draft,
      steps: 31,
      eta: 0.5,
      clipSkip: 2,
      strength: 0.55,
      feather: 9,
      keepUnchanged: false,
      negativePrompt: 'blur',
      scheduler: 'euler' as const,
      text: { edit: 'make it snow', generate: '' },
    }
    for (const kind of ['text-to-image', 'instruction'] as const) {
      const inputs = { checkpoint: checkpoint(kind), picture, masked: true }
      const recipe = recipeFromDraft({ ...inputs, draft: changed, seed: 5 })
      const restored = draftFromRecipe(draft, recipe)
      expect(restored.seedLocked).toBe(true)
      expect(recipeFromDraft({ ...inputs, draft: restored, seed: restored.seed })).toEqual(recipe)
      expect(leftOutOfRecipe(recipe, restored, inputs.checkpoint, picture)).toEqual([])
    }
  })

  it('begin a guide as suits the checkpoint, and leave one of an older recipe as it was', () => {
    const regions = guideMetas.get('regions')!
    const beginning = newCard({ ...draft, mode: 'generate' }, regions)
    expect(beginning.values).toMatchObject({ centred: true, bootstrapping: 0.4 })
    const older = parseRecipe(
      {
        version: 2,
        checkpoint: 'toyland/base',
        prompt: 'a meadow',
        guides: [{ id: 'regions', values: { regions: [{ prompt: 'a ball', width: 40, height: 40 }] } }],
      },
      guideMetas,
    )
    const [card] = draftFromRecipe(draft, older).guides
    expect(card?.values).toMatchObject({ centred: false, bootstrapping: 0.2 })
  })

  it('that say nothing of strength are put back as they act', () => {
    const inputs = { checkpoint: checkpoint('text-to-image'), picture, masked: true }
    const recipe = recipeFromDraft({ ...inputs, draft: { ...draft, strength: 1 }, seed: 5 })
    expect(recipe.strength).toBeUndefined()
    const restored = draftFromRecipe({ ...draft, strength: 0.3 }, recipe)
    expect(recipeFromDraft({ ...inputs, draft: restored, seed: 5 })).toEqual(recipe)
  })

  it('name what the panel cannot hold: a size of their own, a scheduler’s spacing that it has not', () => {
    const own = checkpoint('instruction')
    const recipe = recipeFromDraft({ draft, checkpoint: own, seed: 5, picture, masked: false })
    const other = { ...recipe, width: recipe.width * 2 }
    expect(leftOutOfRecipe(other, draftFromRecipe(draft, other), own, picture)).toEqual(['width'])
  })

  it('make new pictures in the size that is set, or else in the checkpoint’s own', () => {
    const sizeOf = (size: { width: number; height: number }) => {
      const inputs = { draft: { ...draft, mode: 'generate' as const, size }, seed: 1, masked: false }
      const { width, height } = recipeFromDraft({ ...inputs, checkpoint: checkpoint('text-to-image') })
      return { width, height }
    }
    const { width, height } = checkpoint('text-to-image')
    expect(sizeOf({ width: 0, height: 0 })).toEqual({ width, height })
    expect(sizeOf({ width: 1024, height: 256 })).toEqual({ width: 1024, height: 256 })
    const made = recipeFromDraft({
      draft: { ...draft, mode: 'generate', size: { width: 1024, height: 256 } },
      checkpoint: checkpoint('text-to-image'),
      seed: 1,
      masked: false,
    })
    expect(draftFromRecipe(draft, made).size).toEqual({ width: 1024, height: 256 })
  })

  it('recall one part of a recipe and leave the others', () => {
    const recipe = {
      ...recipeFromDraft({
        draft,
        checkpoint: checkpoint('instruction'),
        seed: 9,
        picture,
        masked: false,
      }),
      prompt: 'new',
      steps: 50,
    }
    expect(draftFromRecipe(draft, recipe, 'seed')).toEqual({ ...draft, seed: 9, seedLocked: true })
    expect(draftFromRecipe(draft, recipe, 'prompt').text.edit).toBe('new')
    expect(draftFromRecipe(draft, recipe, 'prompt').steps).toBe(draft.steps)
  })
})
