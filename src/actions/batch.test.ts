import { expect, it } from 'vitest'
import { uniqueNames } from './batch'

it('names of results are unique, on disks too that know no capital letters', () => {
  expect(uniqueNames(['cat.png', 'dog.png', 'Cat.png', 'cat (2).png', 'cat'])).toEqual([
    'cat.png',
    'dog.png',
    'Cat (2).png',
    'cat (2) (2).png',
    'cat',
  ])
})

it('what lies in the folder of the results is not written over', () => {
  expect(uniqueNames(['cat.png', 'dog.png'], ['CAT.png', 'cat (2).png'])).toEqual(['cat (3).png', 'dog.png'])
})
