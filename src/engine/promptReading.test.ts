import { describe, expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { withImpliedUses } from '../shared/guidePlan'
import { recipeFromDraft } from './draftRecipe'
import { cardOf, checkpointOf, plainDraft } from './fixtures/panel'
import { promptSyntaxOf } from './promptReading'

const checkpoint = checkpointOf('text-to-image')

describe('the prompts of the panel', () => {
  it('are read in the syntax that the card says, in both where there is none, and in none where it is off', () => {
    const syntaxWith = (...guides: Parameters<typeof promptSyntaxOf>[0]['guides']) =>
      promptSyntaxOf({ guides })
    expect(syntaxWith()).toBe('both')
    expect(syntaxWith(cardOf('prompt-weighting', { values: { syntax: 'compel' } }))).toBe('compel')
    expect(syntaxWith(cardOf('prompt-weighting', { enabled: false }))).toBe('none')
  })

  it('are run as they are shown: switched off, a weight is text', () => {
    const usesOf = (...guides: typeof plainDraft.guides) => {
      const text = { ...plainDraft.text, generate: 'a (cat:1.3)' }
      const draft = { ...plainDraft, mode: 'generate' as const, text, guides }
      const recipe = recipeFromDraft({ draft, checkpoint, seed: 1, masked: false })
      return withImpliedUses(recipe.guides, recipe, checkpoint, guideMetas)
        .filter(({ id }) => guideMetas.get(id)?.readsPrompts)
        .map(({ values }) => [values['syntax'], values['chunks']])
    }
    expect(usesOf()).toEqual([['both', true]])
    expect(usesOf(cardOf('prompt-weighting', { enabled: false }))).toEqual([['none', false]])
  })
})
