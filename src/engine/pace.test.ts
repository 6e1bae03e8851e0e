import { describe, expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import type { Draft } from '../state/settings'
import { createSettingsStore } from '../state/settingsStore'
import { checkpointOf } from './fixtures/panel'
import { newCard } from './guideCards'
import { atPace, hasPaces, paceOf, paces } from './pace'
import { recipeFromDraft } from './draftRecipe'

const checkpoint = { ...checkpointOf('text-to-image'), id: 'somebody/made' }
const draft: Draft = {
  ...createSettingsStore('en', () => {
    throw new Error('no storage')
  }).getState().draft,
  mode: 'generate',
}
const recipeOf = (of: Draft) => recipeFromDraft({ draft: of, checkpoint, seed: 1, masked: false })
const caching = [...guideMetas.values()].find((meta) => meta.paces)!
const excluded = [...guideMetas.values()].find(({ id }) => caching.excludes?.[id])!

describe('the pace of an edit', () => {
  it('is quality to begin with', () => {
    expect(paceOf(draft, checkpoint)).toBe('quality')
  })

  it.each(paces)('is found again: %s', (pace) => {
    expect(paceOf(atPace(draft, checkpoint, pace), checkpoint)).toBe(pace)
  })

  it('comes and goes with the guide that keeps what hardly changes', () => {
    const fast = atPace(draft, checkpoint, 'fast')
    expect(recipeOf(fast)).toMatchObject({ steps: 10, scheduler: 'unipc' })
    expect(recipeOf(fast).guides.map(({ id }) => id)).toContain(caching.id)
    expect(recipeOf(atPace(fast, checkpoint, 'quality'))).toEqual(recipeOf(draft))
  })

  it('is none where something of it was changed', () => {
    const balanced = atPace(draft, checkpoint, 'balanced')
    expect(paceOf({ ...balanced, steps: 17 }, checkpoint)).toBeUndefined()
    const switchedOff = balanced.guides.map((card) => ({ ...card, enabled: false }))
    expect(paceOf({ ...balanced, guides: switchedOff }, checkpoint)).toBe('quality')
    const rougher = balanced.guides.map((card) =>
      card.id === caching.id ? { ...card, values: { ...card.values, interval: 5 } } : card,
    )
    expect(paceOf({ ...balanced, guides: rougher }, checkpoint)).toBeUndefined()
  })

  it('takes fewer steps instead beside a guide that needs whole steps', () => {
    const steered = { ...draft, guides: [newCard(draft, excluded)] }
    const fast = atPace(steered, checkpoint, 'fast')
    expect(fast.guides.map(({ id }) => id)).toEqual([excluded.id])
    expect(fast.steps).toBeLessThan(10)
    expect(paceOf(fast, checkpoint)).toBe('fast')
  })

  it('is no choice for a checkpoint that was distilled to a few steps', () => {
    expect([hasPaces(checkpoint), hasPaces({ ...checkpoint, scheduler: 'lcm' })]).toEqual([true, false])
  })

  it('is four steps without guidance where the checkpoint needs no more and no other guide acts', () => {
    const instruct = { ...checkpoint, id: 'toyland/instruct', inChannels: 8 }
    const edit: Draft = { ...draft, mode: 'edit' }
    const picture = { width: 128, height: 128 }
    const of = (some: Draft) =>
      recipeFromDraft({ draft: some, checkpoint: instruct, seed: 1, picture, masked: false })
    const fast = atPace(edit, instruct, 'fast')
    expect(of(fast)).toMatchObject({
      steps: 4,
      scheduler: 'tcd',
      guides: [{ id: 'instruct-pix2pix', values: { textScale: 1, imageScale: 1 } }],
    })
    expect(paceOf(fast, instruct)).toBe('fast')
    expect(of(atPace(fast, instruct, 'quality'))).toEqual(of(edit))
    const base = { ...checkpoint, id: 'toyland/base' }
    expect(atPace(draft, base, 'fast').addOns).toEqual([
      { id: 'toyland/lcm-base', enabled: true, strength: 1 },
    ])
    expect(atPace(atPace(draft, base, 'fast'), base, 'quality').addOns).toEqual([])
    const steered = { ...edit, guides: [newCard(edit, guideMetas.get('sega')!)] }
    expect(of(atPace(steered, instruct, 'fast')).steps).toBe(10)
  })
})
