import { describe, expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { RecentRuns } from './recentRuns'

const of = (...numbers: number[]) => tensor(Float32Array.from(numbers), [1, numbers.length])

function counted() {
  const recent = new RecentRuns()
  const runs: string[] = []
  const get = (key: string, input: ReturnType<typeof of>) =>
    recent.get(key, input, async () => {
      runs.push(`${key} ${input.data.join()}`)
      return input.data[0]! * 10
    })
  return { get, runs, recent }
}

describe('runs that edits of one picture repeat', () => {
  it('are made once for equal inputs, whatever tensor holds them', async () => {
    const { get, runs } = counted()
    expect([await get('encoder', of(1, 2)), await get('encoder', of(1, 2))]).toEqual([10, 10])
    expect(runs).toEqual(['encoder 1,2'])
  })

  it('are made again for another input, shape or network', async () => {
    const { get, runs } = counted()
    await get('encoder', of(1, 2))
    await get('encoder', of(1, 3))
    await get('decoder', of(1, 2))
    await get('encoder', tensor(Float32Array.of(1, 2), [2, 1]))
    expect(runs).toHaveLength(4)
  })

  it('are forgotten, those first that were used longest ago', async () => {
    const { get, runs } = counted()
    for (const number of [1, 2, 3, 4, 1, 5]) await get('encoder', of(number))
    runs.length = 0
    for (const number of [1, 3, 4, 5, 2]) await get('encoder', of(number))
    expect(runs).toEqual(['encoder 2'])
  })

  it('are kept of a picture of 1024 x 1024 pixels, and of none that is larger', async () => {
    const recent = new RecentRuns()
    let runs = 0
    const run = async () => ++runs
    const ofSize = (size: number) => tensor(new Float32Array(size), [1, size])
    for (const size of [3 * 1024 ** 2, 3 * 1024 ** 2 + 1])
      for (let again = 0; again < 2; again++) await recent.get('encoder', ofSize(size), run)
    expect(runs).toBe(3)
  })

  it('are tried again where they failed', async () => {
    const { get, recent } = counted()
    await expect(recent.get('encoder', of(7), () => Promise.reject(new Error('lost')))).rejects.toThrow(
      'lost',
    )
    expect(await get('encoder', of(7))).toBe(70)
  })
})
