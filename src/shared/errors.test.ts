import { describe, expect, it } from 'vitest'
import { PalimpsestError, reportOf } from './errors'

describe('what is reported of an error', () => {
  it('of ours is its sentence and hint; what caused it is a detail', () => {
    const cause = new Error('ERROR_CODE: 6, ERROR_MESSAGE: bad_alloc', { cause: 'heap' })
    expect(
      reportOf(new PalimpsestError('device', 'It does not fit.', 'Take a smaller one.', { cause })),
    ).toEqual({
      code: 'device',
      message: 'It does not fit.',
      hint: 'Take a smaller one.',
      detail: 'Error: ERROR_CODE: 6, ERROR_MESSAGE: bad_alloc\nheap',
    })
    expect(reportOf(new PalimpsestError('recipe', 'It is empty.', 'Fill it.'))).not.toHaveProperty('detail')
  })

  it('of anybody else is a sentence of ours, with theirs as a detail', () => {
    for (const thrown of [new TypeError('x is undefined'), { message: 'x is undefined' }, 'x is undefined']) {
      const report = reportOf(thrown)
      expect(report).toMatchObject({ code: 'internal', detail: expect.stringContaining('x is undefined') })
      expect(report.message + report.hint).not.toContain('undefined')
    }
    expect(reportOf(1234567).detail).toBe('1234567')
  })

  it('that crossed from the worker is what it was', () => {
    const report = reportOf(
      new PalimpsestError('weights', 'It is cut short.', 'Get it again.', { cause: 'EOF' }),
    )
    expect(reportOf(structuredClone(report))).toEqual(report)
  })
})
