import { describe, expect, it } from 'vitest'
import { goneWords, isChosen, nameOf, toggled, wordsToChoose } from './chosenWords'
import { cardOf, plainDraft } from './fixtures/panel'

const draftOf = (prompt: string, ...guides: (typeof plainDraft)['guides']) => ({
  ...plainDraft,
  text: { edit: prompt, generate: prompt },
  guides,
})
const names = (prompt: string, ...chosen: string[]) => wordsToChoose(draftOf(prompt), chosen).map(nameOf)

describe('words to choose', () => {
  it('are those of the prompt, without weights, and equal ones are told apart', () => {
    expect(names('a (cat:1.4) and a [blue-eyed] frog++, <sks>')).toEqual([
      'a',
      'cat',
      'and',
      'a (2)',
      'blue-eyed',
      'frog',
      '<sks>',
    ])
    expect(names('Cat or cat')).toEqual(['Cat', 'or', 'cat (2)'])
    expect(names('  ')).toEqual([])
  })

  it('are counted within a part of the steps, as the engine counts them', () => {
    const changing = 'a cat [in the snow:and a cat:0.5] at night'
    expect(names(changing)).toEqual([
      'a',
      'cat',
      'in',
      'the',
      'snow',
      'and',
      'a (2)',
      'cat (2)',
      'at',
      'night',
    ])
    expect(names('a [red cat:blue cat:0.5]')).toEqual(['a', 'red', 'cat', 'blue'])
    expect(names('("a cat", "a dog").blend(1, 1)')).toEqual(['a', 'cat'])
    expect(names('("a cat", "a dog").and()')).toEqual(['a', 'cat', 'a (2)', 'dog'])
  })

  it('are read as they stand where no weights are read', () => {
    const off = cardOf('prompt-weighting', { enabled: false })
    expect(wordsToChoose(draftOf('a (cat:1.4)', off), []).map(nameOf)).toEqual(['a', 'cat', '1', '4'])
  })

  it('have the chosen phrases that are said behind them', () => {
    expect(names('a blue car', 'blue car', 'red car', 'car')).toEqual(['a', 'blue', 'car', 'blue car'])
  })
})

describe('chosen words', () => {
  const gone = (prompt: string, ...chosen: string[]) => goneWords(draftOf(prompt), chosen).map(nameOf)

  it('are gone where the prompt does not say them, or not so often', () => {
    expect(gone('a cat and a (Dog:1.2)', 'cat', 'dog')).toEqual([])
    expect(gone('a cathedral', 'cat')).toEqual(['cat'])
    expect(gone('a cat', 'cat', 'cat', 'bird')).toEqual(['cat (2)', 'bird'])
    expect(gone('a cat and a cat', 'cat', 'cat')).toEqual([])
    expect(gone('a [red cat:blue cat:0.5]', 'cat', 'cat')).toEqual(['cat (2)'])
    expect(gone('("a cat", "a dog").blend(1, 1)', 'cat', 'dog')).toEqual(['dog'])
  })

  it('are chosen and let go with the equal ones before and behind them', () => {
    const second = { word: 'cat', nth: 2 }
    expect(toggled(['dog'], second)).toEqual(['dog', 'cat', 'cat'])
    expect(toggled(['cat', 'dog', 'Cat'], second)).toEqual(['cat', 'dog'])
    expect(toggled(['cat', 'dog', 'cat'], { word: 'cat', nth: 1 })).toEqual(['dog'])
    expect(isChosen(['cat'], { word: 'Cat', nth: 1 })).toBe(true)
    expect(isChosen(['cat'], second)).toBe(false)
  })
})
