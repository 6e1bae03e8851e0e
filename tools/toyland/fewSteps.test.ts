// Four steps without guidance, as the page's fast pace runs them, on the pictures to start with.
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import type { Backend } from '../../workers/runtime/backend'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { readPicture } from '../recipe/picture'
import { Runner } from '../recipe/runner'
import { openJudge, type Judge } from './judge'

const picture = (name: string) =>
  readPicture(fileURLToPath(new URL(`../../public/pictures/${name}.png`, import.meta.url)))

describe('four steps of toyland/instruct without guidance', () => {
  let backend: Backend
  let judge: Judge
  let runner: Runner
  beforeAll(async () => {
    backend = await openNodeBackend({ threads: 1 })
    judge = await openJudge(backend)
    runner = new Runner(backend)
  })
  afterAll(() => backend.dispose())

  const recipe = (prompt: string) =>
    parseRecipe(
      {
        version: 2,
        checkpoint: 'toyland/instruct',
        prompt,
        seed: 1,
        steps: 4,
        scheduler: 'tcd',
        image: 'image',
        guides: [{ id: 'instruct-pix2pix', values: { textScale: 1, imageScale: 1 } }],
      },
      guideMetas,
    )

  test.each([
    ['car-desert', 'make the car blue', { background: 'desert', first_kind: 'car', first_colour: 'blue' }],
    ['cat-meadow', 'make it night', { background: 'night', first_kind: 'cat', first_colour: 'orange' }],
    ['house-snow', 'take the hat off', { background: 'snow', first_kind: 'house', first_hat: 'no' }],
    ['face-beach', 'make the face sad', { background: 'beach', layout: 'face', face_mood: 'sad' }],
  ])('%s: %s', async (name, prompt, expected) => {
    const images = { image: await picture(name) }
    const run = await runner.prepare(recipe(prompt))
    expect(await judge.judge((await run({ images })).pixels)).toMatchObject(expected)
  })
})
