import { describe, expect, it } from 'vitest'
import { english } from './english'
import { korean } from './korean'
import { preferredLanguage, text, type TextKey } from './text'

const valuesIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('the page’s sentences', () => {
  it('name the same values in each language', () => {
    for (const key of Object.keys(english) as TextKey[])
      expect(valuesIn(korean[key]), key).toEqual(valuesIn(english[key]))
  })

  it('are filled in, and leave alone what they are not given', () => {
    expect(text('en', 'status.size', { width: 3, height: 4 })).toBe('3 × 4')
    expect(text('en', 'status.size', { width: 3 })).toBe('3 × {height}')
  })

  it('are Korean for those who prefer it to English', () => {
    expect(preferredLanguage(['ko-KR', 'en'])).toBe('ko')
    expect(preferredLanguage(['de', 'en-GB', 'ko'])).toBe('en')
    expect(preferredLanguage(['de'])).toBe('en')
  })
})
