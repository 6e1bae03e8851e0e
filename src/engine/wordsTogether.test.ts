import { expect, it } from 'vitest'
import type { AddOnEntry } from '../state/jobs'
import { plainDraft } from './fixtures/panel'
import { wordsTogether } from './wordsTogether'

const entry = (id: string, triggerWords: readonly string[]) =>
  ({ id, status: 'open', summary: { triggerWords } }) as unknown as AddOnEntry

const open = [
  entry('teapot', ['<teapot>']),
  entry('teapot embedding', ['<teapot>']),
  entry('snail', ['<snail>']),
  entry('opening', []),
]
const draft = (prompt: string, further: object = {}) => ({
  ...plainDraft,
  mode: 'generate' as const,
  text: { ...plainDraft.text, generate: prompt },
  addOns: open.map(({ id }) => ({ id, enabled: true, strength: 1 })),
  ...further,
})

it('finds two learned words in one prompt, and none that is learned once', () => {
  expect(wordsTogether(draft('a <snail> and a <teapot>'), open)).toEqual(['<teapot>', '<snail>'])
  expect(wordsTogether(draft('a <teapot> beside a <teapot>'), open)).toBeUndefined()
  expect(wordsTogether(draft('a cat and a <teapot>'), open)).toBeUndefined()
  expect(wordsTogether(draft('a <snail> and a <teapot>', { addOns: [] }), open)).toBeUndefined()
})

it('says nothing where regions are on', () => {
  const regions = { key: 'regions', id: 'regions', values: {}, range: [0, 1] as const }
  const both = 'a <snail> and a <teapot>'
  expect(wordsTogether(draft(both, { guides: [{ ...regions, enabled: true }] }), open)).toBeUndefined()
  expect(wordsTogether(draft(both, { guides: [{ ...regions, enabled: false }] }), open)).toBeDefined()
})
