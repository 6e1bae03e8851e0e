// AUTOMATIC1111's examples are those of the docstring of `parse_prompt_attention`; compel's are of its manual.
import { describe, expect, it } from 'vitest'
import { messages, parse, weights } from './fixtures/parsing'
import { promptOverSteps } from './promptOverSteps'

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
