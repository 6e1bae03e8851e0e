import { expect, it } from 'vitest'
import { MeasuredRuns } from './measuredRuns'

it('takes the middle of the last runs, not the first one', () => {
  const measured = new MeasuredRuns()
  expect(measured.typical('1 unet a')).toBeUndefined()
  for (const seconds of [9, 1, 1.2, 1.1]) measured.note('1 unet a', seconds)
  expect(measured.typical('1 unet a')).toBe(1.1)
  for (let run = 0; run < 9; run++) measured.note('1 unet a', 2)
  expect(measured.typical('1 unet a')).toBe(2)
})

it('goes by the most similar network of the kind, and by another one where there is none', () => {
  const measured = new MeasuredRuns()
  expect(measured.likely('1 unet b', 100)).toBeUndefined()
  for (const [key, work, seconds] of [
    ['1 unet a', 50, 1],
    ['1 unet big', 1000, 10],
    ['1 decoder 8x8', 100, 7],
  ] as const) {
    measured.noteWork(key, work)
    measured.note(key, seconds)
  }
  expect(measured.likely('1 unet b', 100)).toEqual({ seconds: 2, times: 2, runs: 1 })
  expect(measured.likely('1 unet b', 2000)).toMatchObject({ seconds: 20 })
  expect(measured.likely('2 text', 120)?.seconds).toBeCloseTo(8.4)
  expect(measured.likely('2 unet', 120)?.seconds).toBeCloseTo(2.4)
  // Far larger than all that was measured, and of another kind.
  expect(measured.likely('2 text', 30_000)).toBeUndefined()
  expect(measured.likely('1 unet huge', 30_000)?.times).toBeCloseTo(30)
})

it('tells what loading takes by bytes', () => {
  const measured = new MeasuredRuns()
  expect(measured.loading(10)).toBeUndefined()
  measured.noteLoad(1, 0)
  measured.noteLoad(3, 100)
  expect(measured.loading(100)).toBeCloseTo(3)
  expect(measured.loading(0)).toBeCloseTo(1)
})

it('goes by the last loads of about the size, where there were some', () => {
  const measured = new MeasuredRuns()
  for (const seconds of [9, 2, 1, 1.2]) measured.noteLoad(seconds, 100)
  measured.noteLoad(0.1, 10)
  expect(measured.loading(120)).toBe(1.2)
  expect(measured.loading(15)).toBe(0.1)
  // Of no such size there was none.
  expect(measured.loading(1000)).toBeGreaterThan(9)
})
