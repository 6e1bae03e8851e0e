import { expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { KeptResults } from './keptResults'

it('makes a result once while all that it depends on is the same', async () => {
  const kept = new KeptResults()
  let made = 0
  const get = (purpose: string, values: number[], text = 'a') =>
    kept.get(purpose, [tensor(Float32Array.from(values), [values.length]), text], async () => ++made)
  expect(await get('path', [1, 2])).toBe(1)
  expect(await get('path', [1, 2])).toBe(1)
  expect(await get('path', [1, 3])).toBe(2)
  expect(await get('path', [1, 3], 'b')).toBe(3)
  expect(await get('other', [1, 3], 'b')).toBe(4)
  // Only the last is kept.
  expect(await get('path', [1, 2])).toBe(5)
})

it('knows equal numbers of another shape, and another kind of dependency, for others', async () => {
  const kept = new KeptResults()
  let made = 0
  const get = (on: Parameters<KeptResults['get']>[1][number]) => kept.get('path', [on], async () => ++made)
  expect(await get(tensor(Float32Array.of(1, 2), [2]))).toBe(1)
  expect(await get(tensor(Float32Array.of(1, 2), [1, 2]))).toBe(2)
  expect(await get(5)).toBe(3)
  expect(await get(tensor(Float32Array.of(1, 2), [1, 2]))).toBe(4)
})

it('keeps nothing of what failed', async () => {
  const kept = new KeptResults()
  await expect(kept.get('path', [], () => Promise.reject(new Error('cancelled')))).rejects.toThrow(
    'cancelled',
  )
  expect(await kept.get('path', [], async () => 1)).toBe(1)
})

it('forgets what was made, and what is being made', async () => {
  const kept = new KeptResults()
  await kept.get('path', [], async () => 1)
  let end: (value: number) => void = () => {}
  const making = kept.get('other', [], () => new Promise<number>((resolve) => (end = resolve)))
  kept.forget()
  end(2)
  expect(await making).toBe(2)
  expect(await kept.get('path', [], async () => 3)).toBe(3)
  expect(await kept.get('other', [], async () => 4)).toBe(4)
  expect(await kept.get('other', [], async () => 5)).toBe(4)
})
