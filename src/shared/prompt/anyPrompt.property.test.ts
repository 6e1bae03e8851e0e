// Properties of whatever is typed as a prompt.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePrompt } from './parsePrompt'
import { parse, syntaxes } from './fixtures/parsing'
import { promptOverSteps } from './promptOverSteps'

describe('any text', () => {
  const signs = fc.constantFrom(...'()[]:\\"+-.,|<> ab1', 'BREAK', '<lora:', ').blend(', ').and(', '1.2')
  const anyText = fc.array(fc.oneof(signs, fc.string()), { maxLength: 40 }).map((parts) => parts.join(''))

  it('is read into fragments that stand in it in order, with finite weights', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom(...syntaxes),
        fc.integer({ min: 1, max: 50 }),
        (text, syntax, steps) => {
          const parsed = parsePrompt(text, { syntax, steps })
          let end = 0
          for (const fragment of parsed.parts.flatMap(({ fragments }) => fragments)) {
            if (fragment.text === '') continue
            expect(fragment.start).toBeGreaterThanOrEqual(end)
            expect(fragment.end).toBeGreaterThan(fragment.start)
            expect(Number.isFinite(fragment.weight)).toBe(true)
            end = fragment.end
          }
          expect(end).toBeLessThanOrEqual(text.length)
          const phases = promptOverSteps(parsed, steps)
          expect(phases.at(-1)!.until).toBe(1)
          if (syntax === 'none') expect(parsed.plain || text === '').toBe(true)
        },
      ),
    )
  })

  it('means itself once its signs are escaped', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab ()[]:"+-|<\\') })
    fc.assert(
      fc.property(word, (text) => {
        const escaped = text.replaceAll(/[()[\]:"+\-|<\\]/g, '\\$&')
        const { parts, problems } = parse(escaped)
        expect(parts[0]!.fragments.map((fragment) => fragment.text).join('')).toBe(text)
        expect(problems).toEqual([])
      }),
    )
  })

  type Tree = string | { readonly inner: readonly Tree[]; readonly how: '()' | '[]' | number }
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.constantFrom('cat', 'red dog', ', ', 'x'),
      fc.record({
        inner: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
        how: fc.oneof(fc.constantFrom('()' as const, '[]' as const), fc.constantFrom(0.5, 1.3, 2)),
      }),
    ),
  }))
  const written = (one: Tree): string => {
    if (typeof one === 'string') return one
    const inner = one.inner.map(written).join('')
    if (typeof one.how === 'number') return `(${inner}:${one.how})`
    return one.how === '()' ? `(${inner})` : `[${inner}]`
  }
  /** Each letter with its weight, by multiplying down the tree. */
  const letters = (one: Tree, weight = 1): (readonly [string, number])[] => {
    if (typeof one === 'string') return [...one].map((letter) => [letter, weight])
    const factor = typeof one.how === 'number' ? one.how : one.how === '()' ? 1.1 : 1 / 1.1
    return one.inner.flatMap((inner) => letters(inner, weight * factor))
  }

  it('of nested brackets has the product of their weights', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 5 }), (trees) => {
        const text = trees.map(written).join('')
        const actual = parse(text, 'a1111').parts[0]!.fragments.flatMap(({ text, weight }) =>
          [...text].map((letter) => [letter, weight] as const),
        )
        const expected = trees.flatMap((one) => letters(one))
        expect(actual.map(([letter]) => letter)).toEqual(expected.map(([letter]) => letter))
        actual.forEach(([, weight], at) => {
          const clamped = Math.min(expected[at]![1], 10)
          expect(Math.abs(weight - clamped)).toBeLessThan(1e-9 * clamped)
        })
      }),
    )
  })
})
