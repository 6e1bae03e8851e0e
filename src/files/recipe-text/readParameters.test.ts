// AUTOMATIC1111's text in the forms that its kin write.
import { describe, expect, it } from 'vitest'
import { readParameters } from './readParameters'

describe("AUTOMATIC1111's text", () => {
  it.each([
    [
      'with hashes in braces',
      'a cat\nSteps: 20, Seed: 5, Lora hashes: "a: 1, b: 2", Version: v1.9',
      ['Lora hashes'],
    ],
    ['on Windows', 'a cat\r\nSteps: 20, Seed: 5, Hires steps: 10', ['Hires steps']],
    [
      'with a JSON value',
      'a cat\nSteps: 20, Seed: 5, ControlNet 0: "Module: canny, Weight: 1"',
      ['ControlNet 0'],
    ],
    ['of Forge', 'a cat\nSteps: 20, Seed: 5, Distilled CFG Scale: 3.5', ['Distilled CFG Scale']],
    [
      'whose prompt has lines with colons',
      'a cat\nSteps: none\nSteps: 20, Seed: 5, Mask blur: 4',
      ['Mask blur'],
    ],
  ])('%s is read', (_, text, ignored) => {
    const read = readParameters(text)
    expect(read?.recipe).toMatchObject({ steps: 20, seed: 5 })
    expect(read?.ignored).toEqual(ignored)
  })
})
