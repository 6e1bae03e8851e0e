// AUTOMATIC1111's examples are those of the docstring of `parse_prompt_attention`; compel's are of its manual.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePrompt } from './parsePrompt'
import { promptOverSteps } from './promptOverSteps'
import type { PromptSyntax } from './promptSyntax'

const syntaxes: readonly PromptSyntax[] = ['both', 'a1111', 'compel', 'none']

const parse = (text: string, syntax: PromptSyntax = 'both', steps = 20) =>
  parsePrompt(text, { syntax, steps })
/** Words and weights of a prompt that is not joined. */
const weights = (text: string, syntax: PromptSyntax = 'both') =>
  parse(text, syntax).parts[0]!.fragments.map(
    ({ text, weight }) => [text, Number(weight.toFixed(6))] as const,
  )
const messages = (text: string, syntax: PromptSyntax = 'both') =>
  parse(text, syntax).problems.map(({ message }) => message)

describe("AUTOMATIC1111's syntax", () => {
  it.each<[string, readonly (readonly [string, number])[]]>([
    ['normal text', [['normal text', 1]]],
    [
      'an (important) word',
      [
        ['an ', 1],
        ['important', 1.1],
        [' word', 1],
      ],
    ],
    ['(unbalanced', [['unbalanced', 1.1]]],
    ['\\(literal\\]', [['(literal]', 1]]],
    ['(unnecessary)(parens)', [['unnecessaryparens', 1.1]]],
    [
      'a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).',
      [
        ['a ', 1],
        ['house', 1.573],
        [' ', 1.1],
        ['on', 1],
        [' a ', 1.1],
        ['hill', 0.55],
        [', sun, ', 1.1],
        ['sky', 1.4641],
        ['.', 1.1],
      ],
    ],
    ['(cat: 1.3 )', [['cat', 1.3]]],
    [
      '(cat:-0.5) and (dog:+.5)',
      [
        ['cat', -0.5],
        [' and ', 1],
        ['dog', 0.5],
      ],
    ],
    ['(a: b:1.2)', [['a: b', 1.2]]],
    ['[[far]]', [['far', Number((1 / 1.21).toFixed(6))]]],
    ['C:\\temp', [['C:\\temp', 1]]],
  ])('reads %j', (text, expected) => {
    expect(weights(text, 'a1111')).toEqual(expected)
    expect(weights(text)).toEqual(expected)
  })

  it('begins another chunk at BREAK, and not within a word', () => {
    const fragments = parse('a cat BREAK (in oil:1.2)').parts[0]!.fragments
    expect(fragments.map(({ text, breakBefore }) => [text, breakBefore ?? false])).toEqual([
      ['a cat ', false],
      ['in oil', true],
    ])
    expect(parse('BREAKFAST and OUTBREAK').plain).toBe(true)
  })

  it('is not read where it is not asked for', () => {
    expect(weights('[far] (cat:1.2)', 'compel')).toEqual([['[far] cat:1.2', 1]])
    for (const text of ['(cat:1.3)', 'cat++', '<lora:a:1>', '\\('])
      expect(parse(text, 'none').plain).toBe(true)
  })
})

describe("compel's syntax", () => {
  it.each<[string, readonly (readonly [string, number])[]]>([
    [
      'a red++ ball',
      [
        ['a ', 1],
        ['red', 1.21],
        [' ball', 1],
      ],
    ],
    [
      'a red-- ball',
      [
        ['a ', 1],
        ['red', 0.81],
        [' ball', 1],
      ],
    ],
    [
      'a (red ball)1.3',
      [
        ['a ', 1],
        ['red ball', 1.3],
      ],
    ],
    [
      'a (red ball)++, small-',
      [
        ['a ', 1],
        ['red ball', 1.21],
        [', ', 1],
        ['small', 0.9],
      ],
    ],
    [
      '((red)++ ball)0.5',
      [
        ['red', 0.605],
        [' ball', 0.5],
      ],
    ],
    ['state-of-the-art, t-shirt -- C+1', [['state-of-the-art, t-shirt -- C+1', 1]]],
    ['1\\+', [['1+', 1]]],
  ])('reads %j', (text, expected) => {
    expect(weights(text, 'compel')).toEqual(expected)
    expect(weights(text)).toEqual(expected)
  })

  it('leaves signs and trailing numbers alone where only the other syntax is read', () => {
    expect(weights('a red++ (ball)1.3', 'a1111')).toEqual([
      ['a red++ ', 1],
      ['ball', 1.1],
      ['1.3', 1],
    ])
  })

  it('joins prompts, each weighted within', () => {
    const blend = parse('("a red++ cat", "a dog").blend(0.7, 0.3)')
    expect(blend.join).toBe('blend')
    expect(blend.parts.map(({ weight }) => weight)).toEqual([0.7, 0.3])
    expect(blend.parts[0]!.fragments.map(({ text }) => text)).toEqual(['a ', 'red', ' cat'])
    const red = blend.parts[0]!.fragments[1]!
    expect([red.start, red.end]).toEqual([4, 7])
    expect(parse('("a","b").and()')).toMatchObject({ join: 'and', parts: [{ weight: 1 }, { weight: 1 }] })
    expect(parse('("a","b").blend(1, 1, no_normalize)').normalised).toBe(false)
    expect(parse('("say \\"hi\\"", "b").blend(1, 1)').parts[0]!.fragments[0]!.text).toBe('say "hi"')
  })

  it.each([
    ['a cat, ("a","b").blend(1,1)', /have to be the whole prompt/],
    ['("a","b").blend(1)', /2 prompts are joined, and their weights are "1"/],
    ['("a","b").blend(1,x)', /their weights are "1,x"/],
    ['("a","b").blend(1,-1)', /add up to 0/],
  ])('says what is wrong with %j', (text, message) => {
    expect(messages(text)[0]).toMatch(message)
    expect(parse(text).parts).toHaveLength(1)
  })
})

describe('words that change over the steps', () => {
  const phases = (text: string, steps = 10) =>
    promptOverSteps(parse(text, 'both', steps), steps).map(({ until, prompt }) => [
      until,
      prompt.parts[0]!.fragments.map((fragment) => fragment.text).join(''),
    ])

  it.each<[string, readonly (readonly [number, string])[]]>([
    [
      'a [cat:dog:0.5] runs',
      [
        [0.5, 'a cat runs'],
        [1, 'a dog runs'],
      ],
    ],
    [
      'a [cat:dog:3] runs',
      [
        [0.3, 'a cat runs'],
        [1, 'a dog runs'],
      ],
    ],
    [
      'a [big :0.25]cat',
      [
        [0.2, 'a cat'],
        [1, 'a big cat'],
      ],
    ],
    [
      'a [big ::0.25]cat',
      [
        [0.2, 'a big cat'],
        [1, 'a cat'],
      ],
    ],
    [
      '[a:[b:c:0.6]:0.3]',
      [
        [0.3, 'a'],
        [0.6, 'b'],
        [1, 'c'],
      ],
    ],
    ['[a:b:0] and [c:d:1.0]', [[1, 'b and c']]],
    ['[a:b:99]', [[1, 'a']]],
    ['no [change]', [[1, 'no change']]],
  ])('reads %j', (text, expected) => expect(phases(text)).toEqual(expected))

  it('keep the weights that they are in', () => {
    const [before, after] = promptOverSteps(parse('([cat:(dog:2):0.5]:1.5)'), 20)
    expect(before!.prompt.parts[0]!.fragments).toMatchObject([{ text: 'cat', weight: 1.5 }])
    expect(after!.prompt.parts[0]!.fragments).toMatchObject([{ text: 'dog', weight: 3 }])
  })

  it('carry a break on to what is said', () => {
    const [before] = promptOverSteps(parse('a cat BREAK [big :0.5]dog'), 20)
    expect(before!.prompt.parts[0]!.fragments.map(({ breakBefore }) => breakBefore)).toEqual([
      undefined,
      true,
    ])
  })
})

describe('add-ons', () => {
  it('are taken out of the text', () => {
    const { addOns, parts, plain } = parse('a cat <lora:toy style:0.8>, <LORA:other>')
    expect(addOns).toEqual([
      { name: 'toy style', strength: 0.8, start: 6, end: 26 },
      { name: 'other', strength: 1, start: 28, end: 40 },
    ])
    expect(parts[0]!.fragments.map(({ text }) => text)).toEqual(['a cat , '])
    expect(plain).toBe(false)
  })

  it('have a strength for each network, the text encoder’s first, as AUTOMATIC1111 writes them', () => {
    const { addOns, problems } = parse('<lora:a:0.8:0.5> <lora:b:unet=0.2:te=1> <lora:c:te=0.3:unet=0>')
    expect(addOns.map(({ strength }) => strength)).toEqual([
      { textEncoder: 0.8, unet: 0.5 },
      { textEncoder: 1, unet: 0.2 },
      { textEncoder: 0.3, unet: 0 },
    ])
    expect(problems).toEqual([])
  })

  it('with a strength that is none are told', () => {
    expect(messages('<lora:a:strong>')).toEqual(['The strength "strong" of the add-on "a" is not a number.'])
    for (const written of ['0.8:', '0.8:x', '1:2:3', 'unet=0.5', '1:2:x'])
      expect(messages(`<lora:a:${written}>`)).toEqual([
        `The strength "${written}" of the add-on "a" is not a number.`,
      ])
  })
})

describe('what can hardly be meant', () => {
  it.each([
    ['a (cat', 'A "(" of the prompt is never closed.'],
    ['(a [cat) b', 'A "[" of the prompt is never closed.'],
    ['((((a', '4 brackets of the prompt are never closed.'],
    ['cat:1.3)', 'A ")" of the prompt closes nothing.'],
    ['(cat:1,3)', 'The weight "1,3" of the prompt is not a number.'],
    ['(cat:)', 'The weight "" of the prompt is not a number.'],
    ['(cat:1.2.3)', 'The weight "1.2.3" of the prompt is not a number.'],
    ['(cat:-)', 'The weight "-" of the prompt is not a number.'],
    ['(cat)1,3 b', 'The weight "1,3" of the prompt is not a number.'],
    ['(cat)1.2.3', 'The weight "1.2.3" of the prompt is not a number.'],
    ['(cat:abc)', '"(cat:abc)" of the prompt has no weight: "abc" is no number and is read as words.'],
    ['(cat:inf)', '"(cat:inf)" of the prompt has no weight: "inf" is no number and is read as words.'],
    ['(cat:50%)', '"(cat:50%)" of the prompt has no weight: "50%" is no number and is read as words.'],
    ['(cat)abc', '"abc" behind a bracket of the prompt is read as words, not as its weight.'],
    ['(cat)1.3x', '"1.3x" behind a bracket of the prompt is read as words, not as its weight.'],
    [
      '[a:b:c]',
      '"[a:b:c]" of the prompt does not say when it changes: "c" is no number, and all is read as words.',
    ],
    [
      '[a:0,5]',
      '"[a:0,5]" of the prompt does not say when it changes: "0,5" is no number, and all is read as words.',
    ],
    ['[a:b:21]', '"[a:b:21]" of the prompt never changes: 21 lies outside of the 20 steps.'],
    ['[a:b:-1]', '"[a:b:-1]" of the prompt never changes: -1 lies outside of the 20 steps.'],
    ['a <lora:>', '"<lora:>" of the prompt names no add-on and is read as words.'],
    ['a <lora::1> b', '"<lora::1>" of the prompt names no add-on and is read as words.'],
    ['a <lora:x', '"<lora:x" of the prompt names no add-on and is read as words.'],
    ['a <hypernet:x:1>', '"<hypernet:x:1>" of the prompt is read as words: hypernetworks are not used here.'],
    ['(cat:1000)', 'A weight of the prompt is beyond 10 and is read as 10.'],
    ['[a:b:c:0.5]', 'The prompt changes "[a:b:c:0.5]" in more than one place.'],
    ['[cat|dog]', 'The prompt alternates words in "[cat|dog]", which is not done here.'],
  ])('%j is read, and told in one sentence', (text, message) => {
    const { problems, parts } = parse(text)
    expect(problems.map((problem) => problem.message)).toEqual([message])
    for (const { start, end } of problems) expect(0 <= start && start < end && end <= text.length).toBe(true)
    expect(parts[0]!.fragments.length).toBeGreaterThan(0)
  })

  it.each(['a smile :)', 'sad :(', ';-)', 'a (', '5 - 3', 'note: this', 'a < b', '=]', 'a, b. c'])(
    'but %j is plain text',
    (text) => expect(parse(text)).toMatchObject({ plain: true, problems: [] }),
  )

  it.each([
    ['(note: this)', 'note: this', 1.1],
    ['(cat\\:abc)', 'cat:abc', 1.1],
    ['[style: oil]', 'style: oil', 1 / 1.1],
    ['(half)-eaten', 'half', 1.1],
    ['(cat)을 보는', 'cat', 1.1],
    ['(cat), 3', 'cat', 1.1],
    ['(cat),3', 'cat', 1.1],
    ['(cat)1.3, 2', 'cat', 1.3],
  ])('but %j has only words of that weight', (text, words, weight) => {
    const { problems, parts } = parse(text)
    expect(problems).toEqual([])
    expect(parts[0]!.fragments[0]).toMatchObject({ text: words, weight })
  })

  it.each([
    ['(cat:abc)', [['cat:abc', 1.1]]],
    [
      '(cat)abc',
      [
        ['cat', 1.1],
        ['abc', 1],
      ],
    ],
    [
      '(cat)1.3x',
      [
        ['cat', 1.1],
        ['1.3x', 1],
      ],
    ],
    ['[a:b:c]', [['a:b:c', 0.909091]]],
    ['<lora:>', [['<lora:>', 1]]],
  ])('of %j the letters and their weights stay', (text, expected) => expect(weights(text)).toEqual(expected))

  const hostile =
    '( [ ) ] ([ (: [: ((a:1.1) a+, \\( <lora: + - BREAK, [a: [a:b:0.5] ": ("a", )1 (a (a:b) (a)b [a:b:c] <lora:>'.split(
      ' ',
    )

  it.each(hostile)('ten thousand letters of %j are read, each problem told once', (unit) => {
    const text = unit.repeat(10_000 / unit.length)
    for (const syntax of syntaxes) {
      const { problems, parts } = parse(text, syntax)
      expect(parts[0]!.fragments.every(({ weight }) => Math.abs(weight) <= 10)).toBe(true)
      expect(problems.length).toBeLessThanOrEqual(3)
    }
  })

  it.each(['(', '((a:1.1)', '[a:', 'a+,'])('takes time in proportion to a text of %j', (unit) => {
    const start = performance.now()
    parse(unit.repeat(200_000 / unit.length))
    // A second at most; a reader that looks back for each bracket takes minutes.
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})

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
