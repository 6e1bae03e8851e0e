import { describe, expect, it } from 'vitest'
import { gathered } from './gathered'

describe('calls of one turn', () => {
  it('run together, those of the next turn again', async () => {
    const seen: (readonly number[])[] = []
    const double = gathered(async (inputs: readonly number[]) => {
      seen.push(inputs)
      return inputs.map((one) => 2 * one)
    })
    expect(await Promise.all([double(1), double(2)])).toEqual([2, 4])
    expect(await double(3)).toBe(6)
    expect(seen).toEqual([[1, 2], [3]])
  })

  it('that come while others run wait for none of them', async () => {
    let release = () => {}
    const slow = gathered(async (inputs: readonly string[]) => {
      if (inputs[0] === 'first') await new Promise<void>((resolve) => (release = resolve))
      return inputs
    })
    const first = slow('first')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await slow('second')).toBe('second')
    release()
    expect(await first).toBe('first')
  })

  it('fail together, and the next are tried again', async () => {
    let broken = true
    const run = gathered(async (inputs: readonly number[]) => {
      if (broken) throw new Error('no memory')
      return inputs
    })
    const both = await Promise.allSettled([run(1), run(2)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    broken = false
    expect(await run(3)).toBe(3)
  })
})
