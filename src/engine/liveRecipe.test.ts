import { describe, expect, it } from 'vitest'
import { plainRecipe } from '../shared/fixtures/plainRecipe'
import { guideMetas } from '../../workers/guidance/list'
import type { Recipe } from '../shared/recipe'
import { liveRecipe } from './liveRecipe'

const { scheduler: _, ...open } = { ...plainRecipe, checkpoint: 'somebody/made', steps: 30 }

describe('the recipe of live painting', () => {
  it('has few steps of DPM-Solver++, however many the panel says', () => {
    expect(liveRecipe(open, 'ddim')).toMatchObject({ steps: 6, scheduler: 'dpm-solver++' })
    expect(liveRecipe({ ...open, steps: 3 }, undefined).steps).toBe(3)
  })

  it('runs as many where only a part of the steps is run', () => {
    for (const strength of [0.3, 0.5, 0.6, 0.75, 1]) {
      const { steps } = liveRecipe({ ...open, strength }, 'ddim')
      expect(Math.floor(steps * strength)).toBe(6)
    }
  })

  it('leaves a checkpoint for few steps its sampler', () => {
    expect(liveRecipe(open, 'lcm')).toEqual({ ...open, steps: 4 })
    expect(liveRecipe({ ...open, scheduler: 'lcm' }, 'ddim')).toMatchObject({ steps: 4, scheduler: 'lcm' })
  })

  it('keeps what hardly changes, but where a guide needs whole steps or the panel keeps it already', () => {
    const ids = (guides: Recipe['guides']) =>
      liveRecipe({ ...open, guides }, 'ddim').guides.map(({ id }) => id)
    const use = (id: string) => ({ id, key: id, values: {}, range: [0, 1] as const })
    const caching = [...guideMetas.values()].find(({ paces }) => paces)!
    const [excluded] = Object.keys(caching.excludes ?? {}) as [string]
    expect(ids([])).toEqual([caching.id])
    expect(ids([use(excluded)])).toEqual([excluded])
    expect(ids([use(caching.id)])).toEqual([caching.id])
    expect(liveRecipe(open, 'lcm').guides).toEqual(open.guides)
  })

  it('is four steps without guidance where the checkpoint needs no more, with its add-on where it has one', () => {
    const use = (id: string, values = {}) => ({ id, key: id, values, range: [0, 1] as const })
    const recipe = { ...open, checkpoint: 'toyland/base', addOns: [{ id: 'mine' }] }
    const base = use('classifier-free', { scale: 4 })
    const live = liveRecipe({ ...recipe, guides: [base] }, 'ddim')
    expect(live).toMatchObject({ steps: 4, scheduler: 'tcd', eta: 0 })
    expect(live.addOns).toEqual([{ id: 'mine' }, { id: 'toyland/lcm-base', strength: 1 }])
    expect(live.guides).toEqual([{ ...base, values: { scale: 1 } }])
    expect(liveRecipe(live, 'ddim')).toEqual(live)
    expect(liveRecipe({ ...recipe, guides: [base, use('sega')] }, 'ddim').addOns).toEqual(recipe.addOns)
    const instruct = { ...recipe, checkpoint: 'toyland/instruct', guides: [use('instruct-pix2pix')] }
    expect(liveRecipe(instruct, 'ddim')).toMatchObject({ steps: 4, addOns: recipe.addOns })
  })
})
