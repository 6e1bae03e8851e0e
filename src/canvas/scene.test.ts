import { describe, expect, it } from 'vitest'
import { plainRecipe } from '../shared/fixtures/plainRecipe'
import { BitmapTable } from '../state/bitmapTable'
import { emptyDocument, type Candidate, type DocumentState, type Layer } from '../state/document'
import { createJobsStore, type EditJob, type JobsState } from '../state/jobs'
import { createViewStore, type ViewState } from '../state/view'
import { emptyBitmap } from './kernels/tiledBitmap'
import { sceneOf } from './scene'

const bitmaps = new BitmapTable()
const size = { width: 64, height: 64 }
const layer = (kind: Layer['kind'], id: string): Layer => ({
  id,
  kind,
  name: id,
  bitmap: bitmaps.add(emptyBitmap(64, 64, kind === 'mask' ? 1 : 4)),
  visible: true,
  opacity: 1,
  x: 0,
  y: 0,
})
const candidate = (id: string): Candidate => ({
  id,
  bitmap: bitmaps.add(emptyBitmap(32, 32, 4)),
  place: { left: 8, top: 0, width: 48, height: 48 },
  recipe: plainRecipe,
  seconds: 1,
  notes: [],
})
const [picture, mask] = [layer('image', 'picture'), layer('mask', 'mask')]
const document: DocumentState = {
  ...emptyDocument,
  ...size,
  layers: [picture, mask],
  candidates: [candidate('a'), candidate('b')],
}
const preview = { bitmap: bitmaps.add(emptyBitmap(16, 16, 4)) }

function scene(view: Partial<ViewState> = {}, jobs: readonly Partial<EditJob>[] = []) {
  return sceneOf({
    document,
    view: { ...createViewStore().getState(), ...view },
    jobs: { ...createJobsStore().getState(), jobs: jobs as EditJob[] },
    bitmaps,
    instead: new Map(),
    transforms: new Map(),
  })
}
const keys = (layers: readonly { readonly key: string }[]) => layers.map(({ key }) => key)

describe('the tint of a mask', () => {
  it('lies over the picture, with its line', () => {
    expect([keys(scene().masks), keys(scene().outlined)]).toEqual([['mask'], ['mask']])
  })

  it('steps aside for what an edit is making, and for what it made until the mask is painted on again', () => {
    const running = scene({}, [{ status: 'running', preview }])
    expect([keys(running.masks), keys(running.outlined)]).toEqual([[], ['mask']])
    const accepted = scene({ restingMasks: [mask.bitmap] })
    expect([keys(accepted.masks), keys(accepted.outlined)]).toEqual([[], ['mask']])
    expect(keys(scene({ restingMasks: [picture.bitmap] }).masks)).toEqual(['mask'])
  })

  it('steps aside for what live painting lays over the picture, but for the stroke', () => {
    const live = (view: Partial<ViewState>) =>
      sceneOf({
        document: { ...document, candidates: [] },
        view: { ...createViewStore().getState(), live: 'over', ...view },
        jobs: { ...createJobsStore().getState(), live: { bitmap: preview.bitmap } as JobsState['live'] },
        bitmaps,
        instead: new Map(),
        transforms: new Map(),
      })
    expect([keys(live({}).masks), keys(live({}).outlined)]).toEqual([[], ['mask']])
    expect(keys(live({ stroking: true }).masks)).toEqual(['mask'])
    expect(keys(live({ live: 'beside' }).masks)).toEqual(['mask'])
  })

  it('is gone, and the line with it, over a result', () => {
    const shown = scene({ candidate: 'a' })
    expect([keys(shown.masks), keys(shown.outlined)]).toEqual([[], []])
  })
})

it('shows the regions of guides as lines, and the one that is painted in full', () => {
  const regions = ['one', 'two'].map((id) => ({ ...layer('mask', id), forGuides: true as const }))
  const hidden = { ...layer('mask', 'hidden'), forGuides: true as const, visible: false }
  const seen = sceneOf({
    document: { ...document, candidates: [], layers: [picture, ...regions, hidden], activeLayer: 'two' },
    view: createViewStore().getState(),
    jobs: createJobsStore().getState(),
    bitmaps,
    instead: new Map(),
    transforms: new Map(),
  })
  expect(keys(seen.masks)).toEqual(['two'])
  expect(keys(seen.outlined)).toEqual(['one', 'two'])
})

describe('two results that are compared', () => {
  it('lie on either side of the line, each in its place', () => {
    const { layers, cover } = scene({ candidate: 'b', against: 'a', compare: 'split', split: 0.3 })
    expect(keys(layers)).toEqual(['picture', 'a'])
    expect(layers.at(-1)?.transform).toEqual({ a: 1.5, b: 0, c: 0, d: 1.5, e: 8, f: 0 })
    expect(cover).toMatchObject({ key: 'b', split: 0.3 })
  })

  it('are one, against the picture, once the comparison is over', () => {
    expect(keys(scene({ candidate: 'b', against: 'a', compare: 'result' }).layers)).toEqual(['picture'])
  })
})

it('shows what a guide showed while it is looked at, over all else and in its place', () => {
  const region = { left: 4, top: 4, width: 8, height: 8 }
  const { bitmap } = preview
  const shown = { job: 'j', key: 'card', name: 'Hint', channels: 3, bitmap, region, canvas: size } as const
  const looking = (name: string) =>
    sceneOf({
      document,
      view: { ...createViewStore().getState(), candidate: 'a', lookedAt: { key: 'card', name } },
      jobs: { ...createJobsStore().getState(), shown: [shown] },
      bitmaps,
      instead: new Map(),
      transforms: new Map(),
    })
  expect(looking('Hint').cover).toMatchObject({ region, split: 0 })
  expect(looking('Hint').masks).toEqual([])
  expect(looking('Mask').cover?.key).toBe('a')
})
