import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { english } from './english'
import { lateEnglish } from './lateEnglish'
import { lateText } from './lateText'
import { korean } from './korean/korean'
import { guideText } from './guideText'
import { pictureCaption } from './pictureCaption'
import { text } from './text'
import { loadLanguage, preferredLanguage } from './translation'

const valuesIn = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('the page’s sentences', () => {
  beforeAll(() => loadLanguage('ko'))

  it('name the same values in each language', () => {
    for (const [key, sentence] of Object.entries({ ...english, ...lateEnglish }))
      expect(valuesIn(korean.page[key as keyof typeof korean.page]), key).toEqual(valuesIn(sentence))
  })

  it('are filled in, and leave alone what they are not given', () => {
    expect(text('en', 'status.size', { width: 3, height: 4 })).toBe('3 × 4')
    expect(text('en', 'status.size', { width: 3 })).toBe('3 × {height}')
  })

  it('are there for dialogs that are read late, with those of their own', () => {
    expect(Object.keys(lateEnglish).filter((key) => Object.hasOwn(english, key))).toEqual([])
    expect(lateText('en', 'about.title')).toBe('About Palimpsest')
    expect(lateText('en', 'app.close')).toBe('Close')
    expect(lateText('ko', 'about.title')).toBe(korean.page['about.title'])
  })

  it('are Korean for every guide, its fields, and the bundled pictures', () => {
    const english: string[] = []
    const note = (name: string, shown: string | undefined) => {
      // Two are known by their names, as their files and messages have them.
      const isName = shown === 'ControlNet' || shown === 'T2I-Adapter'
      if (shown !== undefined && !isName && !/[가-힣]/.test(shown)) english.push(`${name}: ${shown}`)
    }
    for (const meta of guideMetas.values()) {
      const { label, summary, field } = guideText('ko', meta)
      note(meta.id, label)
      note(meta.id, summary)
      for (const [id, given] of Object.entries(meta.fields)) {
        const { label, help } = field(id, given)
        note(`${meta.id}.${id}`, label)
        note(`${meta.id}.${id}`, help)
      }
    }
    const pictures = JSON.parse(readFileSync('public/pictures/index.json', 'utf8')) as { caption: string }[]
    for (const { caption } of pictures) note('picture', pictureCaption('ko', caption))
    expect(english).toEqual([])
  })

  it('are Korean for those who prefer it to English', () => {
    expect(preferredLanguage(['ko-KR', 'en'])).toBe('ko')
    expect(preferredLanguage(['de', 'en-GB', 'ko'])).toBe('en')
    expect(preferredLanguage(['de'])).toBe('en')
  })
})
