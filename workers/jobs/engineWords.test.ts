// The question which word made what, as the page asks it.
import { afterEach, expect, it } from 'vitest'
import { cancelEverything, started, type EventOf } from './fixtures/drivenEngine.node'
import { pipelineImages } from './fixtures/pipelineCases.node'

afterEach(cancelEverything)

const recipe = {
  version: 2,
  checkpoint: 'tiny-vae',
  prompt: 'a (red ball:1.2) and a tree',
  scheduler: 'ddim',
  steps: 4,
  width: 64,
  height: 64,
}
const asked = (job: string, of: string, change: object = {}) => ({
  type: 'map-words',
  job,
  of,
  recipe: { ...recipe, ...change },
  images: pipelineImages,
})
const answered = (job: string) => (event: { type: string; job?: string }) =>
  ['word-maps', 'failed', 'cancelled'].includes(event.type) && event.job === job

it('answers for a finished edit, step by step', async () => {
  const { engine, until, all, counted } = await started()
  await engine.handle(asked('words', 'edit'))
  const answer = (await until(answered('words'))) as EventOf<'word-maps'>
  expect(answer.type).toBe('word-maps')
  expect(answer.words.map(({ text }) => text)).toEqual(['a', 'red', 'ball', 'and', 'a', 'tree'])
  for (const { text, start, end } of answer.words) expect(recipe.prompt.slice(start, end)).toBe(text)
  expect(answer.prompts).toEqual([recipe.prompt])
  const { width, height, maps } = answer
  expect([width, height, maps.length]).toEqual([8, 8, 6 * 64])
  const steps = all('progress').filter(({ stage }) => stage === 'denoising')
  expect(steps.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4])
  expect(counted.runs).toBe(4)
})

it('answers for a picture that was made otherwise, with its caption, in a few runs', async () => {
  const { engine, until, counted } = await started()
  await engine.handle(asked('picture', 'picture', { prompt: 'a tree', image: 'picture' }))
  const answer = (await until(answered('picture'))) as EventOf<'word-maps'>
  expect(answer.words.map(({ text }) => text)).toEqual(['a', 'tree'])
  const { width, height } = pipelineImages['picture']!
  expect(answer.region).toEqual({ left: 0, top: 0, width, height })
  expect(new Set(answer.maps).size).toBeGreaterThan(10)
  expect(counted.runs).toBeLessThanOrEqual(6)
})

it('can be cancelled, and says what is wrong', async () => {
  const { engine, until } = await started()
  await engine.handle(asked('stopped', 'edit', { steps: 500 }))
  await engine.handle({ type: 'cancel', job: 'stopped' })
  expect((await until(answered('stopped'))).type).toBe('cancelled')
  await engine.handle(asked('none', 'edit', { prompt: '...' }))
  const failed = (await until(answered('none'))) as EventOf<'failed'>
  expect(failed.error.message).toMatch(/^The prompt has no words/)
})
