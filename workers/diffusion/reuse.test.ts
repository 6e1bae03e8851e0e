import { describe, expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { RunMemory, viewMemories } from './reuse'

const of = (value: number) => tensor(Float32Array.of(value), [1])

describe('what a view keeps of its runs', () => {
  it('gives a branch as far from the prompt’s as both were at one step', () => {
    const memory = new RunMemory()
    memory.keep('cond', { index: 3, noise: of(10) })
    memory.keep('uncond', { index: 3, noise: of(4), deep: of(7) })
    expect([...memory.beside('uncond')!(of(100)).data]).toEqual([94])
    expect(memory.deep('uncond')).toEqual(of(7))
    expect(memory.deep('cond')).toBeUndefined()
  })

  it('gives nothing where they never ran at one step, and for the prompt itself', () => {
    const memory = new RunMemory()
    expect(memory.beside('uncond')).toBeUndefined()
    memory.keep('uncond', { index: 2, noise: of(4) })
    expect(memory.beside('uncond')).toBeUndefined()
    memory.keep('cond', { index: 3, noise: of(10) })
    expect(memory.beside('uncond')).toBeUndefined()
    expect(memory.beside('cond')).toBeUndefined()
    memory.keep('uncond', { index: 3, noise: of(5) })
    expect(memory.beside('uncond')).toBeDefined()
  })

  it('is its own', () => {
    const memoryOf = viewMemories()
    const [left, right] = [{}, {}]
    memoryOf(left).keep('cond', { index: 0, noise: of(1), deep: of(2) })
    expect(memoryOf(left).deep('cond')).toEqual(of(2))
    expect(memoryOf(right).deep('cond')).toBeUndefined()
  })
})
