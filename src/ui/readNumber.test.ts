import { describe, expect, test } from 'vitest'
import { inRange, readNumber, shownNumber } from './readNumber'

describe('a typed number', () => {
  test.each([
    ['12', 12],
    [' 12 ', 12],
    ['-5', -5],
    ['−3', -3],
    ['+7', 7],
    ['1.5', 1.5],
    ['1,5', 1.5],
    ['.5', 0.5],
    [',5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1E-2', 0.01],
    ['1e308', 1e308],
    ['1 000', 1000],
    ['1 000', 1000],
    ["1'000", 1000],
    ['1.000,5', 1000.5],
    ['1,000.5', 1000.5],
    ['1,000,000', 1_000_000],
    ['0,125', 0.125],
    ['٣', 3],
    ['٣٫٥', 3.5],
    ['۱۲', 12],
    ['１２', 12],
    ['५', 5],
    ['𝟗', 9],
    ['50%', 0.5],
  ])('"%s" is %d', (typed, value) => {
    expect(readNumber(typed)).toBe(value)
  })

  test.each([
    '',
    '-',
    '.',
    'abc',
    'NaN',
    '1/2',
    '0x10',
    '1.2.3',
    '1-2',
    '12 apples',
    '1e',
    'e5',
    '½',
    '--1',
    '1.2,3.4',
  ])('"%s" is none', (typed) => {
    expect(readNumber(typed)).toBeUndefined()
  })

  test('of a field in whole numbers has thousands where others have parts', () => {
    expect(readNumber('1,000', { whole: true })).toBe(1000)
    expect(readNumber('1.000', { whole: true })).toBe(1000)
    expect(readNumber('1,000')).toBe(1)
    expect(readNumber('3.7', { whole: true })).toBe(3.7)
  })

  test('may end with the unit of its field', () => {
    expect(readNumber('12px', { unit: 'px' })).toBe(12)
    expect(readNumber('90 °', { unit: '°' })).toBe(90)
    expect(readNumber('50%', { unit: '%' })).toBe(50)
    expect(readNumber('12px')).toBeUndefined()
  })
})

test('the nearest value that a field takes', () => {
  expect(inRange(3.7, { whole: true })).toBe(4)
  expect(inRange(99, { min: 1, max: 60 })).toBe(60)
  expect(inRange(-Infinity, { min: 1 })).toBe(1)
  expect(inRange(1e308, { max: 5, whole: true })).toBe(5)
})

test('is shown without the noise of binary parts', () => {
  expect(shownNumber(0.1 + 0.2)).toBe('0.3')
  expect(shownNumber(1e-7, 1e-7)).toBe('1e-7')
  expect(shownNumber(0.000_05, 0.000_01)).toBe('0.00005')
  expect(shownNumber(512)).toBe('512')
})
