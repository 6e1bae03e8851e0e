import { describe, expect, it } from 'vitest'
import { withScores } from './readmeScores'
import type { Result } from './results'

const marks = [
  '<!-- What stands from here on is written by `npm run measure`. -->',
  '<!-- End of what is written. -->',
]
const result: Result = {
  id: 'sega',
  title: 'Concepts',
  about: '',
  count: 4,
  command: '',
  scores: [
    {
      label: 'made',
      as: 'share',
      figures: { without: { value: 0, count: 4 }, with: { value: 0.75, count: 4 } },
    },
    { label: 'kept', as: 'share', figures: { with: { value: 1, count: 3 } } },
  ],
}

describe('the README’s scores', () => {
  it('are the first of each technique, in place of those that stood there', () => {
    const before = withScores(`a\n${marks.join('\n')}\nz\n`, [{ ...result, title: 'Older' }])
    const after = withScores(before, [result])
    expect(after.startsWith('a\n')).toBe(true)
    expect(after.endsWith('\nz\n')).toBe(true)
    expect(after).toContain('| Concepts | made | 0.0 % | 75.0 % |  | 4 |')
    expect(after).not.toContain('Older')
    expect(after).not.toContain('kept')
  })

  it('want a place', () => {
    expect(() => withScores('a', [result])).toThrow('The README lacks the line')
  })
})
