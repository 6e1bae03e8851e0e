// What a person does with the cards: changes, adds, and reorders them where the order is free.
import type { Draft, GuideCard } from '../state/settings'

/** The cards with one changed, or added at the end where there is none of its key. */
export function withCard(cards: Draft['guides'], card: GuideCard): Draft['guides'] {
  const known = cards.some(({ key }) => key === card.key)
  return known ? cards.map((other) => (other.key === card.key ? card : other)) : [...cards, card]
}

/** The card of the same guide that a card would change places with; guides of different kinds have the list's order. */
export function neighbourOf(cards: Draft['guides'], key: string, by: 1 | -1): GuideCard | undefined {
  const id = cards.find((card) => card.key === key)?.id
  const same = cards.filter((card) => card.id === id)
  return same[same.findIndex((card) => card.key === key) + by]
}

/** The cards with one moved past its neighbour of the same guide. */
export function withMovedCard(cards: Draft['guides'], key: string, by: 1 | -1): Draft['guides'] {
  const neighbour = neighbourOf(cards, key, by)
  const card = cards.find((each) => each.key === key)
  if (!neighbour || !card) return cards
  return cards.map((each) => (each === card ? neighbour : each === neighbour ? card : each))
}
