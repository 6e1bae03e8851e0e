import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { plainRecipe } from '../shared/fixtures/plainRecipe'
import { createStore } from 'zustand/vanilla'
import { foretoldOf } from './foretoldOf'
import { createQuestionLink } from './questionLink'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('what was foretold of another edit is not said for long of one that takes a while to be gone through', () => {
  const jobs = createStore(() => ({ forecast: undefined as unknown }))
  const client = { forecast: vi.fn() }
  const link = createQuestionLink({ jobs } as never, client as never, { kind: 'url', url: '' }, () => {})
  const forecast = { seconds: 5, bytes: 1 }
  const answer = (number: number) => link.receive({ type: 'forecast', number, forecast } as never)
  const pictures = { names: [], width: 8, height: 8 }
  const said = { ...forecast, of: foretoldOf(plainRecipe, pictures) }
  link.foresee(plainRecipe, pictures)
  answer(1)
  vi.advanceTimersByTime(5000)
  expect(jobs.getState().forecast).toEqual(said)

  link.foresee(plainRecipe, pictures)
  vi.advanceTimersByTime(500)
  expect(jobs.getState().forecast).toEqual(said)
  vi.advanceTimersByTime(5000)
  expect(jobs.getState().forecast).toBeUndefined()
  answer(2)
  expect(jobs.getState().forecast).toEqual(said)
  // Another device takes another time.
  link.engineLost()
  expect(jobs.getState().forecast).toBeUndefined()
})

it('a look at a picture that is cancelled ends in the engine, and gives nothing', async () => {
  vi.useRealTimers()
  const client = { segment: vi.fn(), cancel: vi.fn() }
  const jobs = createStore(() => ({ networks: [] }))
  const link = createQuestionLink({ jobs } as never, client as never, { kind: 'url', url: '' }, () => {})
  const cancelling = new AbortController()
  const picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) }
  const answer = link.segment(picture, '', cancelling.signal)
  cancelling.abort()
  expect(await answer).toBeUndefined()
  expect(client.cancel).toHaveBeenCalledExactlyOnceWith(client.segment.mock.calls[0]![0])
  expect(await link.segment(picture, '', cancelling.signal)).toBeUndefined()
  expect(client.segment).toHaveBeenCalledOnce()
})
