import { describe, expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { joinInputs } from './joinInputs'

const one = (value: number) => tensor(Float32Array.of(value), [1, 1])
const values = (tensors: readonly { readonly data: Float32Array }[] = []) =>
  tensors.map(({ data }) => data[0])

describe('what two guides give one run', () => {
  it('is what either gives where the other gives nothing', () => {
    const all = { residuals: { down: [one(1)], mid: one(2) }, adapter: [one(3)], timestepCond: one(4) }
    expect(joinInputs(all, {})).toEqual(all)
    expect(joinInputs({}, all)).toEqual(all)
    expect(Object.keys(joinInputs({}, {}))).toEqual([])
  })

  it('adds up level by level, and a level that one has alone is kept', () => {
    const [short, long] = [{ adapter: [one(1), one(2)] }, { adapter: [one(10), one(20), one(30)] }]
    expect(values(joinInputs(short, long).adapter)).toEqual([11, 22, 30])
    expect(values(joinInputs(long, short).adapter)).toEqual([11, 22, 30])
    expect(values(joinInputs(short, short).adapter)).toEqual([2, 4])
  })

  it('is not two embeddings of a guidance scale', () => {
    expect(() => joinInputs({ timestepCond: one(1) }, { timestepCond: one(2) })).toThrow(
      'Two guides give the UNet a guidance-scale embedding.',
    )
  })
})
