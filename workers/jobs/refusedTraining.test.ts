// Trainings that cannot be run: each is refused in a sentence, before it starts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTinyTrainings, picture, planOf, type TinyTrainings } from './fixtures/tinyTrainings.node'
import { runTraining } from './trainJob'

let tiny: TinyTrainings
beforeAll(async () => {
  tiny = await openTinyTrainings()
})
afterAll(() => tiny.dispose())

describe('a training is refused in words', () => {
  it('of Stable Diffusion XL', async () => {
    const xl = await openTinyTrainings('sdxl')
    await expect(xl.learn('lora')).rejects.toThrow('Stable Diffusion XL is not taught here')
    await xl.dispose()
  })

  it('for a picture of 20 pixels', async () => {
    await expect(tiny.learn('lora', {}, { one: picture(20) })).rejects.toThrow(
      'The picture "one" is 20x20 pixels, too small to learn from.',
    )
  })

  it('for two pictures that are the same', async () => {
    const images = { one: picture(), two: picture(80), three: picture(80) }
    await expect(tiny.learn('lora', { pictures: Object.keys(images) }, images)).rejects.toThrow(
      'The pictures "two" and "three" are the same.',
    )
  })

  it('for a word that the tokenizer knows already', async () => {
    await expect(tiny.learn('word', { word: 'cat' })).rejects.toThrow(
      'The word "cat" is one that the tokenizer of "tiny-vae" knows already.',
    )
  })

  it('for pictures of a class without a name', async () => {
    await expect(tiny.learn('lora', { classPictures: 3, className: '' })).rejects.toThrow(
      'Pictures of the class are made from its word, and the plan gives none.',
    )
  })

  it('for more memory than there is, before anything is loaded', async () => {
    const training = runTraining(
      { plan: planOf('lora', { batch: 4 }), images: { one: picture() } },
      tiny.means({ memory: 1000 }),
    )
    await expect(training).rejects.toThrow(
      /^Teaching this takes about \d+\.\d GB of memory, and there are 0\.0\.$/,
    )
  })

  it('for a rank above a layer’s width', async () => {
    await expect(tiny.learn('lora', { rank: 99 })).rejects.toThrow('A rank of 99 is above the width')
  })

  it('for a picture that was not given', async () => {
    await expect(tiny.learn('lora', { pictures: ['other'] })).rejects.toThrow('"other" that was not given')
  })

  it.each([
    ['a rank of 0', { rank: 0 }, '"rank" of the training plan has to be at least 1, and is 0.'],
    ['no picture', { pictures: [] }, '"pictures" of the training plan'],
    ['a kind that there is not', { kind: 'magic' }, '"kind" of the training plan'],
    ['a setting that there is not', { stepz: 1 }, '"stepz" of the training plan is not known here'],
  ])('for %s', (_, rest, sentence) => {
    expect(() => planOf('lora', rest)).toThrow(sentence)
  })
})
