import { expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { emptyFields } from './emptyFields'

const { fields } = guideMetas.get('pix2pix-zero')!
const emptyOf = (source: string, target: string) =>
  emptyFields(fields, { source, target }).map(({ id }) => id)

it.each(['', '   ', '()', '(:1.2)', '[()]', '(( ))', '<lora:mine:0.8>', '\u200b', '\u0000'])(
  'a prompt that says nothing is empty, whatever stands around it: %j',
  (nothing) => {
    expect(emptyOf('cat', nothing)).toEqual(['target'])
    expect(emptyOf(nothing, 'dog')).toEqual(['source'])
  },
)

it.each(['dog', '(dog:1.2)', '[a dog:0.5]', '🐶', ',', '개'])(
  'one that says something is not: %j',
  (something) => {
    expect(emptyOf('cat', something)).toEqual([])
  },
)
