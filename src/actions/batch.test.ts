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
