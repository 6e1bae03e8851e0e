import { expect, it } from 'vitest'
import { equivalent } from './equivalent'
import { findMutants } from './findMutants'

it('equivalent mutants are mutants of the code as it is', async () => {
  const { mutants } = await findMutants([...new Set(equivalent.map(({ file }) => file))])
  const known = new Set(mutants.map(({ file, key }) => `${file} ${key}`))
  expect(equivalent.map(({ file, mutant }) => `${file} ${mutant}`).filter((one) => !known.has(one))).toEqual(
    [],
  )
})
