import { expect, it } from 'vitest'
import { drifts } from './drifts'

it('holds the middle of the last tenth against that of the first, for each thing that is counted', () => {
  const readings = Array.from({ length: 30 }, (_, at) => ({ resident: 100 + at, wasm: 50 }))
  // One reading that garbage swelled changes nothing.
  readings[0] = { resident: 900, wasm: 50 }
  const [resident, wasm] = drifts(readings)
  expect(resident).toMatchObject({ what: 'resident', early: 102, late: 128 })
  expect(resident!.ratio).toBeCloseTo(1.255, 3)
  expect(wasm).toEqual({ what: 'wasm', early: 50, late: 50, ratio: 1 })
})

it('says nothing of one reading', () => {
  expect(drifts([{ resident: 1 }])).toEqual([])
})
