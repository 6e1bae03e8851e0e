import { describe, expect, it } from 'vitest'
import { stepsFor } from './lessonKinds'

describe('the steps of a training', () => {
  it('grow with its pictures, from three to twenty', () => {
    expect([1, 3, 5, 10, 20, 200].map((pictures) => stepsFor('lora', pictures))).toEqual([
      250, 250, 400, 800, 1600, 1600,
    ])
  })

  it('are fewer of a style, by a LoRA', () => {
    expect(stepsFor('lora', 5, 'style')).toBe(300)
    expect(stepsFor('whole', 5, 'style')).toBe(stepsFor('whole', 5))
  })

  it('are never more than can be waited for', () => expect(stepsFor('word', 20)).toBe(3000))

  it('are a person’s numbers', () => expect(stepsFor('custom-diffusion', 7) % 50).toBe(0))
})
