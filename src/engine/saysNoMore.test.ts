import { expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { saysNoMore } from './saysNoMore'

const meta = guideMetas.get('model-editing')!
const said = (...edits: { readonly from: string; readonly to: string }[]) =>
  saysNoMore('en', { values: { edits } }, meta)

it('is told of an edit whose sentences are the same', () => {
  expect(said({ from: 'a rose', to: 'a blue rose' })).toBeUndefined()
  expect(said({ from: '', to: ' ' })).toBeUndefined()
  expect(said({ from: 'a rose', to: 'a blue rose' }, { from: 'a  Cat', to: 'a cat ' })).toBe(
    '“From” and “To” of edit 2 say the same, so it changes nothing.',
  )
})

it('is told of no card without such texts', () => {
  expect(saysNoMore('en', { values: { concepts: [{ concept: 'snow' }] } }, guideMetas.get('sega')!)).toBe(
    undefined,
  )
})
