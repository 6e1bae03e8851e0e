// Damaged pictures by the hundred, through each decoder: what is read has its header's size, and what is refused is refused in a sentence.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { pictureForms } from '../../src/files/fixtures/forms.node'
import { PalimpsestError } from '../../src/shared/errors'
import { decodePicture } from './picture'

type Damage =
  | { readonly kind: 'flip'; readonly place: number; readonly value: number }
  | { readonly kind: 'cut'; readonly place: number }
  | { readonly kind: 'drop' | 'repeat'; readonly place: number; readonly length: number }

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), place, value: fc.nat(255) }),
  // Headers are short, and where most is decided.
  fc.record({
    kind: fc.constant('flip' as const),
    place: place.map((share) => share / 20),
    value: fc.constantFrom(0, 1, 127, 128, 255),
  }),
  fc.record({ kind: fc.constant('cut' as const), place }),
  fc.record({ kind: fc.constantFrom('drop' as const, 'repeat' as const), place, length: fc.nat(300) }),
)

function damaged(bytes: Uint8Array, what: Damage): Uint8Array {
  const at = Math.floor(what.place * bytes.length)
  switch (what.kind) {
    case 'flip': {
      const out = bytes.slice()
      out[at] = what.value
      return out
    }
    case 'cut':
      return bytes.slice(0, at)
    case 'drop':
    case 'repeat': {
      const part = bytes.slice(at, at + what.length)
      const middle = what.kind === 'drop' ? [] : [part, part]
      return Uint8Array.from(Buffer.concat([bytes.slice(0, at), ...middle, bytes.slice(at + part.length)]))
    }
  }
}

it.each(['.jpg', '.webp', '.avif', '.png', '.gif', '.bmp'])(
  'a damaged %s is read or refused in a sentence',
  async (ending) => {
    const files = pictureForms.filter(({ name }) => name.endsWith(ending))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        async ({ file }, damages) => {
          const bytes = damages.reduce(damaged, file as Uint8Array)
          try {
            const { width, height, data } = await decodePicture(bytes, `x${ending}`)
            expect(data.length).toBe(width * height * 4)
          } catch (error) {
            if (!(error instanceof PalimpsestError)) throw error
            expect(error.message).toMatch(/^[^\n]+\.$/)
            expect(error.message).not.toMatch(/Error|undefined|NaN|\[object/)
          }
        },
      ),
      { numRuns: 150 },
    )
  },
)
