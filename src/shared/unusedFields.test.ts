import { expect, it } from 'vitest'
import {
  aNumber,
  aText,
  fieldsOf,
  jsonWithUnused,
  listOf,
  oneOf,
  unusedIn,
  usableFields,
  type Readers,
} from './unusedFields'

interface Shape {
  readonly kind: 'round' | 'square'
  readonly amount: number
  readonly size: { readonly width: number }
  readonly names: readonly string[]
  readonly note?: string
}
const readers: Readers<Shape> = {
  kind: oneOf('round', 'square'),
  amount: aNumber(0, 1),
  size: fieldsOf({ width: aNumber(1, 10) }),
  names: listOf((saved) => (typeof saved === 'string' ? saved : undefined)),
  note: aText,
}
const usual: Shape = { kind: 'round', amount: 0.5, size: { width: 4 }, names: [] }
const read = (saved: unknown) => usableFields(saved, usual, readers)
const savedAgain = (shape: Shape): unknown => JSON.parse(jsonWithUnused(shape))

it('what fits is used, and what is not there is as usual', () => {
  expect(read({ kind: 'square', note: 'mine' })).toEqual({ ...usual, kind: 'square', note: 'mine' })
  for (const nothing of [undefined, null, 7, 'text', []]) expect(read(nothing)).toEqual(usual)
  expect(unusedIn(read({ kind: 'square' }), readers)).toEqual([])
  expect(unusedIn(read({ kind: undefined, note: undefined, other: undefined }), readers)).toEqual([])
  expect(read({ amount: undefined })).toMatchObject(usual)
})

const strange = {
  kind: 'wavy',
  amount: 7,
  size: { width: 99, depth: 3 },
  names: ['one', { text: 'two' }, 'three'],
  note: ['a', 'b'],
  colour: { red: 1 },
}

it('what another version saved is not used, is named, and is saved again as it was', () => {
  const shape = read(strange)
  expect(shape).toMatchObject({ ...usual, names: ['one', 'three'] })
  expect(shape.note).toBeUndefined()
  expect(Object.fromEntries(unusedIn(shape, readers))).toEqual({
    kind: 'wavy',
    amount: 7,
    'size.width': 99,
    'size.depth': 3,
    names: { text: 'two' },
    note: ['a', 'b'],
    colour: { red: 1 },
  })
  expect(savedAgain(shape)).toEqual({ ...strange, names: ['one', 'three', { text: 'two' }] })
  expect(savedAgain(read(savedAgain(shape)))).toEqual(savedAgain(shape))
})

it('what a person changes takes the place of it; the rest is kept', () => {
  const changed: Shape = { ...read(strange), kind: 'square', names: ['four'], note: 'mine' }
  const { size, amount, colour } = strange
  const expected = { size, amount, colour, kind: 'square', names: ['four', { text: 'two' }], note: 'mine' }
  expect(savedAgain(changed)).toEqual(expected)
  expect(unusedIn(changed, readers).map(([name]) => name)).not.toContain('kind')
})

it('what was set aside stays where fields are read over others', () => {
  const over = usableFields({ amount: 0.25 }, read({ kind: 'wavy', amount: 9 }), readers)
  expect(over).toMatchObject({ kind: 'round', amount: 0.25 })
  expect(savedAgain(over)).toMatchObject({ kind: 'wavy', amount: 0.25 })
})
