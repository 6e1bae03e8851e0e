import { expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { plainDraft } from './fixtures/panel'
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
