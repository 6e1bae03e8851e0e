import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Sha256 } from './sha256'

it('is what every other program computes, however the bytes arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (parts) => {
      const [own, theirs] = [new Sha256(), createHash('sha256')]
      for (const part of parts) {
        own.update(part)
        theirs.update(part)
      }
      expect(own.digest()).toBe(theirs.digest('hex'))
    }),
  )
})
