import { expect, test } from 'vitest'
import { latePart } from './latePart'

test('a part is read once, when it is first wanted, and is at hand from then on', async () => {
  let reads = 0
  const part = latePart(async () => ({ reads: ++reads }))
  const seen: unknown[] = []
  const stop = part.subscribe(() => seen.push(part.now))
  part.subscribe(() => seen.push('left'))()
  expect(part.now).toBeUndefined()
  const [first, second] = await Promise.all([part.read(), part.read()])
  expect(first).toBe(second)
  expect(part.now).toBe(first)
  expect(reads).toBe(1)
  expect(seen).toEqual([first])
  stop()
})

test('a part that could not be read says so in one sentence, and is tried again', async () => {
  let fails = true
  const part = latePart(async () => {
    if (fails) throw new TypeError('Failed to fetch dynamically imported module')
    return 'there'
  })
  await expect(part.read()).rejects.toMatchObject({ report: { id: 'shared.partNotRead' } })
  expect(part.now).toBeUndefined()
  fails = false
  await expect(part.read()).resolves.toBe('there')
  expect(part.now).toBe('there')
})
