import { describe, expect, it } from 'vitest'
import { stepsFor } from './lessonKinds'

describe('the steps of a training', () => {
  it('grow with its pictures, from three to twenty', () => {
    expect([1, 3, 5, 10, 20, 200].map((pictures) => stepsFor('lora', pictures))).toEqual([
      300, 300, 500, 1000, 2000, 2000,
    ])
  })

  it('are a person’s numbers', () => expect(stepsFor('custom-diffusion', 7) % 50).toBe(0))
})
