import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meta as classifierFree } from '../../workers/guidance/classifier-free/meta'
import { plainRecipe } from './fixtures/plainRecipe'
import type { GuideMeta } from './guideMeta'
import { factsOf, guidesOf, promptOf, readSavedRecipe } from './savedRecipe'

const metas = new Map<string, GuideMeta>([[classifierFree.id, classifierFree as GuideMeta]])

describe('a saved recipe', () => {
  it('that fits is the recipe', () => {
    expect(readSavedRecipe(plainRecipe, metas)).toEqual({ recipe: plainRecipe })
  })

  it.each([
    ['a guide that does not exist', { guides: [{ id: 'wishes' }] }, '"wishes"'],
    [
      'a value out of range',
      { guides: [{ id: 'classifier-free', values: { scale: 9999 } }] },
      'out of range',
    ],
    ['a setting out of range', { steps: 0 }, '"steps"'],
    ['a removed field', { removedField: 1 }, '"removedField"'],
    ['a later version', { version: 3 }, 'version 3'],
  ])('says why it cannot be used: %s', (_, change, sentence) => {
    const { recipe, problem } = readSavedRecipe({ ...plainRecipe, ...change }, metas)
    expect(recipe).toBeUndefined()
    expect(problem?.message).toContain(sentence)
    expect(problem?.hint).not.toBe('')
  })

  it('shows what it says of itself even where it cannot be used', () => {
    const saved = { version: 3, prompt: 'a fox', seed: 7, guides: [{ id: 'wishes' }, 5, { id: 3 }], odd: [1] }
    expect(factsOf(saved)).toEqual({ version: 3, prompt: 'a fox', seed: 7 })
    expect(promptOf(saved)).toBe('a fox')
    expect(guidesOf(saved)).toEqual(['wishes'])
  })

  it('may be any JSON at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (saved) => {
        const read = readSavedRecipe(saved, metas)
        expect(read.recipe === undefined).toBe(read.problem !== undefined)
        expect(read.problem?.code ?? 'recipe').toBe('recipe')
        expect(typeof promptOf(saved)).toBe('string')
        expect(guidesOf(saved).every((id) => typeof id === 'string')).toBe(true)
      }),
    )
  })
})
