import { describe, expect, it } from 'vitest'
import { captionsAtSize, captionsOf } from './captions'

const concept = {
  word: '<toy>',
  className: 'robot',
  pictures: ['one', 'two'],
  captions: ['', 'a {} at night'],
}

const plain = { newWord: false }

describe('the captions of a picture', () => {
  it('are the person’s, with the word and its class', () => {
    expect(captionsOf({ ...plain, kind: 'lora', learns: 'subject' }, concept, 1)).toEqual([
      'a <toy> robot at night',
    ])
    expect(captionsOf({ ...plain, kind: 'word', learns: 'subject' }, concept, 1)).toEqual([
      'a <toy> at night',
    ])
    const newWord = { kind: 'lora', learns: 'subject', newWord: true } as const
    expect(captionsOf(newWord, concept, 1)).toEqual(['a <toy> at night'])
    expect(captionsOf({ ...newWord, kind: 'whole' }, concept, 1)).toEqual(['a <toy> at night'])
  })

  it('are else DreamBooth’s, or Textual Inversion’s templates', () => {
    expect(captionsOf({ ...plain, kind: 'custom-diffusion', learns: 'subject' }, concept, 0)).toEqual([
      'a <toy> robot',
    ])
    const ofWord = captionsOf({ ...plain, kind: 'word', learns: 'subject' }, concept, 0)
    expect(ofWord).toHaveLength(27)
    expect(ofWord).toContain('a photo of the weird <toy>')
  })

  it('of a style name the style', () => {
    const all = captionsOf({ ...plain, kind: 'lora', learns: 'style' }, concept, 0)
    expect(all).toHaveLength(19)
    expect(all.every((one) => one.endsWith(' in the style of <toy>'))).toBe(true)
  })
})

describe('at another size a caption says so', () => {
  it.each([
    [
      'a <toy> robot at night',
      'far',
      ['a far away <toy> robot at night', 'a very small <toy> robot at night'],
    ],
    ['an orange <toy>', 'near', ['a zoomed in orange <toy>', 'a close up orange <toy>']],
    ['<toy>', 'near', ['zoomed in <toy>', 'close up <toy>']],
    ['another <toy>', 'far', ['far away another <toy>', 'very small another <toy>']],
    ['a <toy>', 'usual', ['a <toy>']],
  ] as const)('%s, %s', (caption, size, expected) => expect(captionsAtSize(caption, size)).toEqual(expected))
})
