import { expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { forgetting, remembering } from './rememberedValues'

const zero = guideMetas.get('pix2pix-zero')!.remembers!
const values = { source: 'cat', target: 'dog', change: 2, sourceSentences: 'a cat', targetSentences: '' }

it('keeps what makes a direction under a name, and not how far it is gone', () => {
  const [one] = remembering([], { id: 'pix2pix-zero', values }, zero, zero.name(values))
  expect(one).toEqual({
    guide: 'pix2pix-zero',
    name: 'cat → dog',
    values: { source: 'cat', target: 'dog', sourceSentences: 'a cat', targetSentences: '' },
  })
})

it('has one for each name of a guide, and forgets them', () => {
  const sega = guideMetas.get('sega')!.remembers!
  const concepts = { concepts: [{ concept: 'snow' }, { concept: 'a hat' }] }
  expect(sega.name(concepts)).toBe('snow, a hat')
  let all = remembering([], { id: 'pix2pix-zero', values }, zero, 'mine')
  all = remembering(all, { id: 'sega', values: concepts }, sega, 'mine')
  all = remembering(all, { id: 'pix2pix-zero', values: { ...values, target: 'car' } }, zero, 'mine')
  expect(all.map(({ guide, values }) => [guide, values['target']])).toEqual([
    ['pix2pix-zero', 'car'],
    ['sega', undefined],
  ])
  expect(forgetting(all, all[0]!)).toEqual([all[1]])
})
