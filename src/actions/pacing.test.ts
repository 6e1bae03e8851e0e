import { describe, expect, it } from 'vitest'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import { checkpointOf } from '../engine/fixtures/panel'
import { atPace } from '../engine/pace'
import { createJobsStore } from '../state/jobs'
import { changeDraft, type Draft } from '../state/settings'
import { createSettingsStore } from '../state/settingsStore'
import { newCard } from '../engine/guideCards'
import { paceOf } from '../engine/pace'
import { draftFromRecipe, recipeFromDraft } from '../engine/draftRecipe'
import { guideMetas } from '../../workers/guidance/list'
import { followPace } from './pacing'

const summary = (id: string): CheckpointSummary => ({ ...checkpointOf('text-to-image'), id })
const base = summary('toyland/base')
const opened = ({ id, ...rest }: CheckpointSummary) => ({
  id,
  source: { kind: 'url' as const, url: id },
  status: 'open' as const,
  summary: { id, ...rest },
})

/** The stores with the fast pace of `toyland/base` chosen, and what the engine was asked to open. */
function setUp() {
  const settings = createSettingsStore('en', () => {
    throw new Error('no storage')
  })
  const jobs = createJobsStore()
  jobs.setState({ checkpoints: [base, summary('somebody/made')].map(opened) })
  const asked: string[] = []
  followPace({
    settings,
    jobs,
    engine: { openBundledAddOn: (id: string) => asked.push(id) } as never,
    t: ((key: string) => key) as never,
    inform: () => {},
  })
  changeDraft(settings, { mode: 'generate' })
  changeDraft(settings, atPace(settings.getState().draft, base, 'fast'))
  const choose = (generate: string, more = {}) =>
    changeDraft(settings, { checkpoint: { ...draft().checkpoint, generate }, ...more })
  const draft = () => settings.getState().draft
  return { jobs, asked, draft, choose }
}

describe('few steps without guidance', () => {
  it('fetch their add-on when the panel names it', () => {
    expect(new Set(setUp().asked)).toEqual(new Set(['toyland/lcm-base']))
  })

  it('are left with their checkpoint, once the next one is open', () => {
    const { jobs, draft, choose } = setUp()
    choose('toyland/later')
    expect(draft()).toMatchObject({ addOns: [{ id: 'toyland/lcm-base' }], steps: 4 })
    jobs.setState(({ checkpoints }) => ({
      checkpoints: [...checkpoints, opened(summary('toyland/later'))],
    }))
    expect(draft()).toMatchObject({ addOns: [], steps: 10, scheduler: 'unipc' })
    expect(draft().guides.some(({ id }) => id === 'classifier-free')).toBe(false)
  })

  it('stay where a recipe that is put into the panel has them', () => {
    const { draft, choose } = setUp()
    const guides = [...draft().guides]
    choose('somebody/made', { guides })
    expect(draft()).toMatchObject({ guides, addOns: [{ id: 'toyland/lcm-base' }], steps: 4 })
  })
})

const instruct: CheckpointSummary = { ...checkpointOf('instruction'), id: 'toyland/instruct' }
const own: CheckpointSummary = { ...checkpointOf('instruction'), id: 'somebody/instruct' }

/** A new person's stores, and what they are told. */
function newcomer() {
  const settings = createSettingsStore('en', () => {
    throw new Error('no storage')
  })
  const jobs = createJobsStore()
  const told: string[] = []
  followPace({
    settings,
    jobs,
    engine: { openBundledAddOn() {} } as never,
    t: ((key: string) => key) as never,
    inform: (title) => told.push(String(title)),
  })
  jobs.setState({ checkpoints: [instruct, base, own].map(opened) })
  const draft = () => settings.getState().draft
  const change = (next: Parameters<typeof changeDraft>[1]) => changeDraft(settings, next)
  const run = (checkpoint = instruct) => {
    const picture = { width: 512, height: 512 }
    const { steps, scheduler, guides } = recipeFromDraft({
      draft: draft(),
      checkpoint,
      seed: 1,
      masked: false,
      ...(draft().mode === 'edit' && { picture }),
    })
    return { steps, scheduler, base: guides[0]!.values }
  }
  return { draft, change, run, told }
}
const fast = { steps: 4, scheduler: 'tcd', base: { textScale: 1, imageScale: 1 } }
const whole = { steps: 20, scheduler: undefined, base: { textScale: 3, imageScale: 2 } }
const sega = guideMetas.get('sega')!

describe('the pace of a new person', () => {
  it('is four steps for toyland/instruct, and all of them for other checkpoints', () => {
    const { draft, change, run, told } = newcomer()
    expect(run()).toEqual(fast)
    expect(paceOf(draft(), instruct)).toBe('fast')
    change({ mode: 'generate' })
    expect(run(base)).toMatchObject({ steps: 20, scheduler: undefined, base: { scale: 4 } })
    expect(draft().addOns).toEqual([])
    change({ mode: 'edit' })
    expect(run()).toEqual(fast)
    change({ checkpoint: { ...draft().checkpoint, edit: own.id } })
    expect(run(own)).toMatchObject({ steps: 20, scheduler: undefined, base: { textScale: 7.5 } })
    expect(paceOf(draft(), own)).toBe('quality')
    expect(told).toEqual([])
  })

  it.each([
    ['a guide', (draft: Draft) => ({ guides: [...draft.guides, newCard(draft, sega)] }), { guides: [] }],
    ['a negative prompt', () => ({ negativePrompt: 'blur' }), { negativePrompt: ' ' }],
    ['an add-on', () => ({ addOns: [{ id: 'mine', enabled: true }] }), { addOns: [] }],
  ])('is all steps with %s, and four again without', (_, add, without) => {
    const { draft, change, run, told } = newcomer()
    change(add(draft()))
    expect(run()).toEqual(whole)
    expect(told).toEqual(['pace.left'])
    change(without)
    expect(run()).toEqual(fast)
  })

  it('is not changed by an add-on that does not go with the checkpoint', () => {
    const { change, run, told } = newcomer()
    const needs = { inChannels: instruct.inChannels - 1 }
    change({ addOns: [{ id: 'mine', enabled: true, needs }] })
    expect(run()).toEqual(fast)
    expect(told).toEqual([])
  })

  it('stays what the person sets, with guides and without', () => {
    const { draft, change, run } = newcomer()
    change({ ...atPace(draft(), instruct, 'quality'), pace: 'own' })
    change({ guides: [newCard(draft(), sega)] })
    change({ guides: [] })
    expect(run()).toEqual(whole)
    const other = newcomer()
    other.change({ steps: 7 })
    other.change({ negativePrompt: 'blur' })
    expect(other.run()).toMatchObject({ steps: 7, scheduler: 'tcd' })
    other.change({ guides: [...other.draft().guides, newCard(other.draft(), sega)] })
    expect(other.run()).toMatchObject({ scheduler: 'unipc', base: whole.base })
  })

  it('leaves four steps once guidance is set by hand', () => {
    const { draft, change, run, told } = newcomer()
    const guides = draft().guides.map((card) => ({ ...card, values: { ...card.values, textScale: 5 } }))
    change({ guides })
    expect(run()).toMatchObject({ steps: 20, scheduler: undefined, base: { textScale: 5 } })
    expect(told).toEqual(['pace.left'])
  })

  it('takes guidance again with many steps that are set by hand, and not with a few', () => {
    const { draft, change, run, told } = newcomer()
    change({ steps: 8 })
    expect(run()).toEqual({ ...fast, steps: 8 })
    expect(told).toEqual([])
    change({ steps: 60 })
    expect(run()).toEqual({ ...whole, steps: 60 })
    expect(told).toEqual(['pace.guided'])
    change({ steps: 3 })
    expect(run()).toEqual({ ...whole, steps: 3 })
    expect(draft().pace).toBe('own')
  })

  it('leaves a recipe that is put into the panel as it is', () => {
    const { draft, change, run, told } = newcomer()
    const recipe = {
      ...recipeFromDraft({
        draft: draft(),
        checkpoint: instruct,
        seed: 1,
        picture: { width: 512, height: 512 },
        masked: false,
      }),
      negativePrompt: 'blur',
    }
    change(draftFromRecipe(draft(), recipe))
    expect(run()).toEqual(fast)
    change(draftFromRecipe(draft(), { ...recipe, checkpoint: base.id, image: undefined as never }))
    expect(told).toEqual([])
    expect(draft()).toMatchObject({ steps: 4, scheduler: 'tcd' })
  })
})
