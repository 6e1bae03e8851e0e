import { expect, it } from 'vitest'
import { untilCancelled } from './cancelling'

it('gives what the work gives, or its failure', async () => {
  const { signal } = new AbortController()
  expect(await untilCancelled(Promise.resolve(3), signal)).toBe(3)
  await expect(untilCancelled(Promise.reject(new RangeError('no')), signal)).rejects.toThrow('no')
})

it('does not wait for work that is cancelled, before or while it runs', async () => {
  const cancel = new AbortController()
  const waiting = untilCancelled(new Promise(() => {}), cancel.signal)
  cancel.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  await expect(untilCancelled(new Promise(() => {}), cancel.signal)).rejects.toMatchObject({
    code: 'cancelled',
  })
})
