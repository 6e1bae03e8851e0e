import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonError, parseJson } from './parseJson'

const python = (text: string): unknown => parseJson(text, 'configuration')
const inHeader = (text: string): unknown => parseJson(text, 'header')

describe('parseJson', () => {
  it('reads every JSON value as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2, '\t'), (text, indent) => {
        const value: unknown = JSON.parse(text)
        expect(python(JSON.stringify(value, undefined, indent))).toEqual(value)
      }),
      { numRuns: 2000 },
    )
  })

  it('refuses exactly the damaged texts that JSON.parse refuses, equal keys and Python numbers aside', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom(...'{}[],:"\\0-.e1 tn\u0001'),
        (text, at, character) => {
          const where = at % (text.length + 1)
          const damaged = text.slice(0, where) + character + text.slice(where + 1)
          let theirs: { value: unknown } | undefined
          try {
            theirs = { value: JSON.parse(damaged) }
          } catch {
            // Refused.
          }
          try {
            expect({ value: python(damaged) }).toEqual(theirs)
          } catch (error) {
            if (!(error instanceof JsonError)) throw error
            if (!/second time/.test(error.message)) expect(theirs).toBeUndefined()
          }
        },
      ),
      { numRuns: 5000 },
    )
  })

  it('refuses a key that comes twice, however it is written', () => {
    expect(() => python('{"a": 1, "b": 2, "a": 1}')).toThrow(/the key "a" a second time/)
    expect(() => python('{"a": 1, "\\u0061": 2}')).toThrow(/the key "a" a second time/)
    expect(python('{"a": {"a": 1}, "b": {"a": 2}}')).toEqual({ a: { a: 1 }, b: { a: 2 } })
    expect(inHeader('{"a": 1, "a": 2}')).toEqual({ a: 2 })
  })

  it('takes the infinities and NaN that Python writes', () => {
    expect(python('{"lambda_min_clipped": -Infinity, "a": [Infinity, NaN]}')).toEqual({
      lambda_min_clipped: -Infinity,
      a: [Infinity, NaN],
    })
    expect(() => inHeader('[NaN]')).toThrow(JsonError)
  })

  it('takes only numbers that are sizes for such in a header', () => {
    expect(inHeader('[0, 9007199254740991]')).toEqual([0, Number.MAX_SAFE_INTEGER])
    expect(inHeader('[18446744073709551615]')).toEqual([2 ** 64])
    for (const number of ['18446744073709551616', '1.0', '1e3', '-1', '-0', '1.0000000000000000000001'])
      expect(inHeader(`[${number}]`), number).toEqual([NaN])
  })

  it('takes half of a surrogate pair where Python does, and not in a header', () => {
    expect(python('"\\ud83d"')).toBe('\ud83d')
    expect(() => inHeader('"\\ud83d"')).toThrow(/unknown escape/)
    expect(inHeader('"\\ud83d\\ude00"')).toBe('\u{1f600}')
  })

  it('treats __proto__ as a key like any other', () => {
    const parsed = python('{"__proto__": {"polluted": true}}') as object
    expect(Object.keys(parsed)).toEqual(['__proto__'])
    expect('polluted' in parsed).toBe(false)
  })

  it('refuses nesting that would exhaust the stack', () => {
    expect(() => python('['.repeat(1_000_000))).toThrow(/nesting that is too deep/)
  })
})
