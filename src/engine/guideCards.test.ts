import { expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import type { GuideValues } from '../shared/guideFields'
import { parseRecipe } from '../shared/recipe'
import { jsonWithUnused, unusedIn } from '../shared/unusedFields'
import type { GuideCard } from '../state/settings'
import { cardReaders } from '../state/settingsReaders'
import { recipeFromDraft } from './draftRecipe'
import { cardOf, checkpointOf, plainDraft } from './fixtures/panel'
import { actingCards, isTooSmall, newCard, unknownCards, widened } from './guideCards'

const trained = { width: 128, height: 128 }
const draft = { ...plainDraft, mode: 'generate' as const }

it('a panorama begins wide, unless a person has said how large', () => {
  const panorama = guideMetas.get('multidiffusion')!
  expect(widened(draft, panorama, trained)).toEqual({ size: { width: 384, height: 128 } })
  expect(widened({ ...draft, size: { width: 128, height: 256 } }, panorama, trained)).toBeUndefined()
  expect(widened({ ...draft, mode: 'edit' }, panorama, trained)).toBeUndefined()
  expect(widened(draft, guideMetas.get('regions')!, trained)).toBeUndefined()
  expect(isTooSmall(panorama, trained, trained)).toBe(true)
  expect(isTooSmall(panorama, { width: 136, height: 64 }, trained)).toBe(false)
})

it('the bundled checkpoint begins with what suits it, also in lists', () => {
  const [concept] = newCard(draft, guideMetas.get('sega')!).values['concepts'] as readonly object[]
  expect(concept).toMatchObject({ strength: 10, threshold: 0.95, warmUp: 0.1, coolDown: 1, concept: '' })
  const elsewhere = { ...draft, checkpoint: { edit: 'a/b', generate: 'a/b' } }
  const [other] = newCard(elsewhere, guideMetas.get('sega')!).values['concepts'] as readonly object[]
  expect(other).toMatchObject({ strength: 5, threshold: 0.9, warmUp: 0.2 })
})

it('a card of a guide that this version does not have is left out, and told apart', () => {
  const card = { id: 'wishes', key: 'wishes', enabled: true, range: [0, 1], values: { much: 3 } } as const
  const strange = { ...draft, guides: [card, newCard(draft, guideMetas.get('sega')!)] }
  expect(unknownCards(strange)).toEqual([card])
  const acting = actingCards(strange, { inChannels: 4, latentChannels: 4 })
  expect(acting.map(({ card: { id } }) => id)).toEqual(['sega'])
})

it('what another version saved in a guide’s card is left out of the edit, told, and saved again as it was', () => {
  const values = {
    concepts: [
      { concept: 'snow', strength: 4, flavour: 'salt' },
      { concept: 'rain', strength: 9999 },
    ],
    momentum: 7,
    colour: 'blue',
  }
  const card = cardOf('sega', { values: values as GuideValues })
  const channels = { inChannels: 4, latentChannels: 4 }
  const shown = (held: GuideCard) => actingCards({ ...draft, guides: [held] }, channels)[0]!.card
  const acting = shown(card)
  const [snow, rain] = acting.values['concepts'] as readonly GuideValues[]
  expect(snow).toMatchObject({ concept: 'snow', strength: 4 })
  expect(rain).toMatchObject({ concept: 'rain', strength: 5 })
  expect(JSON.stringify(acting.values)).not.toMatch(/salt|blue/)
  const momentum = acting.values['momentum']
  expect(momentum).not.toBe(7)
  expect(unusedIn(acting, cardReaders)).toEqual([
    ['concepts.1.flavour', 'salt'],
    ['concepts.2.strength', 9999],
    ['momentum', 7],
    ['colour', 'blue'],
  ])

  // A person changes another field: what was set aside stays with the card.
  const changed = { ...acting, values: { ...acting.values, momentumDecay: 0.25 } }
  expect(shown(changed)).toEqual(changed)
  expect(JSON.parse(jsonWithUnused(changed))).toMatchObject({
    id: 'sega',
    values: { ...values, momentumDecay: 0.25 },
  })
  // And one that was set aside: it is the person's now.
  const own = { ...changed, values: { ...changed.values, momentum: 0.5 } }
  expect(JSON.parse(jsonWithUnused(shown(own)))).toMatchObject({
    values: { ...values, momentum: 0.5, momentumDecay: 0.25 },
  })
  const recipe = recipeFromDraft({
    draft: { ...draft, guides: [changed] },
    checkpoint: checkpointOf('text-to-image'),
    seed: 1,
    masked: false,
  })
  expect(() => parseRecipe(recipe, guideMetas)).not.toThrow()
})
