import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EnglishText } from '../shared/defineMessages'
import { loadLanguage, translation } from './translation'
import { errorLine, worded, wordedError } from './worded'

type Table = Readonly<Record<string, { readonly id: string; readonly text: EnglishText }>>
const tables = import.meta.glob<Table>('/{src,workers}/**/messages.ts', { eager: true, import: 'messages' })

const sources = ['src', 'workers']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\./.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

describe('the sentences of every area', () => {
  beforeAll(() => loadLanguage('ko'))

  it('are known to the translations, each by an id of its own', () => {
    const ids = Object.values(tables).flatMap((table) => Object.values(table).map(({ id }) => id))
    expect(ids.length).toBeGreaterThan(0)
    expect(new Set(ids).size).toBe(ids.length)
    // An area whose Korean is not in `korean/areas.ts`, or a guide's not in its `korean`, lacks all of it.
    expect(ids.filter((id) => !Object.hasOwn(translation('ko')?.messages ?? {}, id))).toEqual([])
  })

  it('are all said somewhere', () => {
    const unsaid = Object.entries(tables).flatMap(([path, table]) =>
      Object.keys(table)
        .filter((name) => !new RegExp(`\\.${name}\\b`).test(sources))
        .map((name) => `${path}: ${name}`),
    )
    expect(unsaid).toEqual([])
  })
})

describe('a sentence', () => {
  const id = 'sega.conceptEmpty'
  const values = { number: 2, guide: 'Concepts' }
  const report = { id, values, message: 'English.', hint: 'Do.' }

  it('is worded in the language of the page, by its id', () => {
    expect(errorLine('ko', report)).toBe('"Concepts"의 2번째 개념에 글이 없습니다. 무엇인지 적거나 지우세요.')
    expect(worded('ko', { id, values, english: 'English.' })).toBe('"Concepts"의 2번째 개념에 글이 없습니다.')
    expect(wordedError('en', report)).toEqual({ message: 'English.', hint: 'Do.' })
  })

  it('of another version, or a plain one, is as it was saved', () => {
    for (const other of ['sega.later', 'toString'])
      expect(worded('ko', { id: other, values, english: 'English.' })).toBe('English.')
    expect(errorLine('ko', { ...report, id: 'sega.later' })).toBe('English. Do.')
    expect(worded('ko', 'My own words.')).toBe('My own words.')
  })
})
