import { describe, expect, it } from 'vitest'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import { checkpointOf } from '../engine/fixtures/panel'
import { atPace } from '../engine/pace'
import { createJobsStore } from '../state/jobs'
import { changeDraft, createSettingsStore } from '../state/settings'
import { followFewSteps } from './fewSteps'

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
  followFewSteps({ settings, jobs, engine: { openBundledAddOn: (id: string) => asked.push(id) } as never })
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
