import { beforeAll, describe, expect, it } from 'vitest'
import { errorText } from './errorText'
import { korean } from './korean/korean'
import { shownSentences } from './shownSentences.node'
import { loadLanguage } from './translation'

const holesIn = (template: string) => [...template.matchAll(/\{\d+\}/g)].map(([hole]) => hole).sort()

/** Names of the field's own, that are the same in every language. */
const names = new Set([
  'eta',
  'ddim',
  'dpmsolver++',
  'deis',
  'midpoint',
  'heun',
  'logrho',
  'zero',
  'discrete',
])
for (const name of ['linear', 'epsilon', 'sample', 'true', 'false', 'jpg', 'architectures', 'channels'])
  names.add(name)

describe('the sentences of errors', () => {
  beforeAll(() => loadLanguage('ko'))

  it('have Korean, every one in the sources, with the same values', () => {
    const { sentences, parts } = shownSentences('src', 'workers')
    const missing = [
      ...[...sentences].filter(([text]) => !Object.hasOwn(korean.errors, text)),
      ...[...parts].filter(([text]) => !Object.hasOwn(korean.errorParts, text) && !names.has(text)),
    ]
    expect(missing.map(([text, path]) => `${path}: ${text}`)).toEqual([])
  })

  it('carry the same values in each language', () => {
    for (const [english, translated] of [
      ...Object.entries(korean.errors),
      ...Object.entries(korean.errorParts),
    ])
      expect(holesIn(translated), english).toEqual(holesIn(english))
  })

  it('keep their values, whatever order the language puts them in', () => {
    expect(errorText('ko', 'This recipe has version 9, and this program reads up to version 1.')).toBe(
      '레시피 버전이 9인데, 이 프로그램은 버전 1까지 읽을 수 있습니다.',
    )
    expect(errorText('ko', '"scale" of the guide "classifier-free" is 99, out of range.')).toBe(
      '가이드 "classifier-free"의 "scale" 값이 99인데, 범위를 벗어났습니다.',
    )
    expect(errorText('ko', 'The picture is damaged: the file ends too early.')).toBe(
      '그림이 손상되었습니다: 파일이 중간에 끝납니다.',
    )
  })

  it('stay English where there is no Korean, and for those who read English', () => {
    expect(errorText('ko', 'Something that nobody foresaw happened.')).toBe(
      'Something that nobody foresaw happened.',
    )
    expect(errorText('en', 'The mask covers nothing.')).toBe('The mask covers nothing.')
  })

  it('are not led astray by what a file is called', () => {
    expect(errorText('ko', '"The mask covers nothing." is empty.')).toBe(
      '"The mask covers nothing.": 빈 파일입니다.',
    )
    expect(errorText('ko', '"cat with hat.png" is empty.')).toBe('"cat with hat.png": 빈 파일입니다.')
    expect(errorText('ko', '"none" has no file "mask".')).toBe('"none"에 "mask" 파일이 없습니다.')
  })

  it('are found where a file and what is wrong with it follow each other', () => {
    expect(
      errorText('ko', '"unet/config.json" of "my model" sets "act_fn" to "relu"; this option is not known.'),
    ).toBe('"unet/config.json" of "my model": "act_fn" 값이 "relu"입니다; 알 수 없는 옵션입니다.')
  })

  it('take no longer for what is made to be slow', () => {
    const start = performance.now()
    errorText('ko', '"a" of a with, '.repeat(60))
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
