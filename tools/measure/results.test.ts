import { expect, test } from 'vitest'
import { report } from './report'
import { figureOf, type Result } from './results'
import { choose, seeded } from './seeded'

test('a figure is of the cases that have its score: their mean, or for PSNR their median', () => {
  const scores = [{ made: 1, kept: 20 }, { made: 0 }, { made: 1, kept: 90 }, { made: 1, kept: 30 }]
  expect(figureOf('share', scores, 'made')).toEqual({ value: 0.75, count: 4 })
  expect(figureOf('median dB', scores, 'kept')).toEqual({ value: 30, count: 3 })
  expect(figureOf('mean', scores, 'other')).toBeUndefined()
})

test('the page has one line a score, and leaves empty what was not measured', () => {
  const result: Result = {
    id: 'one',
    title: 'One',
    about: 'Of cats.',
    count: 8,
    command: 'npm run measure',
    scores: [
      { label: 'made', as: 'share', aim: '90 %', figures: { with: { value: 0.875, count: 8 } } },
      {
        label: 'kept',
        as: 'median dB',
        figures: { without: { value: 100, count: 3 }, with: { value: 24.06, count: 5 } },
      },
      {
        label: 'alike',
        as: 'share',
        figures: { with: { value: 0.875, count: 8 }, diffusers: { value: 0.5, count: 2 } },
        beside: { value: 1, count: 2 },
      },
    ],
  }
  const lines = report([result]).split('\n')
  expect(lines).toContain('| One | made |  | 87.5 % |  | 90 % | 8 |')
  expect(lines).toContain('|  | kept | the same (3) | 24.1 dB |  |  | 5 |')
  expect(lines).toContain('|  | alike |  | 87.5 % | 50.0 % (2; here 100.0 %) |  | 8 |')
  expect(lines).toContain('- **One**: Of cats. 8 cases. `npm run measure`')
})

test('a case depends on its name alone, and cases differ', () => {
  const draw = (name: string) => {
    const random = seeded(name)
    return Array.from({ length: 20 }, () => choose(random, 'abcdefgh'.split(''))).join('')
  }
  expect(draw('sega 7')).toBe(draw('sega 7'))
  expect(draw('sega 7')).not.toBe(draw('sega 8'))
  // Each is drawn about as often as another.
  const counts = new Map<number, number>()
  for (let index = 0; index < 4000; index++) {
    const one = Math.floor(seeded(`even ${index}`)() * 4)
    counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120)
})
