import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Backend } from '../../workers/runtime/backend'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { readPicture } from '../recipe/picture'
import { openJudge, type Judge } from './judge'

const picture = (name: string) =>
  readPicture(fileURLToPath(new URL(`../../public/pictures/${name}.png`, import.meta.url)))

describe('the judge, on the pictures to start with, which it has not seen', () => {
  let backend: Backend
  let judge: Judge
  let several: Judge
  beforeAll(async () => {
    backend = await openNodeBackend({ threads: 1 })
    judge = await openJudge(backend)
    several = await openJudge(backend, 'several')
  })
  afterAll(() => backend.dispose())

  test.each([
    [
      'cat-meadow',
      { layout: 'one', background: 'meadow', first_kind: 'cat', first_colour: 'orange', first_hat: 'no' },
    ],
    ['car-desert', { layout: 'one', background: 'desert', first_kind: 'car', first_colour: 'red' }],
    [
      'house-snow',
      { layout: 'one', background: 'snow', first_kind: 'house', first_colour: 'brown', first_hat: 'yes' },
    ],
    [
      'face-beach',
      { layout: 'face', background: 'beach', face_mood: 'smiling', face_glasses: 'yes', face_hat: 'no' },
    ],
    [
      'robot-dog-night',
      {
        layout: 'two',
        background: 'night',
        first_kind: 'robot',
        first_colour: 'white',
        second_kind: 'dog',
        second_colour: 'brown',
      },
    ],
  ])('says what %s shows', async (name, expected) => {
    expect(await judge.judge(await picture(name))).toMatchObject(expected)
  })

  test('two things of other sizes, and of one kind, are seen by the judge that learnt them', async () => {
    const pair = await picture('robot-dog-night')
    // The robot twice, as it never is in what the first judge learnt.
    const twice = { ...pair, data: pair.data.slice() }
    const row = 4 * pair.width
    for (let y = 0; y < pair.height; y++) twice.data.copyWithin(y * row + row / 2, y * row, y * row + row / 2)
    expect(await several.judge(pair)).toMatchObject({
      layout: 'two',
      first_kind: 'robot',
      second_kind: 'dog',
    })
    expect(await several.judge(twice)).toMatchObject({
      layout: 'two',
      first_kind: 'robot',
      first_colour: 'white',
      second_kind: 'robot',
      second_colour: 'white',
    })
  })
})
